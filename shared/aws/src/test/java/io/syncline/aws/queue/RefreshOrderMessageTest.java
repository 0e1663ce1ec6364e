package io.syncline.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.syncline.InMemoryClock;
import io.syncline.aws.queue.RefreshOrderMessage.Parsed;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.RefreshOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class RefreshOrderMessageTest {

    private static final OrganisationId ACME = new OrganisationId("acme");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final FakeSqs sqs = new FakeSqs();
    private final SqsRefreshOrders orders = new SqsRefreshOrders(sqs, "https://queue", clock);

    @Test
    void what_is_sent_can_be_read() {
        RefreshOrder order = order("c_1", "c_2");
        orders.place(List.of(order));
        assertThat(RefreshOrderMessage.parse(sent().getFirst().messageBody())).isEqualTo(new Parsed.Understood(order));
    }

    @Test
    void ten_orders_are_one_request() {
        orders.place(
                IntStream.range(0, 23).mapToObj(number -> order("c_" + number)).toList());
        assertThat(sqs.requests).extracting(request -> request.entries().size()).containsExactly(10, 10, 3);
        assertThat(sqs.requests)
                .allSatisfy(request -> assertThat(request.entries())
                        .extracting(SendMessageBatchRequestEntry::id)
                        .doesNotHaveDuplicates());
    }

    @Test
    void an_organisation_is_a_group_and_the_same_order_is_placed_once_in_two_minutes() {
        orders.place(List.of(order("c_1")));
        clock.goOn(Duration.ofSeconds(60));
        orders.place(List.of(order("c_1"), order("c_2")));
        clock.goOn(Duration.ofSeconds(61));
        orders.place(List.of(order("c_1")));
        assertThat(sent())
                .extracting(SendMessageBatchRequestEntry::messageGroupId)
                .containsOnly("acme");
        List<String> ids = sent().stream()
                .map(SendMessageBatchRequestEntry::messageDeduplicationId)
                .toList();
        assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{64}"));
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        assertThat(ids.get(3)).isNotEqualTo(ids.get(0));
    }

    @Test
    void a_queue_that_is_down_or_refuses_leaves_it_to_the_next_minute() {
        sqs.refuses = true;
        assertThatCode(() -> orders.place(List.of(order("c_1")))).doesNotThrowAnyException();
        sqs.down = true;
        assertThatCode(() -> orders.place(List.of(order("c_1")))).doesNotThrowAnyException();
    }

    @Test
    void anything_else_is_unreadable_with_a_reason() {
        String tooMany = String.join(",", Collections.nCopies(RefreshOrder.LARGEST + 1, "\"c_1\""));
        List<String> bodies = List.of(
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"schema\":2,\"organisation\":\"acme\",\"connections\":[\"c_1\"]}",
                "{\"schema\":\"1\",\"organisation\":\"acme\",\"connections\":[\"c_1\"]}",
                "{\"schema\":1,\"connections\":[\"c_1\"]}",
                "{\"schema\":1,\"organisation\":7,\"connections\":[\"c_1\"]}",
                "{\"schema\":1,\"organisation\":\"a b\",\"connections\":[\"c_1\"]}",
                "{\"schema\":1,\"organisation\":\"acme\"}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":\"c_1\"}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":[]}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":[null]}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":[\"c#1\"]}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":[" + tooMany + "]}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connections\":[\"c_1\"]} and more",
                "[".repeat(100_000));
        for (String body : bodies) {
            assertThat(RefreshOrderMessage.parse(body))
                    .as(body.substring(0, Math.min(body.length(), 100)))
                    .isInstanceOf(Parsed.Unreadable.class);
        }
    }

    private List<SendMessageBatchRequestEntry> sent() {
        return sqs.requests.stream()
                .flatMap(request -> request.entries().stream())
                .toList();
    }

    private static RefreshOrder order(String... connections) {
        return new RefreshOrder(
                ACME, List.of(connections).stream().map(ConnectionId::new).toList());
    }

    private static final class FakeSqs implements SqsClient {
        private final List<SendMessageBatchRequest> requests = new ArrayList<>();
        private boolean down;
        private boolean refuses;

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (down) {
                throw SdkClientException.create("Connection refused");
            }
            requests.add(request);
            SendMessageBatchResponse.Builder answer = SendMessageBatchResponse.builder();
            if (refuses) {
                answer.failed(BatchResultErrorEntry.builder()
                        .id("0")
                        .code("InternalError")
                        .build());
            }
            return answer.build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            down = true;
        }
    }
}
