package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.WriteAnswer;
import io.syncline.microsoft.WriteStep.Outcome;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The requests that writing a series takes, one after the other. Each needs the answer to the one before, so that the
 * first that does not go well ends the whole.
 *
 * @param read what was read already with others, for one use
 */
record SeriesCalls(Graph graph, Secret accessToken, CalendarId calendar, Map<EventId, WholeEvent> read) {

    SeriesCalls(Graph graph, Secret accessToken, CalendarId calendar) {
        this(graph, accessToken, calendar, new HashMap<>());
    }

    /** The write has ended before its last step. */
    static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        private Ended(Outcome outcome) {
            super("The write of a series has ended", null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }

        /** Whether it ended for good, and would do so again. */
        boolean isRefusal() {
            return severity() == 1;
        }

        /** What stops the whole run comes before what is about one occurrence. */
        static void throwWorst(List<Ended> ends) {
            if (!ends.isEmpty()) {
                throw ends.stream()
                        .max(Comparator.comparingInt(Ended::severity))
                        .get();
            }
        }

        private int severity() {
            return switch (outcome) {
                case Outcome.Done(WriteAnswer.Failed(RemoteFailure.Refused _)) -> 1;
                case Outcome.Done(WriteAnswer.Failed(RemoteFailure.Unavailable _)) -> 3;
                case Outcome.Done(WriteAnswer.Failed _) -> 4;
                case Outcome.Done _, Outcome.Next _, Outcome.Series _, Outcome.Missing _ -> 2;
            };
        }
    }

    EventRequests requests() {
        return new EventRequests(calendar);
    }

    /** Reads several at once; where that fails, each is read when it is needed. */
    void readAhead(Collection<EventId> ids) {
        if (ids.size() > 1
                && new WholeReads(graph, accessToken, calendar).all(ids)
                        instanceof WholeReads.Read.All(Map<EventId, WholeEvent> found)) {
            read.putAll(found);
        }
    }

    /** The event with all that belongs to it. */
    WholeEvent look(EventId id) {
        return Optional.ofNullable(read.remove(id)).orElseGet(() -> lookNow(id));
    }

    private WholeEvent lookNow(EventId id) {
        return switch (new WholeReads(graph, accessToken, calendar).one(id)) {
            case WholeReads.Look.Found(WholeEvent event) -> event;
            case WholeReads.Look.Missing _ -> throw new Ended(new Outcome.Missing());
            case WholeReads.Look.Refused(GraphError error) -> throw ended(error.failureOfItem());
            case WholeReads.Look.Unclear(RemoteFailure failure) -> throw ended(failure);
        };
    }

    /** One request that answers with an event. */
    Event send(Function<GraphServiceClient, RequestInformation> request) {
        return GraphJson.event(body(batch(List.of(request)).getFirst())).orElseThrow(this::unreadable);
    }

    /** Any number of requests, 20 at a time; the next 20 are not sent where one of the first stops the run. */
    List<Reply<String>> batch(List<Function<GraphServiceClient, RequestInformation>> requests) {
        List<Reply<String>> replies = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += Graph.LARGEST_BATCH) {
            List<Function<GraphServiceClient, RequestInformation>> some =
                    requests.subList(from, Math.min(from + Graph.LARGEST_BATCH, requests.size()));
            switch (graph.batch(accessToken, some)) {
                case Reply.Answer<List<Reply<String>>>(List<Reply<String>> answers) -> {
                    answers.forEach(this::stopWhereAllIsStopped);
                    replies.addAll(answers);
                }
                case Reply.Refusal<List<Reply<String>>>(GraphError error) -> throw ended(error.failure());
                case Reply.Silence<List<Reply<String>>> silence -> throw ended(silence.failure());
            }
        }
        return replies;
    }

    private void stopWhereAllIsStopped(Reply<String> reply) {
        if (reply instanceof Reply.Refusal<String>(GraphError error)
                && (error.status() == 401 || error.status() == 429)) {
            throw ended(error.failure());
        }
    }

    /** The body of an answer. */
    String body(Reply<String> reply) {
        return switch (reply) {
            case Reply.Answer<String>(String body) -> body;
            case Reply.Refusal<String>(GraphError error) when error.saysStale() -> throw ended(new WriteAnswer.Stale());
            case Reply.Refusal<String>(GraphError error)
            when error.saysMissing() -> throw new Ended(new Outcome.Missing());
            case Reply.Refusal<String>(GraphError error) -> throw ended(error.failureOfItem());
            case Reply.Silence<String> silence -> throw ended(silence.failure());
        };
    }

    Ended ended(RemoteFailure failure) {
        return ended(new WriteAnswer.Failed(failure));
    }

    Ended ended(WriteAnswer answer) {
        return new Ended(new Outcome.Done(answer));
    }

    Ended unreadable() {
        return ended(new RemoteFailure.Unavailable("Microsoft's answer about a series cannot be read."));
    }
}
