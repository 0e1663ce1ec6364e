package io.syncline.aws.queue;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.WakeUps;
import io.syncline.identity.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Wake-ups through a FIFO queue, a group per calendar.
 *
 * <p>A message that cannot be sent is only logged: the calendar's row says that it is due, the planner finds it within
 * a minute, and nobody's change is refused because a queue is down.
 */
public final class SqsWakeUps implements WakeUps {

    private static final Logger LOG = LoggerFactory.getLogger(SqsWakeUps.class);

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsWakeUps(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void wake(OrganisationId organisation, CalendarRef calendar, long requested) {
        WakeUpMessage message = new WakeUpMessage(organisation, calendar, requested);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(message.body())
                    .messageGroupId(message.group())
                    .messageDeduplicationId(message.deduplication()));
        } catch (SdkException e) {
            LOG.warn("A wake-up was not sent; the planner will find the calendar", e);
        }
    }
}
