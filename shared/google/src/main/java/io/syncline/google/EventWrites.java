package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Adopted;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.sync.RemoteFailure.Refused;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The talk that a write takes. A single event takes one call; a second one where something is in its way, and a third
 * one to bring back a deleted event whose id is taken for good.
 *
 * <p>Changes go as PATCH, which leaves alone what Syncline does not know, and costs three units of quota.
 */
final class EventWrites {
    private final EventCalls calls;
    private final EventReading reading;
    private final SeriesLooks looks;
    private final SeriesWrites series;

    EventWrites(GoogleApi api, CalendarRef calendar, EventReading reading, SeriesLooks looks) {
        this.calls = new EventCalls(api, calendar.calendar().value());
        this.reading = reading;
        this.looks = looks;
        this.series = new SeriesWrites(calls, reading, looks);
    }

    Talk<WriteAnswer> of(RemoteWrite write) {
        return switch (write) {
            case RemoteWrite.Create(EventKey key, Details details) ->
                unlessRefused(details, () -> create(EventWriting.created(key, details), details));
            case RemoteWrite.Update(EventId id, EventVersion version, Details from, Details to) ->
                unlessRefused(to, () -> update(id, version, from, to));
            case RemoteWrite.Delete(EventId id, EventVersion version) ->
                SeriesVersion.of(version)
                        .map(whole -> series.delete(id, whole))
                        .orElseGet(() -> calls.delete(id.value(), version.value()));
        };
    }

    private static Talk<WriteAnswer> unlessRefused(Details to, Supplier<Talk<WriteAnswer>> write) {
        return EventWriting.refusal(to)
                .map(reason -> Talk.<WriteAnswer>end(new Failed(new Refused(reason))))
                .orElseGet(write);
    }

    private Talk<WriteAnswer> create(Event event, Details details) {
        return calls.write(
                calls.insert(event),
                made -> written(made, details, false),
                fault -> fault.is(409) && fault.reason().equals("duplicate")
                        ? lookAtDuplicate(event, details)
                        : EventCalls.failed(fault));
    }

    /** Its id is taken: by the event itself, or by its own tombstone, which can only be brought back. */
    private Talk<WriteAnswer> lookAtDuplicate(Event event, Details details) {
        return looks.at(event.getId()).then(look -> switch (look) {
            case Look.Single(Event there) -> adopted(reading.event(there));
            case Look.Series(WholeSeries there) -> adopted(reading.series(there, Optional.empty()));
            case Look.Unreadable(Optional<Event> master, String reason) ->
                adopted(master.flatMap(there -> reading.series(new WholeSeries(there), Optional.of(reason))));
            case Look.Cancelled(Event tombstone) -> bringBack(event, details, tombstone);
            case Look.Absent _ -> EventCalls.unavailable("Google says both that the event exists and that it does not");
            case Look.Failed failed -> Talk.end(new Failed(failed.failure()));
        });
    }

    private static Talk<WriteAnswer> adopted(Optional<RemoteEvent> event) {
        return Talk.end(event.<WriteAnswer>map(Adopted::new).orElseGet(EventCalls::unreadable));
    }

    private Talk<WriteAnswer> bringBack(Event event, Details details, Event tombstone) {
        Event whole = event.setSequence(tombstone.getSequence());
        return calls.write(
                calls.replace(whole, tombstone.getEtag()),
                back -> written(back, details, true),
                fault -> fault.isGone()
                        ? EventCalls.unavailable("Google does not let the deleted event return")
                        : Talk.end(new Failed(fault.failure())));
    }

    private Talk<WriteAnswer> update(EventId id, EventVersion version, Details from, Details to) {
        Optional<SeriesVersion> whole = SeriesVersion.of(version);
        if (whole.isPresent()) {
            return series.update(id, whole.get(), from, to);
        }
        Event change = EventWriting.changed(from, to);
        if (change.isEmpty()) {
            return lookAt(id, event -> event.version().equals(version) ? new Written(event) : new Stale());
        }
        return calls.write(
                calls.patch(id.value(), version.value(), change),
                changed -> written(changed, to, false),
                fault -> calls.refused(id.value(), fault));
    }

    private Talk<WriteAnswer> lookAt(EventId id, Function<RemoteEvent, WriteAnswer> meaning) {
        return calls.write(
                calls.get(id.value()),
                there -> Talk.end(
                        EventReading.repeats(there)
                                ? new Stale()
                                : reading.event(there).map(meaning).orElseGet(EventCalls::unreadable)),
                fault -> Talk.end(fault.isGone() ? new Absent() : new Failed(fault.failure())));
    }

    /** @param returned whether it was deleted before, and may have kept something from its former life */
    private Talk<WriteAnswer> written(Event event, Details to, boolean returned) {
        if (to.when() instanceof When.Repeating) {
            return returned ? series.complete(event, to) : series.complete(new WholeSeries(event), to);
        }
        return Talk.end(reading.event(event).<WriteAnswer>map(Written::new).orElseGet(EventCalls::unreadable));
    }
}
