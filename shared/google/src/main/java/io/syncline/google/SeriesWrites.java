package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.sync.RemoteFailure.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Writes series (R21). The master comes first; what Google made of the exceptions then (it forgets those whose start the
 * rule does not name any more, and lets others follow the master) is compared with what is wanted, and only the
 * occurrences that differ are written, each by its own id and under the condition of its own etag. At the end the whole
 * is read again: should any of it not be as it was written, somebody else has been at it, and the write was stale.
 *
 * <p>A write that breaks off leaves a series between what it was and what it is to be.
 */
final class SeriesWrites {
    private final EventCalls calls;
    private final EventReading reading;
    private final SeriesLooks looks;

    SeriesWrites(EventCalls calls, EventReading reading, SeriesLooks looks) {
        this.calls = calls;
        this.reading = reading;
        this.looks = looks;
    }

    /** Deletes the series with all that was changed in it, if nothing was since. */
    Talk<WriteAnswer> delete(EventId id, SeriesVersion version) {
        return ifStill(id, version, whole -> calls.delete(id.value(), version.etag()));
    }

    /** Changes what differs; a series may become a single event thereby. */
    Talk<WriteAnswer> update(EventId id, SeriesVersion version, Details from, Details to) {
        return ifStill(
                id,
                version,
                whole -> to.when() instanceof When.Repeating series
                        ? update(whole, from, to, series)
                        : endSeries(id, version, from, to));
    }

    private Talk<WriteAnswer> ifStill(
            EventId id, SeriesVersion version, Function<WholeSeries, Talk<WriteAnswer>> write) {
        return look(
                looks.of(id.value()),
                whole -> whole.version().equals(version) ? write.apply(whole) : Talk.end(new Stale()));
    }

    private static Talk<WriteAnswer> look(Talk<Look> talk, Function<WholeSeries, Talk<WriteAnswer>> more) {
        return talk.then(look -> switch (look) {
            case Look.Series(WholeSeries whole) -> more.apply(whole);
            case Look.Single _ -> Talk.end(new Stale());
            case Look.Cancelled _, Look.Absent _ -> Talk.end(new Absent());
            case Look.Unreadable unreadable -> Talk.end(new Failed(new Refused(unreadable.reason())));
            case Look.Failed failed -> Talk.end(new Failed(failed.failure()));
        });
    }

    private Talk<WriteAnswer> endSeries(EventId id, SeriesVersion version, Details from, Details to) {
        return calls.write(
                calls.patch(id.value(), version.etag(), EventWriting.changed(from, to)),
                changed -> Talk.end(
                        reading.event(changed).<WriteAnswer>map(Written::new).orElseGet(EventCalls::unreadable)),
                fault -> calls.refused(id.value(), fault));
    }

    private Talk<WriteAnswer> update(WholeSeries whole, Details from, Details to, When.Repeating series) {
        Event change = change(whole, from, to, series);
        if (change.isEmpty()) {
            return complete(whole, to);
        }
        String id = whole.master().getId();
        return calls.write(
                calls.patch(id, whole.master().getEtag(), change),
                changed ->
                        whole.exceptions().isEmpty() ? complete(new WholeSeries(changed), to) : complete(changed, to),
                fault -> calls.refused(id, fault));
    }

    /** Dates that the rule itself leaves out stay so as long as they are to be cancelled. */
    private Event change(WholeSeries whole, Details from, Details to, When.Repeating series) {
        Event change = EventWriting.changed(from, to);
        Set<LocalDate> excluded = read(whole)
                .map(SeriesReading::excluded)
                .<Set<LocalDate>>map(dates -> new TreeSet<>(dates.keySet()))
                .orElseGet(TreeSet::new);
        boolean all = excluded.removeIf(date -> !isCancelled(to.pruned(), date));
        return all || !from.agreesOn(Field.WHEN, to) ? EventWriting.redrawn(change, series, excluded) : change;
    }

    private static boolean isCancelled(Details details, LocalDate date) {
        return details.exception(date)
                .filter(Occurrence.Cancelled.class::isInstance)
                .isPresent();
    }

    /** Reads what became of the exceptions when the master was written, and writes those that are to be otherwise. */
    Talk<WriteAnswer> complete(Event written, Details to) {
        return look(
                looks.of(written),
                whole -> Objects.equals(whole.master().getEtag(), written.getEtag())
                        ? complete(whole, to)
                        : Talk.end(new Stale()));
    }

    /** Writes the occurrences that are to be otherwise. */
    Talk<WriteAnswer> complete(WholeSeries whole, Details to) {
        return read(whole).map(read -> complete(whole, read, to)).orElseGet(() -> Talk.end(EventCalls.unreadable()));
    }

    private Talk<WriteAnswer> complete(WholeSeries whole, SeriesReading read, Details to) {
        if (read.beyond().isPresent()) {
            return Talk.end(new Stale());
        }
        List<Wanted> wanted = wanted(read, to.pruned());
        return wanted.isEmpty() ? Talk.end(shown(whole)) : lookUp(whole, wanted);
    }

    /** An occurrence that follows the rule is no event of its own yet: its id and its etag are asked for. */
    private Talk<WriteAnswer> lookUp(WholeSeries whole, List<Wanted> wanted) {
        List<Wanted> unknown =
                wanted.stream().filter(one -> one.kept().isEmpty()).toList();
        List<Call> questions = unknown.stream()
                .map(one -> calls.occurrence(whole.master().getId(), one.ruled()))
                .toList();
        return Talk.askAll(questions, parts -> {
            List<Wanted> known = new ArrayList<>(wanted);
            known.removeAll(unknown);
            for (int i = 0; i < unknown.size(); i++) {
                switch (found(parts.get(i), unknown.get(i), whole)) {
                    case Found.AsRuled(Event occurrence) ->
                        known.add(unknown.get(i).as(occurrence));
                    case Found.Otherwise(Talk<WriteAnswer> more) -> {
                        return more;
                    }
                }
            }
            return write(whole, known);
        });
    }

    private Optional<SeriesReading> read(WholeSeries whole) {
        return EventTimes.firstOf(whole.master(), reading.calendarZone())
                .map(first -> new SeriesReading(reading, whole, first));
    }

    private WriteAnswer shown(WholeSeries whole) {
        return reading.series(whole, Optional.empty())
                .<WriteAnswer>map(Written::new)
                .orElseGet(EventCalls::unreadable);
    }

    /**
     * An occurrence that is to be otherwise.
     *
     * @param kept it as Google keeps it, where it is an event of its own
     * @param actual as it takes place now, if it does
     * @param wanted as it is to take place, if it is to
     */
    private record Wanted(
            LocalDate date,
            When.Single ruled,
            Optional<Event> kept,
            Optional<Details> actual,
            Optional<Details> wanted) {
        Wanted as(Event occurrence) {
            return new Wanted(date, ruled, Optional.of(occurrence), actual, wanted);
        }

        Event change() {
            if (wanted.isEmpty()) {
                return EventWriting.cancelled();
            }
            return actual.map(now -> EventWriting.changed(now, wanted.get()))
                    .orElseGet(() -> EventWriting.whole(wanted.get()));
        }
    }

    private static List<Wanted> wanted(SeriesReading read, Details to) {
        Details now = read.details();
        SortedMap<LocalDate, Event> kept = read.kept();
        Set<LocalDate> dates = new TreeSet<>(now.exceptions().keySet());
        dates.addAll(to.exceptions().keySet());
        List<Wanted> wanted = new ArrayList<>();
        for (LocalDate date : dates) {
            Optional<Occurrence> own = to.exception(date);
            Optional<Details> actual = now.actual(date);
            Optional<Details> next = now.with(date, own).actual(date);
            if (!now.exception(date).equals(own) && !actual.equals(next)) {
                When.Single ruled = now.when().first().on(date);
                wanted.add(new Wanted(date, ruled, Optional.ofNullable(kept.get(date)), actual, next));
            }
        }
        return wanted;
    }

    private sealed interface Found {
        record AsRuled(Event occurrence) implements Found {}

        record Otherwise(Talk<WriteAnswer> more) implements Found {}
    }

    private Found found(Part part, Wanted wanted, WholeSeries whole) {
        return switch (part) {
            case Part.Listed(Events page) ->
                occurrence(page, wanted, whole)
                        .map(occurrence -> asRuled(occurrence, wanted, whole))
                        .orElseGet(() -> new Found.Otherwise(missing(wanted, whole)));
            case Part.Fault(GoogleFault fault) -> new Found.Otherwise(Talk.end(refused(fault)));
            case Part.Lost lost -> new Found.Otherwise(Talk.end(new Failed(lost.failure())));
            case Part.Answered _, Part.Done _, Part.Oversized _ ->
                new Found.Otherwise(EventCalls.unavailable("Google's answer to this call is no listing"));
        };
    }

    private static Optional<Event> occurrence(Events page, Wanted wanted, WholeSeries whole) {
        String series = whole.master().getId();
        return Optional.ofNullable(page.getItems()).stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .filter(event ->
                        EventReading.seriesOf(event).filter(series::equals).isPresent())
                .filter(event -> EventTimes.originalDate(event, wanted.ruled())
                        .filter(wanted.date()::equals)
                        .isPresent())
                .findFirst();
    }

    /** An occurrence that nobody had changed must still be so: what somebody made of it meanwhile is looked at first. */
    private Found asRuled(Event occurrence, Wanted wanted, WholeSeries whole) {
        return read(whole.with(occurrence))
                        .filter(read -> read.details().exception(wanted.date()).isEmpty())
                        .isPresent()
                ? new Found.AsRuled(occurrence)
                : new Found.Otherwise(Talk.end(new Stale()));
    }

    /** Either the series was changed meanwhile, or Google reads its rule in another way than everybody else. */
    private Talk<WriteAnswer> missing(Wanted wanted, WholeSeries whole) {
        String reason = "Google Calendar has no occurrence of the series on " + wanted.date();
        return look(
                looks.of(whole.master()),
                now -> Talk.end(now.version().equals(whole.version()) ? new Failed(new Refused(reason)) : new Stale()));
    }

    private static WriteAnswer refused(GoogleFault fault) {
        return fault.isStale() || fault.isGone() ? new Stale() : new Failed(fault.failure());
    }

    private Talk<WriteAnswer> write(WholeSeries whole, List<Wanted> all) {
        List<Call> patches = all.stream()
                .filter(one -> !one.change().isEmpty())
                .map(one -> patch(one.kept().orElseThrow(), one.change()))
                .toList();
        return patches.isEmpty() ? Talk.end(shown(whole)) : Talk.askAll(patches, parts -> written(whole, parts));
    }

    private Call patch(Event occurrence, Event change) {
        return calls.patch(occurrence.getId(), occurrence.getEtag(), change);
    }

    private Talk<WriteAnswer> written(WholeSeries whole, List<Part> parts) {
        WholeSeries expected = whole;
        for (Part part : parts) {
            switch (part) {
                case Part.Answered(Event written) -> expected = expected.with(written);
                case Part.Fault(GoogleFault fault) -> {
                    return Talk.end(refused(fault));
                }
                case Part.Lost lost -> {
                    return Talk.end(new Failed(lost.failure()));
                }
                case Part.Done _, Part.Listed _, Part.Oversized _ -> {
                    return Talk.end(EventCalls.unreadable());
                }
            }
        }
        return readBack(expected);
    }

    private Talk<WriteAnswer> readBack(WholeSeries expected) {
        return look(
                looks.of(expected.master()),
                whole -> Talk.end(whole.version().equals(expected.version()) ? shown(whole) : new Stale()));
    }
}
