package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.microsoft.WriteStep.Outcome;
import io.syncline.sync.RemoteFailure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What Graph's answer to a step of a write means. */
final class WriteOutcomes {

    /** Stands for the deleted event where Graph does not name it. */
    private static final EventId UNNAMED = new EventId("unnamed");

    private WriteOutcomes() {}

    static Outcome of(WriteStep step, Reply<String> reply) {
        return switch (reply) {
            case Reply.Answer<String>(String body) -> answered(step, body);
            case Reply.Refusal<String>(GraphError error) -> refused(step, error);
            case Reply.Silence<String> silence -> failed(silence.failure());
        };
    }

    private static Outcome answered(WriteStep step, String body) {
        return switch (step) {
            case WriteStep.Make(RemoteWrite.Create create, Optional<EventId> _) ->
                GraphJson.event(body).flatMap(event -> made(create, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Change(RemoteWrite.Update update) ->
                GraphJson.event(body).flatMap(event -> changed(update, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Erase _ -> erased(body);
            case WriteStep.Adopt(RemoteWrite.Create create, EventId _) ->
                GraphJson.event(body).flatMap(event -> adopted(create, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Search search ->
                GraphJson.events(body).map(events -> searched(search, events)).orElseGet(WriteOutcomes::unreadable);
        };
    }

    /** Graph says nothing more once an event is deleted; whoever says something is not Graph. */
    private static Outcome erased(String body) {
        return body.isBlank() ? done(new WriteAnswer.Absent()) : unreadable();
    }

    private static Outcome refused(WriteStep step, GraphError error) {
        return switch (step) {
            case WriteStep.Make(RemoteWrite.Create create, Optional<EventId> _)
            when error.saysUsedTransaction() ->
                new Outcome.Next(error.existing()
                        .<WriteStep>map(id -> new WriteStep.Adopt(create, id))
                        .orElseGet(() -> new WriteStep.Search(create, UNNAMED)));
            case WriteStep.Adopt(RemoteWrite.Create create, EventId existing)
            when error.saysMissing() -> new Outcome.Next(new WriteStep.Search(create, existing));
            case WriteStep.Change _, WriteStep.Erase _ when error.saysStale() -> done(new WriteAnswer.Stale());
            case WriteStep.Change _, WriteStep.Erase _ when error.saysMissing() -> new Outcome.Missing();
            case WriteStep.Make _, WriteStep.Change _, WriteStep.Erase _, WriteStep.Adopt _, WriteStep.Search _ ->
                failed(error.failureOfItem());
        };
    }

    /**
     * A new event, or the old one: a repeated transaction is answered with the event that it made before. One that is
     * not what was asked for was there before, and its owner changed it.
     */
    private static Optional<Outcome> made(RemoteWrite.Create create, Event event) {
        var whole = new WholeEvent(event, List.of(), Collections.emptySortedSet());
        return whole.read().map(read -> {
            boolean fresh = isAsAsked(create.details(), read.details());
            if (whole.isSeries()) {
                return new Outcome.Series(create, read.id(), fresh);
            }
            RemoteEvent marked = EventSearch.marked(read, create.key());
            return done(fresh ? new WriteAnswer.Written(marked) : new WriteAnswer.Adopted(marked));
        });
    }

    private static Optional<Outcome> changed(RemoteWrite.Update update, Event event) {
        if (event.getType() == EventType.SeriesMaster) {
            return Optional.of(done(new WriteAnswer.Stale())); // it was none when it was last seen
        }
        boolean onlyRead = EventWriting.differing(update.from(), update.to()).isEmpty();
        return EventReading.of(event)
                .map(read -> onlyRead && !read.version().equals(update.version())
                        ? done(new WriteAnswer.Stale())
                        : done(new WriteAnswer.Written(read)));
    }

    private static Optional<Outcome> adopted(RemoteWrite.Create create, Event event) {
        return new WholeEvent(event, List.of(), Collections.emptySortedSet())
                .read()
                .map(read -> event.getType() == EventType.SeriesMaster
                        ? new Outcome.Series(create, read.id(), false)
                        : done(new WriteAnswer.Adopted(EventSearch.marked(read, create.key()))));
    }

    private static Outcome searched(WriteStep.Search search, List<Event> events) {
        return EventSearch.first(events)
                .flatMap(event -> adopted(search.create(), event))
                .orElseGet(() -> new Outcome.Next(new WriteStep.Make(search.create(), Optional.of(search.deleted()))));
    }

    /** Whether the differences are Outlook's own: its zones, its blanks, and no word for free and tentative at once. */
    private static boolean isAsAsked(Details asked, Details returned) {
        return sameWords(asked.title(), returned.title())
                && sameWords(asked.description(), returned.description())
                && sameWords(asked.location(), returned.location())
                && isSameTime(asked.when(), returned.when())
                && asked.availability() == returned.availability()
                && (asked.availability() == Availability.FREE || asked.status() == returned.status());
    }

    private static boolean sameWords(String asked, String returned) {
        return asked.replaceAll("\\s+", "").equals(returned.replaceAll("\\s+", ""));
    }

    /** Whether two times are the same, names of zones aside; and two series, where Outlook words a rule its own way. */
    static boolean isSameTime(When asked, When returned) {
        return asked.first() instanceof When.AllDay == returned.first() instanceof When.AllDay
                && asked.start().equals(returned.start())
                && asked.end().equals(returned.end())
                && rule(asked).equals(returned.recurrence());
    }

    private static Optional<Recurrence> rule(When when) {
        return when instanceof When.Repeating series
                ? Optional.of(OutlookSeries.of(series).rule().recurrence())
                : Optional.empty();
    }

    private static Outcome done(WriteAnswer answer) {
        return new Outcome.Done(answer);
    }

    private static Outcome failed(RemoteFailure failure) {
        return done(new WriteAnswer.Failed(failure));
    }

    private static Outcome unreadable() {
        return failed(new RemoteFailure.Unavailable("Microsoft's answer to a write cannot be read."));
    }
}
