package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Adopted;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.token.Secret;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One round of writes, in at most three requests: the writes; a look at what is in the way of some; and the return of
 * deleted events whose ids are taken for good.
 *
 * <p>Changes go as PATCH, which leaves alone what Syncline does not know, and costs three units of quota.
 */
final class EventWrites {
    private final GoogleApi api;
    private final Secret token;
    private final CalendarRef calendar;
    private final EventReading reading;
    private final List<RemoteWrite> writes;
    private final Map<Integer, WriteAnswer> answers = new TreeMap<>();

    EventWrites(GoogleApi api, Secret token, CalendarRef calendar, EventReading reading, List<RemoteWrite> writes) {
        this.api = api;
        this.token = token;
        this.calendar = calendar;
        this.reading = reading;
        this.writes = writes;
    }

    List<WriteAnswer> run() {
        Map<Integer, Call> first = new TreeMap<>();
        for (int i = 0; i < writes.size(); i++) {
            first.put(i, call(writes.get(i)));
        }
        Map<Integer, Call> looks = settle(first);
        Map<Integer, Call> returns = settle(looks);
        settle(returns);
        return List.copyOf(answers.values());
    }

    /**
     * A request, and what its answer means: either the end, or a further call.
     *
     * @param next what to ask next, or the answer to the write
     */
    private record Call(GoogleApi.Request<Object> request, Function<Part, Next> next) {}

    private sealed interface Next {
        record End(WriteAnswer answer) implements Next {}

        record Ask(Call call) implements Next {}
    }

    /** Sends the calls together, notes what is decided, and returns what is not. */
    private Map<Integer, Call> settle(Map<Integer, Call> calls) {
        Map<Integer, Call> further = new TreeMap<>();
        if (calls.isEmpty()) {
            return further;
        }
        List<Map.Entry<Integer, Call>> asked = List.copyOf(calls.entrySet());
        List<Part> parts = send(calls.values());
        for (int i = 0; i < parts.size(); i++) {
            int position = asked.get(i).getKey();
            switch (asked.get(i).getValue().next().apply(parts.get(i))) {
                case Next.End(WriteAnswer answer) -> answers.put(position, answer);
                case Next.Ask(Call call) -> further.put(position, call);
            }
        }
        return further;
    }

    private List<Part> send(Collection<Call> calls) {
        try {
            BatchCall batch = api.batch(token);
            for (Call call : calls) {
                batch.add(GoogleApi.authorised(token, call.request().build()).buildHttpRequest());
            }
            return batch.send();
        } catch (IOException unsendable) {
            throw new IllegalStateException("A request could not be put together", unsendable);
        }
    }

    private Call call(RemoteWrite write) {
        return switch (write) {
            case RemoteWrite.Create(EventKey key, Details details) -> create(key, details);
            case RemoteWrite.Update(EventId id, EventVersion version, Details from, Details to) ->
                update(id, version, EventWriting.changed(from, to));
            case RemoteWrite.Delete(EventId id, EventVersion version) -> delete(id, version);
        };
    }

    private Call create(EventKey key, Details details) {
        Event event = EventWriting.created(key, details);
        return new Call(() -> api.events().insert(calendarId(), event).setSendUpdates("none"), part -> switch (part) {
            case Part.Answered(Event made) -> end(written(made));
            case Part.Fault(GoogleFault fault)
            when fault.is(409) && fault.reason().equals("duplicate") -> new Next.Ask(lookAtDuplicate(event));
            case Part.Fault(GoogleFault fault) -> end(new Failed(fault.failure()));
            case Part.Done() -> end(unreadable());
            case Part.Lost lost -> end(new Failed(lost.failure()));
        });
    }

    /** Its id is taken: by the event itself, or by its own tombstone, which can only be brought back. */
    private Call lookAtDuplicate(Event event) {
        return new Call(() -> api.events().get(calendarId(), event.getId()), part -> switch (part) {
            case Part.Answered(Event there)
            when EventReading.isCancelled(there) -> new Next.Ask(bringBack(event, there));
            case Part.Answered(Event there) ->
                end(reading.event(there).<WriteAnswer>map(Adopted::new).orElseGet(EventWrites::unreadable));
            case Part.Fault(GoogleFault fault)
            when isGone(fault) ->
                end(new Failed(new Unavailable("Google says both that the event exists and that it does not")));
            case Part.Fault(GoogleFault fault) -> end(new Failed(fault.failure()));
            case Part.Done() -> end(unreadable());
            case Part.Lost lost -> end(new Failed(lost.failure()));
        });
    }

    private Call bringBack(Event event, Event tombstone) {
        Event whole = event.setSequence(tombstone.getSequence());
        return new Call(
                () -> {
                    var update = api.events()
                            .update(calendarId(), event.getId(), whole)
                            .setSendUpdates("none");
                    update.getRequestHeaders().setIfMatch(tombstone.getEtag());
                    return update;
                },
                part -> switch (part) {
                    case Part.Answered(Event back) -> end(written(back));
                    case Part.Fault(GoogleFault fault)
                    when isGone(fault) ->
                        end(new Failed(new Unavailable("Google does not let the deleted event return")));
                    case Part.Fault(GoogleFault fault) -> end(new Failed(fault.failure()));
                    case Part.Done() -> end(unreadable());
                    case Part.Lost lost -> end(new Failed(lost.failure()));
                });
    }

    private Call update(EventId id, EventVersion version, Event change) {
        if (change.isEmpty()) {
            return lookAt(id, event -> event.version().equals(version) ? new Written(event) : new Stale());
        }
        return new Call(
                () -> {
                    var patch =
                            api.events().patch(calendarId(), id.value(), change).setSendUpdates("none");
                    patch.getRequestHeaders().setIfMatch(version.value());
                    return patch;
                },
                part -> switch (part) {
                    case Part.Answered(Event changed) -> end(written(changed));
                    case Part.Done() -> end(unreadable());
                    case Part.Fault(GoogleFault fault) -> refused(id, fault);
                    case Part.Lost lost -> end(new Failed(lost.failure()));
                });
    }

    private Call delete(EventId id, EventVersion version) {
        return new Call(
                () -> {
                    var delete = api.events().delete(calendarId(), id.value()).setSendUpdates("none");
                    delete.getRequestHeaders().setIfMatch(version.value());
                    return delete;
                },
                part -> switch (part) {
                    case Part.Answered answered -> end(new Absent());
                    case Part.Done() -> end(new Absent());
                    case Part.Fault(GoogleFault fault) -> refused(id, fault);
                    case Part.Lost lost -> end(new Failed(lost.failure()));
                });
    }

    /** A deletion gives the event a new version too, so a stale one is looked at before it is called so. */
    private Next refused(EventId id, GoogleFault fault) {
        if (fault.is(412)) {
            return new Next.Ask(lookAt(id, event -> new Stale()));
        }
        return end(isGone(fault) ? new Absent() : new Failed(fault.failure()));
    }

    private Call lookAt(EventId id, Function<RemoteEvent, WriteAnswer> meaning) {
        return new Call(() -> api.events().get(calendarId(), id.value()), part -> switch (part) {
            case Part.Answered(Event there) when EventReading.isCancelled(there) -> end(new Absent());
            case Part.Answered(Event there) ->
                end(reading.event(there).map(meaning).orElseGet(EventWrites::unreadable));
            case Part.Fault(GoogleFault fault) -> end(isGone(fault) ? new Absent() : new Failed(fault.failure()));
            case Part.Done() -> end(unreadable());
            case Part.Lost lost -> end(new Failed(lost.failure()));
        });
    }

    private WriteAnswer written(Event event) {
        if (EventReading.isCancelled(event)) {
            return new Absent();
        }
        return reading.event(event).<WriteAnswer>map(Written::new).orElseGet(EventWrites::unreadable);
    }

    private static boolean isGone(GoogleFault fault) {
        return fault.is(404) || fault.is(410);
    }

    private static Next end(WriteAnswer answer) {
        return new Next.End(answer);
    }

    private static WriteAnswer unreadable() {
        return new Failed(new Unavailable("Google's answer to this call is no event"));
    }

    private String calendarId() {
        return calendar.calendar().value();
    }
}
