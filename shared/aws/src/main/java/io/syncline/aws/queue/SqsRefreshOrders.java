package io.syncline.aws.queue;

import io.syncline.token.RefreshOrder;
import io.syncline.token.RefreshOrders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Orders to refresh through a FIFO queue, a group per organisation, ten in a request.
 *
 * <p>What cannot be sent is only logged: the tokens' rows say that they are due, and the schedule comes by in a minute.
 */
public final class SqsRefreshOrders implements RefreshOrders {

    private static final Logger LOG = LoggerFactory.getLogger(SqsRefreshOrders.class);
    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String queueUrl;
    private final InstantSource clock;

    public SqsRefreshOrders(SqsClient sqs, String queueUrl, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public void place(List<RefreshOrder> orders) {
        for (int from = 0; from < orders.size(); from += BATCH) {
            send(orders.subList(from, Math.min(orders.size(), from + BATCH)));
        }
    }

    private void send(List<RefreshOrder> orders) {
        Instant now = clock.instant();
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, orders.size())
                .mapToObj(place -> entry(place, new RefreshOrderMessage(orders.get(place)), now))
                .toList();
        try {
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
            if (!answer.failed().isEmpty()) {
                LOG.warn(
                        "{} orders to refresh were refused ({}); the schedule places them again",
                        answer.failed().size(),
                        answer.failed().getFirst().code());
            }
        } catch (SdkException e) {
            LOG.warn("Orders to refresh were not sent; the schedule places them again", e);
        }
    }

    private static SendMessageBatchRequestEntry entry(int place, RefreshOrderMessage message, Instant now) {
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(place))
                .messageBody(message.body())
                .messageGroupId(message.group())
                .messageDeduplicationId(message.deduplication(now))
                .build();
    }
}
