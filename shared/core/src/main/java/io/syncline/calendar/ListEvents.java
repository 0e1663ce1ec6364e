package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import io.syncline.sync.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens in a span of time: jobs, and the other events of the calendars that a caller may see. */
public final class ListEvents {

    private static final int PAGE = 200;

    private final Jobs jobs;
    private final PlaceJobs placeJobs;
    private final ListConnections listConnections;
    private final CalendarItems items;

    public ListEvents(Jobs jobs, PlaceJobs placeJobs, ListConnections listConnections, CalendarItems items) {
        this.jobs = jobs;
        this.placeJobs = placeJobs;
        this.listConnections = listConnections;
        this.items = items;
    }

    /** One entry; of a series, one occurrence. */
    public sealed interface Entry {

        /** What takes place, and its original date. */
        Occurrence.Dated occurrence();

        /** A job, once per assignee's calendar. */
        record OfJob(Job job, Placement placement, Occurrence.Dated occurrence) implements Entry {}

        /**
         * An event that is no job: a meeting is one entry, however many accounts see it (R23).
         *
         * @param copies the event as each account sees it, the organiser's first
         */
        record OfNobody(List<Copy> copies, Occurrence.Dated occurrence) implements Entry {
            public OfNobody {
                copies = List.copyOf(copies);
            }

            /** The copy that says what the meeting is. */
            public Copy first() {
                return copies.getFirst();
            }

            /** Whether one of those who have it marked it private: nobody is shown what it is then (R09). */
            public boolean hidden() {
                return copies.stream().anyMatch(copy -> copy.event().hidden());
            }
        }
    }

    /** An event as one account sees it. */
    public record Copy(ImportedEvent event, CalendarRef calendar, Connection connection) {}

    /** All entries, by start. */
    public List<Entry> run(Caller caller, Window window) {
        List<Entry> entries = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Jobs.JobPage found = jobs.touching(caller.organisation(), window, page, PAGE);
            addJobs(caller, window, found.jobs(), entries);
            page = found.next();
        } while (page.isPresent());
        addImported(caller, window, uidsOf(entries), entries);
        entries.sort(Comparator.comparing(
                entry -> entry.occurrence().details().when().start()));
        return entries;
    }

    private void addJobs(Caller caller, Window window, List<Job> found, List<Entry> entries) {
        List<Job> visible = found.stream()
                .filter(job -> caller.dispatches() || job.assignees().contains(caller.user()))
                .toList();
        placeJobs
                .run(caller.organisation(), visible)
                .forEach((job, placements) -> placements.stream()
                        .filter(placement ->
                                caller.dispatches() || placement.assignee().equals(caller.user()))
                        .forEach(placement -> job.details()
                                .occurrences(window)
                                .forEach(one -> entries.add(new Entry.OfJob(job, placement, one)))));
    }

    /** Whoever is invited to a job's event sees the job, not one more meeting (R23). */
    private static Set<String> uidsOf(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> switch (entry) {
                    case Entry.OfJob ofJob -> ofJob.placement().uid().stream();
                    case Entry.OfNobody _ -> Stream.empty();
                })
                .collect(Collectors.toSet());
    }

    private void addImported(Caller caller, Window window, Set<String> ofJobs, List<Entry> entries) {
        List<Seen> seen = new ArrayList<>();
        for (Connection connection : listConnections.runForCalendars(caller)) {
            CalendarRef.chosenOf(connection)
                    .ifPresent(ref -> items.imported(connection.organisation(), ref, window).stream()
                            .filter(event ->
                                    event.uid().filter(ofJobs::contains).isEmpty())
                            .forEach(event -> event.occurrences(window)
                                    .forEach(one -> seen.add(new Seen(new Copy(event, ref, connection), one)))));
        }
        Set<String> series = seen.stream()
                .filter(Seen::repeats)
                .flatMap(one -> one.copy.event().uid().stream())
                .collect(Collectors.toSet());
        Map<Meeting, List<Seen>> meetings = new LinkedHashMap<>();
        seen.forEach(one -> meetings.computeIfAbsent(Meeting.of(one, series), _ -> new ArrayList<>())
                .add(one));
        meetings.values().forEach(copies -> entries.add(entry(copies)));
    }

    /** An attendee's copy never says what the meeting is while the organiser's is there (R23). */
    private static Entry entry(List<Seen> seen) {
        List<Seen> sorted = seen.stream()
                .sorted(Comparator.comparing(one -> one.copy.event().foreign()))
                .toList();
        return new Entry.OfNobody(sorted.stream().map(Seen::copy).toList(), sorted.getFirst().occurrence);
    }

    private record Seen(Copy copy, Occurrence.Dated occurrence) {

        boolean repeats() {
            return copy.event().when().recurrence().isPresent();
        }

        Instant originalStart() {
            When.Single first = copy.event().when().first();
            return repeats() ? first.on(occurrence.date()).start() : first.start();
        }
    }

    /**
     * What makes copies the same meeting: its identifier and, of a series, when the occurrence was to begin originally
     * (R23). Who was invited to one occurrence has no series, only that. An event without identifier is a meeting of its
     * own.
     */
    private record Meeting(String identifier, Instant originalStart) {

        static Meeting of(Seen seen, Set<String> series) {
            ImportedEvent event = seen.copy.event();
            String own = seen.copy.connection().id().value() + ' ' + event.id().value();
            boolean dated =
                    seen.repeats() || event.uid().filter(series::contains).isPresent();
            return new Meeting(
                    event.uid().map(uid -> "uid " + uid).orElse(own), dated ? seen.originalStart() : Instant.EPOCH);
        }
    }
}
