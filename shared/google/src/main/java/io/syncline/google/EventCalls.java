package io.syncline.google;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.sync.RemoteFailure.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The calls that write to one calendar, and what their answers mean. Nobody is ever notified (R11). */
final class EventCalls {
    private static final String NOBODY = "none";

    private final GoogleApi api;
    private final String calendar;

    EventCalls(GoogleApi api, String calendar) {
        this.api = api;
        this.calendar = calendar;
    }

    Call get(String id) {
        return Call.ForEvent.of(() -> api.events().get(calendar, id));
    }

    Call insert(Event event) {
        return Call.ForEvent.of(() -> api.events().insert(calendar, event).setSendUpdates(NOBODY));
    }

    Call patch(String id, String etag, Event change) {
        return Call.ForEvent.of(() -> {
            Calendar.Events.Patch patch =
                    api.events().patch(calendar, id, change).setSendUpdates(NOBODY);
            patch.getRequestHeaders().setIfMatch(etag);
            return patch;
        });
    }

    Call replace(Event event, String etag) {
        return Call.ForEvent.of(() -> {
            Calendar.Events.Update update =
                    api.events().update(calendar, event.getId(), event).setSendUpdates(NOBODY);
            update.getRequestHeaders().setIfMatch(etag);
            return update;
        });
    }

    /**
     * Asks for one occurrence of a series.
     *
     * @param ruled when it would take place if it followed the rule
     * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/instances">Events:
     *     instances</a>
     */
    Call occurrence(String series, When.Single ruled) {
        return new Call.ForEvents(() -> api.events()
                .instances(calendar, series)
                .setOriginalStart(EventWriting.originalStart(ruled))
                .setTimeMin(time(ruled.start().minus(Duration.ofDays(2))))
                .setTimeMax(time(ruled.end().plus(Duration.ofDays(2))))
                .setShowDeleted(true)
                .setFields(SeriesLooks.ITEM_FIELDS));
    }

    private static DateTime time(Instant instant) {
        return new DateTime(false, instant.toEpochMilli(), 0);
    }

    Talk<WriteAnswer> delete(String id, String etag) {
        Call call = new Call.ForEvent(() -> {
            Calendar.Events.Delete delete = api.events().delete(calendar, id).setSendUpdates(NOBODY);
            delete.getRequestHeaders().setIfMatch(etag);
            return delete;
        });
        return Talk.ask(call, part -> switch (part) {
            case Part.Answered _, Part.Listed _, Part.Done _ -> Talk.end(new Absent());
            case Part.Fault(GoogleFault fault) -> refused(id, fault);
            case Part.Oversized _ -> Talk.end(unreadable());
            case Part.Lost lost -> Talk.end(new Failed(lost.failure()));
        });
    }

    /** A call that is answered with the event as it is then; a cancelled one is absent. */
    Talk<WriteAnswer> write(
            Call call, Function<Event, Talk<WriteAnswer>> onEvent, Function<GoogleFault, Talk<WriteAnswer>> onFault) {
        return Talk.ask(call, part -> switch (part) {
            case Part.Answered(Event event) when EventReading.isCancelled(event) -> Talk.end(new Absent());
            case Part.Answered(Event event) -> onEvent.apply(event);
            case Part.Fault(GoogleFault fault) -> onFault.apply(fault);
            case Part.Done _, Part.Listed _, Part.Oversized _ -> Talk.end(unreadable());
            case Part.Lost lost -> Talk.end(new Failed(lost.failure()));
        });
    }

    /** A deletion gives the event a new version too, so a stale one is looked at before it is called so. */
    Talk<WriteAnswer> refused(String id, GoogleFault fault) {
        if (fault.isStale()) {
            return write(
                    get(id),
                    there -> Talk.end(new Stale()),
                    absent -> Talk.end(absent.isGone() ? new Absent() : new Failed(absent.failure())));
        }
        return Talk.end(fault.isGone() ? new Absent() : new Failed(fault.failure()));
    }

    static Talk<WriteAnswer> failed(GoogleFault fault) {
        return Talk.end(fault.isStale() ? new Stale() : new Failed(fault.failure()));
    }

    static Talk<WriteAnswer> unavailable(String reason) {
        return Talk.end(new Failed(new Unavailable(reason)));
    }

    static WriteAnswer unreadable() {
        return new Failed(new Unavailable("Google's answer to this call is no event"));
    }
}
