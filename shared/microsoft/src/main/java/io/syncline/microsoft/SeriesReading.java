package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.PatternedRecurrence;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A series as one event: the master, its rule, and its exceptions by their original dates (R21, F17). */
final class SeriesReading {

    private final WholeEvent whole;
    private final EventReading master;

    SeriesReading(WholeEvent whole) {
        this.whole = whole;
        this.master = new EventReading(whole.event());
    }

    /** Its normal form, or nothing where the master has no id, version or time. */
    Optional<RemoteEvent> read(SortedMap<LocalDate, Occurrence> owed) {
        return master.id()
                .flatMap(id -> EventReading.etag(whole.event())
                        .flatMap(etag -> master.whenOnWall(zone()).map(first -> read(id, etag, first, owed))));
    }

    private RemoteEvent read(EventId id, String etag, When.Single first, SortedMap<LocalDate, Occurrence> owed) {
        Optional<When> series = series(first);
        Details regular = master.details(series.orElse(first));
        SortedMap<LocalDate, Occurrence> exceptions = series.isPresent()
                ? exceptions((When.Repeating) regular.when(), regular, owed)
                : Collections.emptySortedMap();
        String owing = owed.isEmpty() ? "" : whole.owedText();
        return new RemoteEvent(
                id,
                SeriesVersion.of(etag, whole.exceptions(), whole.cancelled(), owing)
                        .written(),
                regular.with(latest(exceptions)),
                Stream.concat(Stream.of(whole.event()), whole.exceptions().stream())
                        .anyMatch(event -> new EventReading(event).isHidden()),
                CreationMark.inMaster(whole.event()),
                facts(beyond(first, series, exceptions.size())));
    }

    private EventFacts facts(Optional<String> beyond) {
        EventFacts own = master.facts(
                master.uid().or(() -> Optional.ofNullable(whole.event().getICalUId())));
        Optional<Instant> changedAt = Stream.concat(Stream.of(whole.event()), whole.exceptions().stream())
                .flatMap(event -> Optional.ofNullable(event.getLastModifiedDateTime()).stream())
                .map(OffsetDateTime::toInstant)
                .max(Instant::compareTo);
        return new EventFacts(own.uid(), own.foreign(), changedAt, beyond);
    }

    private Optional<String> beyond(When.Single first, Optional<When> series, int exceptions) {
        if (series.isEmpty()) {
            return Optional.of("Outlook repeats this event by a pattern that cannot be read.");
        }
        if (first instanceof When.Timed && namedZone().isEmpty()) {
            return Optional.of("Outlook repeats this series by the clock of a zone without a name, so that its hours"
                    + " after a change of the clocks are not known. Choose a zone from Outlook's list.");
        }
        return exceptions > Details.MOST_EXCEPTIONS
                ? Optional.of("More than " + Details.MOST_EXCEPTIONS
                        + " occurrences of this series differ from it: split it into shorter ones.")
                : Optional.empty();
    }

    /** Of too many, those that are still to come matter most. */
    private static SortedMap<LocalDate, Occurrence> latest(SortedMap<LocalDate, Occurrence> exceptions) {
        return exceptions.keySet().stream()
                .skip(Math.max(0, exceptions.size() - Details.MOST_EXCEPTIONS))
                .findFirst()
                .map(first -> exceptions.tailMap(first))
                .orElse(exceptions);
    }

    private ZoneId zone() {
        return namedZone().orElse(WindowsZones.UTC);
    }

    private Optional<ZoneId> namedZone() {
        return master.zone().or(this::rangeZone);
    }

    private Optional<ZoneId> rangeZone() {
        return Optional.ofNullable(whole.event().getRecurrence())
                .flatMap(recurrence -> Optional.ofNullable(recurrence.getRange()))
                .flatMap(range -> Optional.ofNullable(range.getRecurrenceTimeZone()))
                .flatMap(WindowsZones::zoneNamed);
    }

    private Optional<When> series(When.Single first) {
        try {
            return Optional.ofNullable(whole.event().getRecurrence())
                    .map(recurrence ->
                            new When.Repeating(first, rule(recurrence, first).recurrence()));
        } catch (IllegalArgumentException | DateTimeException noRule) {
            return Optional.empty();
        }
    }

    private OutlookRule rule(PatternedRecurrence recurrence, When.Single first) {
        OutlookRule rule = OutlookRule.of(recurrence);
        return rule.until().map(date -> rule.endingOn(lastDate(date, first))).orElse(rule);
    }

    /** The last date, which Outlook counts in a zone of its own, in the zone of the series. */
    private LocalDate lastDate(LocalDate date, When.Single first) {
        if (!(first instanceof When.Timed timed) || rangeZone().isEmpty()) {
            return date;
        }
        return Stream.of(date.plusDays(1), date, date.minusDays(1))
                .filter(day -> !LocalDate.ofInstant(
                                timed.on(day).start(), rangeZone().get())
                        .isAfter(date))
                .findFirst()
                .orElse(date);
    }

    private SortedMap<LocalDate, Occurrence> exceptions(
            When.Repeating series, Details regular, SortedMap<LocalDate, Occurrence> owed) {
        Set<LocalDate> named = named(series, owed);
        var all = new TreeMap<LocalDate, Occurrence>(owed);
        whole.cancelled().forEach(date -> all.put(date, new Occurrence.Cancelled()));
        events(series, named).forEach((date, event) -> all.put(date, occurrence(regular.regular(date), event)));
        all.keySet().retainAll(named);
        all.values().removeIf(one -> one instanceof Occurrence.Changed changed && changed.isNothing());
        return all;
    }

    /** The events of the exceptions by their original dates. */
    Map<LocalDate, Event> events(When.Repeating series) {
        return events(series, named(series, Collections.emptySortedMap()));
    }

    private Map<LocalDate, Event> events(When.Repeating series, Set<LocalDate> named) {
        Map<LocalDate, Event> events = new LinkedHashMap<>();
        for (Event event : whole.exceptions()) {
            dates(event, series.first()).filter(named::contains).findFirst().ifPresent(date -> events.put(date, event));
        }
        return events;
    }

    /** The dates of the rule, as far as exceptions may be on them. */
    private Set<LocalDate> named(When.Repeating series, SortedMap<LocalDate, Occurrence> owed) {
        List<LocalDate> dates = Stream.of(
                        owed.keySet().stream(),
                        whole.cancelled().stream(),
                        whole.exceptions().stream().flatMap(event -> dates(event, series.first())))
                .flatMap(part -> part)
                .sorted()
                .toList();
        return dates.isEmpty()
                ? Set.of()
                : new HashSet<>(series.rule()
                        .dates(
                                series.first().date(),
                                dates.getFirst(),
                                dates.getLast().plusDays(1)));
    }

    /** The date on which an occurrence would be if it had not been moved; the likeliest first. */
    static Stream<LocalDate> dates(Event occurrence, When.Single first) {
        Optional<LocalDate> named =
                EventReading.more(occurrence, "occurrenceId").flatMap(SeriesReading::dateIn);
        Stream<LocalDate> original = Optional.ofNullable(occurrence.getOriginalStart()).stream()
                .flatMap(start -> dates(start, first, occurrence));
        return Stream.concat(named.stream(), original);
    }

    private static Stream<LocalDate> dates(OffsetDateTime original, When.Single first, Event occurrence) {
        LocalDateTime inUtc = LocalDateTime.ofInstant(original.toInstant(), ZoneOffset.UTC);
        return switch (first) {
            case When.Timed timed -> Stream.of(LocalDate.ofInstant(original.toInstant(), timed.zone()));
            case When.AllDay _ ->
                inUtc.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? Stream.of(inUtc.toLocalDate())
                        : Stream.of(LocalDate.ofInstant(
                                original.toInstant(),
                                new EventReading(occurrence).zone().orElse(WindowsZones.UTC)));
        };
    }

    /** The date at the end of {@code OID.<master>.2026-12-01}. */
    static Optional<LocalDate> dateIn(String occurrenceId) {
        try {
            return Optional.of(LocalDate.parse(occurrenceId.substring(occurrenceId.lastIndexOf('.') + 1)));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private Occurrence occurrence(Details regular, Event event) {
        return Boolean.TRUE.equals(event.getIsCancelled())
                ? new Occurrence.Cancelled()
                : changed(regular, event, whole.event());
    }

    /** How an occurrence differs from what its series says for its date. */
    static Occurrence.Changed changed(Details regular, Event event, Event master) {
        var reading = new EventReading(event, Optional.of(master));
        ZoneId zone = new EventReading(event).zone().orElseGet(() -> zoneOf(regular.when()));
        When when = reading.when(zone)
                .filter(actual -> !isSameTime((When.Single) regular.when(), actual))
                .<When>map(actual -> actual)
                .orElse(regular.when());
        return Occurrence.Changed.between(regular, reading.details(when));
    }

    private static ZoneId zoneOf(When when) {
        return when instanceof When.Timed timed ? timed.zone() : WindowsZones.UTC;
    }

    /** Zones aside; and in an hour that is shown twice, whichever of the two Outlook took for it. */
    private static boolean isSameTime(When.Single regular, When.Single actual) {
        if (!(regular instanceof When.Timed here) || !(actual instanceof When.Timed there)) {
            return regular.equals(actual);
        }
        boolean sameInstants = here.start().equals(there.start()) && here.end().equals(there.end());
        return sameInstants || here.equals(there.in(here.zone()));
    }
}
