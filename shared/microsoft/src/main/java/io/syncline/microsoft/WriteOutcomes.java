package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.microsoft.WriteStep.Outcome;
import io.syncline.sync.RemoteFailure;
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
                event(body).map(event -> made(create, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Change(RemoteWrite.Update update) ->
                event(body).map(event -> changed(update, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Erase _ -> done(new WriteAnswer.Absent());
            case WriteStep.Adopt(RemoteWrite.Create create, EventId _) ->
                event(body).map(event -> adopted(create, event)).orElseGet(WriteOutcomes::unreadable);
            case WriteStep.Search search ->
                GraphJson.events(body).map(events -> searched(search, events)).orElseGet(WriteOutcomes::unreadable);
        };
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
    private static Outcome made(RemoteWrite.Create create, RemoteEvent event) {
        return isAsAsked(create.details(), event.details())
                ? done(new WriteAnswer.Written(EventSearch.marked(event, create.key())))
                : adopted(create, event);
    }

    private static Outcome changed(RemoteWrite.Update update, RemoteEvent event) {
        boolean onlyRead = EventWriting.differing(update.from(), update.to()).isEmpty();
        return onlyRead && !event.version().equals(update.version())
                ? done(new WriteAnswer.Stale())
                : done(new WriteAnswer.Written(event));
    }

    private static Outcome adopted(RemoteWrite.Create create, RemoteEvent event) {
        return done(new WriteAnswer.Adopted(EventSearch.marked(event, create.key())));
    }

    private static Outcome searched(WriteStep.Search search, List<Event> events) {
        return EventSearch.first(events, search.create().key())
                .map(event -> adopted(search.create(), event))
                .orElseGet(() -> new Outcome.Next(new WriteStep.Make(search.create(), Optional.of(search.deleted()))));
    }

    /** Whether the differences are Outlook's own: its zones, its blanks, and no word for free and tentative at once. */
    private static boolean isAsAsked(Details asked, Details returned) {
        return sameWords(asked.title(), returned.title())
                && sameWords(asked.description(), returned.description())
                && sameWords(asked.location(), returned.location())
                && sameTime(asked.when(), returned.when())
                && asked.availability() == returned.availability()
                && (asked.availability() == Availability.FREE || asked.status() == returned.status());
    }

    private static boolean sameWords(String asked, String returned) {
        return asked.replaceAll("\\s+", "").equals(returned.replaceAll("\\s+", ""));
    }

    private static boolean sameTime(When asked, When returned) {
        return asked instanceof When.AllDay == returned instanceof When.AllDay
                && asked.start().equals(returned.start())
                && asked.end().equals(returned.end());
    }

    private static Optional<RemoteEvent> event(String body) {
        return GraphJson.event(body).flatMap(EventReading::of);
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
