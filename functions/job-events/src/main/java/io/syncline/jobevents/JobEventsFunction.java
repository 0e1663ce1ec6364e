package io.syncline.jobevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.syncline.aws.start.Logs;
import io.syncline.aws.start.Priming;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.CancelJob.Cancellation;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.PutJob.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code JobAssigned}, {@code JobChanged} and {@code JobCancelled} of the event bus, by way of a queue. Taking the same
 * event twice has the effect of once.
 */
public final class JobEventsFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventsFunction.class);

    private final PutJob putJob;
    private final CancelJob cancelJob;

    public JobEventsFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(() -> JobEvent.parse("{}"));
    }

    /** The function with an environment other than the process's. */
    public JobEventsFunction(Map<String, String> environment) {
        Wiring wiring = Wiring.of(environment);
        this.putJob = wiring.putJob();
        this.cancelJob = wiring.cancelJob();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Logs.within(context, () -> answer(event));
    }

    private SQSBatchResponse answer(SQSEvent event) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            if (!succeeds(message)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean succeeds(SQSMessage message) {
        try {
            return switch (JobEvent.parse(message.getBody())) {
                case JobEvent.Said said -> Logs.about(said.organisation(), () -> put(said));
                case JobEvent.Cancelled cancelled -> Logs.about(cancelled.organisation(), () -> cancel(cancelled));
                case JobEvent.Unreadable(String reason) -> {
                    LOG.error("An event is given up: {}", reason);
                    yield false;
                }
            };
        } catch (RuntimeException e) {
            LOG.error("An event could not be taken over; it comes back", e);
            return false;
        }
    }

    private boolean put(JobEvent.Said said) {
        Put put = putJob.run(said.organisation(), said.job(), said.wish(), OptionalLong.empty());
        return switch (put) {
            case Put.Created _, Put.Changed _, Put.Unchanged _ -> true;
            case Put.Outdated(Job job) -> dropped(said.job(), said.wish().sequence(), job.sequence());
            case Put.ChangedMeanwhile _ -> false; // it keeps changing under us: the message comes back
        };
    }

    private boolean cancel(JobEvent.Cancelled cancelled) {
        Cancellation cancellation = cancelJob.run(cancelled.organisation(), cancelled.job(), cancelled.sequence());
        return switch (cancellation) {
            case CANCELLED -> true;
            case OUTDATED -> {
                LOG.info(
                        "A cancellation of {} came too late and is dropped: number {} is not later than the latest",
                        cancelled.job().value(),
                        cancelled.sequence().orElse(0));
                yield true;
            }
            case NOT_FOUND -> {
                // its assignment may still be on its way: events are not delivered in order
                LOG.warn(
                        "A job that is not known was cancelled: {}",
                        cancelled.job().value());
                yield false;
            }
            case BUSY -> false;
        };
    }

    /** It was overtaken by a later one, or is a repetition: there is nothing left to be done with it. */
    private static boolean dropped(JobId job, OptionalLong sequence, long latest) {
        LOG.info(
                "A change of {} came too late and is dropped: its number is {}, the latest is {}",
                job.value(),
                sequence.orElse(0),
                latest);
        return true;
    }
}
