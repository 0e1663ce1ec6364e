package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.sync.RemoteFailure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the exceptions of one series, each through the occurrence that it is one of. */
final class OccurrenceWrites {

    private final SeriesCalls calls;
    private final WholeEvent series;
    private final EventId id;
    private final Details now;
    private final Details wanted;

    /**
     * The exceptions of a series.
     *
     * @param series as it stands
     * @param now its details
     * @param exceptions all that it is to have
     */
    OccurrenceWrites(SeriesCalls calls, WholeEvent series, Details now, SortedMap<LocalDate, Occurrence> exceptions) {
        this.calls = calls;
        this.series = series;
        this.id = new EventReading(series.event()).id().orElseThrow();
        this.now = now;
        this.wanted = now.with(exceptions).pruned();
    }

    /** A change of one occurrence: to what it is to be, or to nothing at all. */
    private record Change(
            LocalDate date, Details from, Optional<Details> to, EventId occurrence, Optional<String> etag) {

        Function<GraphServiceClient, RequestInformation> request(EventRequests requests) {
            return to.map(target -> requests.patch(occurrence, etag, EventWriting.patch(from, target)))
                    .orElseGet(() -> requests.delete(occurrence, etag));
        }
    }

    /**
     * Writes what differs.
     *
     * @return the exceptions as Outlook has them then
     * @throws SeriesCalls.Ended where one could not be written; those before it are
     */
    SortedMap<LocalDate, Occurrence> run() {
        SortedMap<LocalDate, Occurrence> written = new TreeMap<>(now.exceptions());
        List<Change> changes = changes();
        List<Change> careful = changes.stream().filter(this::needsOrder).toList();
        send(changes.stream().filter(change -> !careful.contains(change)).toList(), written);
        inOrder(careful).forEach(change -> send(List.of(change), written));
        return written;
    }

    private List<Change> changes() {
        SortedSet<LocalDate> dates = new TreeSet<>(now.exceptions().keySet());
        dates.addAll(wanted.exceptions().keySet());
        List<LocalDate> differing = dates.stream().filter(this::differs).toList();
        Map<LocalDate, Event> events =
                now.when() instanceof When.Repeating rule ? new SeriesReading(series).events(rule) : Map.of();
        Map<LocalDate, EventId> ids = idsOf(
                differing.stream().filter(date -> !events.containsKey(date)).toList());
        List<Change> changes = new ArrayList<>();
        differing.forEach(
                date -> change(date, Optional.ofNullable(events.get(date)), ids).ifPresent(changes::add));
        return changes;
    }

    private boolean differs(LocalDate date) {
        Optional<Details> actual = now.actual(date);
        Optional<Details> target = wanted.actual(date);
        if (actual.isEmpty() || target.isEmpty()) {
            return actual.isPresent() != target.isPresent();
        }
        return !EventWriting.differing(actual.get(), unzoned(actual.get(), target.get()))
                .isEmpty();
    }

    /** The target with the zone's name as Outlook has it, where the times are the same. */
    private static Details unzoned(Details actual, Details target) {
        return WriteOutcomes.isSameTime(actual.when(), target.when()) ? target.at(actual.when()) : target;
    }

    private Optional<Change> change(LocalDate date, Optional<Event> event, Map<LocalDate, EventId> ids) {
        Optional<Details> from = now.actual(date);
        if (from.isEmpty()) {
            throw calls.ended(new RemoteFailure.Refused("Outlook does not bring back the occurrence of " + date
                    + ", which was deleted. Make a single event for that day."));
        }
        Optional<Details> to = wanted.actual(date).map(target -> unzoned(from.get(), target));
        Optional<EventId> occurrence =
                event.flatMap(one -> new EventReading(one).id()).or(() -> Optional.ofNullable(ids.get(date)));
        if (occurrence.isEmpty() && to.isPresent()) {
            throw calls.ended(new RemoteFailure.Refused(
                    "Outlook has no occurrence on " + date + " in this series, so that it cannot be changed."));
        }
        return occurrence.map(one -> new Change(date, from.get(), to, one, event.flatMap(EventReading::etag)));
    }

    private Map<LocalDate, EventId> idsOf(List<LocalDate> dates) {
        Map<LocalDate, EventId> ids = new HashMap<>();
        List<SeriesInstances.Span> spans = SeriesInstances.spans(dates);
        List<Reply<String>> replies = calls.batch(spans.stream()
                .map(span -> span.request(calls.requests(), id, now))
                .toList());
        for (Reply<String> reply : replies) {
            List<Event> instances = GraphJson.events(calls.body(reply)).orElseThrow(calls::unreadable);
            ids.putAll(SeriesInstances.ids(instances, now.when().first(), new TreeSet<>(dates)));
        }
        return ids;
    }

    /** Whether a move would meet a neighbour that is about to move itself. */
    private boolean needsOrder(Change change) {
        var before = new Neighbours(now);
        var after = new Neighbours(wanted);
        LocalDate date = change.date();
        return after.day(date)
                .filter(day -> !before.day(date).equals(Optional.of(day)))
                .filter(day -> !day.isAfter(later(before.before(date), after.before(date)))
                        || !day.isBefore(earlier(before.after(date), after.after(date))))
                .isPresent();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** Those that move to later days begin with the last, those to earlier ones with the first. */
    private List<Change> inOrder(List<Change> moves) {
        Map<Boolean, List<Change>> later = moves.stream()
                .sorted(Comparator.comparing(Change::date))
                .collect(Collectors.partitioningBy(move -> new Neighbours(wanted)
                        .day(move.date())
                        .filter(day ->
                                day.isAfter(new Neighbours(now).day(move.date()).orElse(day)))
                        .isPresent()));
        List<Change> ordered =
                new ArrayList<>(later.getOrDefault(true, List.of()).reversed());
        ordered.addAll(later.getOrDefault(false, List.of()));
        return ordered;
    }

    private void send(List<Change> changes, SortedMap<LocalDate, Occurrence> written) {
        List<Reply<String>> replies = calls.batch(
                changes.stream().map(change -> change.request(calls.requests())).toList());
        List<SeriesCalls.Ended> ends = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            try {
                took(changes.get(i), replies.get(i), written);
            } catch (SeriesCalls.Ended ended) {
                ends.add(ended);
            }
        }
        SeriesCalls.Ended.throwWorst(ends);
    }

    private void took(Change change, Reply<String> reply, SortedMap<LocalDate, Occurrence> written) {
        if (reply instanceof Reply.Refusal<String>(GraphError error)) {
            if (change.to().isPresent() || !error.saysMissing()) {
                throw refused(change, error);
            }
        }
        if (change.to().isEmpty()) {
            if (reply instanceof Reply.Silence<String> silence) {
                throw calls.ended(silence.failure());
            }
            written.put(change.date(), new Occurrence.Cancelled());
            return;
        }
        Event event = GraphJson.event(calls.body(reply)).orElseThrow(calls::unreadable);
        Occurrence.Changed now = SeriesReading.changed(this.now.regular(change.date()), event, series.event());
        written.remove(change.date());
        if (!now.isNothing()) {
            written.put(change.date(), now);
        }
    }

    private RuntimeException refused(Change change, GraphError error) {
        if (error.saysCrossing()) {
            return calls.ended(new RemoteFailure.Refused(crossing(change.date())));
        }
        return error.saysStale() || error.saysMissing()
                ? calls.ended(new WriteAnswer.Stale())
                : calls.ended(error.failureOfItem());
    }

    /** Why an occurrence cannot be moved where it is to be moved. */
    static String crossing(LocalDate date) {
        return "Outlook does not let the occurrence of " + date + " move onto or past its neighbour."
                + " Move it less far, or cancel it and make a single event.";
    }
}
