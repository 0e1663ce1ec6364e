package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.When;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads events with everything that belongs to them. A deleted occurrence has no tombstone in Graph, so that nothing
 * less finds it (trap 23).
 *
 * @see <a href="https://learn.microsoft.com/graph/api/event-get">Get event</a>
 */
record WholeReads(Graph graph, Secret accessToken, CalendarId calendar) {

    /** 500 each; whoever has more of them has no calendar but an attack. */
    private static final int MOST_PAGES = 10;

    /** So far ahead cancelled dates are looked for where Graph does not name them. */
    private static final Duration AHEAD = Duration.ofDays(2 * 366);

    /** How reading one event can end. */
    sealed interface Look {

        record Found(WholeEvent event) implements Look {}

        record Missing() implements Look {}

        /** Without a clear answer, whether the event is there is not known. */
        record Refused(GraphError error) implements Look {}

        record Unclear(RemoteFailure failure) implements Look {}
    }

    /** How reading several can end. */
    sealed interface Read {

        /** Those that are there; the others are not. */
        record All(Map<EventId, WholeEvent> found) implements Read {}

        /** One unclear answer leaves all unread: a guess could delete. */
        record Nothing(RemoteFailure failure) implements Read {}
    }

    Look one(EventId id) {
        return look(graph.text(accessToken, new EventRequests(calendar).getWhole(id)));
    }

    Read all(Collection<EventId> ids) {
        Map<EventId, WholeEvent> found = new LinkedHashMap<>();
        List<EventId> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += Graph.LARGEST_BATCH) {
            List<EventId> some = all.subList(from, Math.min(from + Graph.LARGEST_BATCH, all.size()));
            Optional<RemoteFailure> failure = batch(some, found);
            if (failure.isPresent()) {
                return new Read.Nothing(failure.get());
            }
        }
        return new Read.All(found);
    }

    private Optional<RemoteFailure> batch(List<EventId> ids, Map<EventId, WholeEvent> found) {
        var requests = new EventRequests(calendar);
        List<Function<GraphServiceClient, RequestInformation>> asked =
                ids.stream().map(requests::getWhole).toList();
        return switch (graph.batch(accessToken, asked)) {
            case Reply.Answer<List<Reply<String>>>(List<Reply<String>> replies) -> keep(ids, replies, found);
            case Reply.Refusal<List<Reply<String>>>(GraphError error) -> Optional.of(error.failure());
            case Reply.Silence<List<Reply<String>>> silence -> Optional.of(silence.failure());
        };
    }

    private Optional<RemoteFailure> keep(
            List<EventId> ids, List<Reply<String>> replies, Map<EventId, WholeEvent> found) {
        for (int i = 0; i < ids.size(); i++) {
            switch (look(replies.get(i))) {
                case Look.Found(WholeEvent event) -> found.put(ids.get(i), event);
                case Look.Missing _ -> {}
                case Look.Refused(GraphError error) -> {
                    return Optional.of(error.failure());
                }
                case Look.Unclear(RemoteFailure failure) -> {
                    return Optional.of(failure);
                }
            }
        }
        return Optional.empty();
    }

    private Look look(Reply<String> reply) {
        return switch (reply) {
            case Reply.Answer<String>(String body) ->
                GraphJson.event(body)
                        .filter(event -> new EventReading(event).id().isPresent())
                        .map(this::completed)
                        .orElseGet(() -> new Look.Unclear(
                                new RemoteFailure.Unavailable("Microsoft's answer to a look-up cannot be read.")));
            case Reply.Refusal<String>(GraphError error) -> refused(error);
            case Reply.Silence<String> silence -> new Look.Unclear(silence.failure());
        };
    }

    private static Look refused(GraphError error) {
        return error.saysMissing() ? new Look.Missing() : new Look.Refused(error);
    }

    private Look completed(Event event) {
        var read = new WholeEvent(event, exceptionsIn(event), cancelledIn(event));
        if (!read.isSeries()) {
            return new Look.Found(read);
        }
        Optional<String> more = EventReading.more(event, "exceptionOccurrences@odata.nextLink");
        if (more.isPresent()) {
            return switch (furtherExceptions(more.get())) {
                case Pages.All(List<Event> others) -> {
                    List<Event> exceptions = new ArrayList<>(read.exceptions());
                    exceptions.addAll(others);
                    yield withCancelled(new WholeEvent(event, exceptions, read.cancelled()));
                }
                case Pages.Broken(RemoteFailure failure) -> new Look.Unclear(failure);
            };
        }
        return withCancelled(read);
    }

    /** Where Graph does not name the cancelled dates, they are those of the rule on which nothing takes place. */
    private Look withCancelled(WholeEvent series) {
        Optional<RemoteEvent> read = series.readAsItStands();
        if (series.event().getCancelledOccurrences() != null
                || read.isEmpty()
                || !(read.get().details().when() instanceof When.Repeating rule)) {
            return new Look.Found(series);
        }
        Instant from = rule.start().minus(Duration.ofDays(1));
        Instant to = graph.now().plus(AHEAD);
        if (!from.isBefore(to)) {
            return new Look.Found(series);
        }
        return switch (pages(new EventRequests(calendar).instances(read.get().id(), from, to))) {
            // that nothing at all takes place is rather a broken answer (R15)
            case Pages.All(List<Event> instances) when instances.isEmpty() -> new Look.Found(series);
            case Pages.All(List<Event> instances) ->
                new Look.Found(new WholeEvent(
                        series.event(), series.exceptions(), missing(rule, to, instances, series.exceptions())));
            case Pages.Broken(RemoteFailure failure) -> new Look.Unclear(failure);
        };
    }

    private static SortedSet<LocalDate> missing(
            When.Repeating rule, Instant to, List<Event> instances, List<Event> exceptions) {
        LocalDate start = rule.first().date();
        var missing = new TreeSet<LocalDate>(rule.rule()
                .dates(start, start, LocalDate.ofInstant(to, ZoneOffset.UTC).minusDays(1)));
        Set<LocalDate> there = new HashSet<>();
        instances.forEach(event -> SeriesInstances.date(event, rule.first()).ifPresent(there::add));
        exceptions.forEach(event -> SeriesReading.dates(event, rule.first()).forEach(there::add));
        missing.removeAll(there);
        return missing;
    }

    private Pages furtherExceptions(String link) {
        return graph.root().holds(link) ? pages(further(link)) : broken("goes on somewhere else");
    }

    private sealed interface Pages {

        record All(List<Event> events) implements Pages {}

        record Broken(RemoteFailure failure) implements Pages {}
    }

    private Pages pages(Function<GraphServiceClient, RequestInformation> first) {
        List<Event> events = new ArrayList<>();
        Function<GraphServiceClient, RequestInformation> request = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (graph.text(accessToken, request)) {
                case Reply.Answer<String>(String body) -> {
                    Optional<GraphJson.Page> answer = GraphJson.page(body);
                    if (answer.isEmpty()) {
                        return broken("cannot be read");
                    }
                    events.addAll(answer.get().events());
                    Optional<String> next = answer.get().next();
                    if (next.isEmpty()) {
                        return new Pages.All(events);
                    }
                    if (!graph.root().holds(next.get())) {
                        return broken("goes on somewhere else");
                    }
                    request = further(next.get());
                }
                case Reply.Refusal<String>(GraphError error) -> {
                    return new Pages.Broken(error.failure());
                }
                case Reply.Silence<String> silence -> {
                    return new Pages.Broken(silence.failure());
                }
            }
        }
        return broken("does not end");
    }

    private static Pages broken(String how) {
        return new Pages.Broken(new RemoteFailure.Unavailable("Microsoft's list of occurrences " + how + "."));
    }

    private Function<GraphServiceClient, RequestInformation> further(String link) {
        return client -> new EventRequests(calendar)
                .events(client)
                .withUrl(link)
                .toGetRequestInformation(ask -> ask.headers.add("Prefer", EventRequests.PREFERENCES));
    }

    private static List<Event> exceptionsIn(Event event) {
        return Optional.ofNullable(event.getExceptionOccurrences()).orElse(List.of());
    }

    private static SortedSet<LocalDate> cancelledIn(Event event) {
        var dates = new TreeSet<LocalDate>();
        Optional.ofNullable(event.getCancelledOccurrences()).orElse(List.of()).stream()
                .flatMap(id -> Optional.ofNullable(id).stream())
                .forEach(id -> SeriesReading.dateIn(id).ifPresent(dates::add));
        return dates;
    }
}
