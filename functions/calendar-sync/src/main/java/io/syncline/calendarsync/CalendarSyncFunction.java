package io.syncline.calendarsync;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.syncline.aws.queue.WakeUpMessage;
import io.syncline.aws.queue.WakeUpMessage.Parsed;
import io.syncline.aws.start.Logs;
import io.syncline.aws.start.Priming;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.calendar.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fed by the calendar queue: each message is one calendar to bring in step. */
public final class CalendarSyncFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarSyncFunction.class);

    private final RunCalendarSync runSync;

    public CalendarSyncFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(() -> WakeUpMessage.parse("{}"));
    }

    /** The function with an environment other than the process's. */
    public CalendarSyncFunction(Map<String, String> environment) {
        this.runSync = Wiring.runCalendarSync(environment);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Logs.within(context, () -> answer(event, context));
    }

    private SQSBatchResponse answer(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            // in a FIFO queue nothing behind a failure may overtake it
            if (!failures.isEmpty() || !succeeds(message, context)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean succeeds(SQSMessage message, Context context) {
        return switch (WakeUpMessage.parse(message.getBody())) {
            case Parsed.Understood(WakeUpMessage wakeUp) ->
                Logs.about(
                        wakeUp.organisation(),
                        wakeUp.calendar().connection(),
                        () -> Logs.ofRun(message.getMessageId(), () -> run(wakeUp, context)));
            case Parsed.Unreadable(String reason) -> {
                LOG.error("A message is given up: {}", reason);
                yield false;
            }
        };
    }

    private boolean run(WakeUpMessage wakeUp, Context context) {
        try {
            RunResult result = runSync.run(
                    wakeUp.organisation(),
                    wakeUp.calendar(),
                    wakeUp.requested(),
                    () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
            if (result instanceof RunResult.Broken(RuntimeException cause)) {
                LOG.error("A run failed; its calendar is due again soon", cause);
            } else {
                LOG.info("Run ended: {}", result);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.error("A run failed; its message comes back", e);
            return false;
        }
    }
}
