package io.syncline.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.syncline.aws.queue.WakeUpMessage.Parsed;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class WakeUpMessageTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Wörk \"1\"@x"));
    private static final CalendarRef HOME = new CalendarRef(new ConnectionId("c_1"), new CalendarId("home@x"));

    private final FakeSqs sqs = new FakeSqs();
    private final SqsWakeUps wakeUps = new SqsWakeUps(sqs, "https://queue");

    @Test
    void what_is_sent_can_be_read() {
        wakeUps.wake(ACME, WORK, 7);
        assertThat(WakeUpMessage.parse(sqs.sent.getFirst().messageBody()))
                .isEqualTo(new Parsed.Understood(new WakeUpMessage(ACME, WORK, 7)));
        assertThat(sqs.sent.getFirst().queueUrl()).isEqualTo("https://queue");
    }

    @Test
    void a_calendar_is_a_group_and_the_same_request_wakes_once() {
        wakeUps.wake(ACME, WORK, 7);
        wakeUps.wake(ACME, WORK, 7);
        wakeUps.wake(ACME, WORK, 8);
        wakeUps.wake(ACME, HOME, 7);
        assertThat(sqs.sent).extracting(SendMessageRequest::messageGroupId).satisfies(groups -> {
            assertThat(groups.get(0))
                    .isEqualTo(groups.get(1))
                    .isEqualTo(groups.get(2))
                    .matches("[0-9a-f]{64}");
            assertThat(groups.get(3)).isNotEqualTo(groups.get(0));
        });
        assertThat(sqs.sent)
                .extracting(SendMessageRequest::messageDeduplicationId)
                .satisfies(ids -> {
                    assertThat(ids.get(0)).isEqualTo(ids.get(1)).matches("[0-9a-f]{64}");
                    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
                    assertThat(ids.get(3)).isNotEqualTo(ids.get(0));
                });
    }

    @Test
    void a_queue_that_is_down_refuses_nobody_s_change() {
        sqs.down = true;
        assertThatCode(() -> wakeUps.wake(ACME, WORK, 7)).doesNotThrowAnyException();
    }

    @Test
    void anything_else_is_unreadable_with_a_reason() {
        List<String> bodies = List.of(
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"schema\":2}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connection\":\"c_1\",\"calendar\":\"x\"}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connection\":\"c_1\",\"requested\":1}",
                "{\"schema\":1,\"organisation\":7,\"connection\":\"c_1\",\"calendar\":\"x\",\"requested\":1}",
                "{\"schema\":1,\"organisation\":\"a b\",\"connection\":\"c_1\",\"calendar\":\"x\",\"requested\":1}",
                "{\"schema\":1,\"organisation\":\"acme\",\"connection\":\"c_1\",\"calendar\":\"\",\"requested\":1}");
        for (String body : bodies) {
            assertThat(WakeUpMessage.parse(body)).as(body).isInstanceOf(Parsed.Unreadable.class);
        }
    }

    private static final class FakeSqs implements SqsClient {
        private final List<SendMessageRequest> sent = new ArrayList<>();
        private boolean down;

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            if (down) {
                throw SdkClientException.create("Connection refused");
            }
            sent.add(request);
            return SendMessageResponse.builder().build();
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
