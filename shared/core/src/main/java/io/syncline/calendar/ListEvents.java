package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import io.syncline.sync.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    /** One entry. */
    public sealed interface Entry {

        When when();

        /** A job, once per assignee's calendar. */
        record OfJob(Job job, Placement placement) implements Entry {
            @Override
            public When when() {
                return job.details().when();
            }
        }

        /** An event that is no job. */
        record OfNobody(ImportedEvent event, Connection connection) implements Entry {
            @Override
            public When when() {
                return event.when();
            }
        }
    }

    /** All entries, by start. */
    public List<Entry> run(Caller caller, Window window) {
        List<Entry> entries = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Jobs.JobPage found = jobs.touching(caller.organisation(), window, page, PAGE);
            addJobs(caller, found.jobs(), entries);
            page = found.next();
        } while (page.isPresent());
        listConnections.runForCalendars(caller).forEach(connection -> addImported(connection, window, entries));
        entries.sort(Comparator.comparing(entry -> entry.when().start()));
        return entries;
    }

    private void addJobs(Caller caller, List<Job> found, List<Entry> entries) {
        List<Job> visible = found.stream()
                .filter(job -> caller.dispatches() || job.assignees().contains(caller.user()))
                .toList();
        placeJobs
                .run(caller.organisation(), visible)
                .forEach((job, placements) -> placements.stream()
                        .filter(placement ->
                                caller.dispatches() || placement.assignee().equals(caller.user()))
                        .forEach(placement -> entries.add(new Entry.OfJob(job, placement))));
    }

    private void addImported(Connection connection, Window window, List<Entry> entries) {
        CalendarRef.chosenOf(connection)
                .ifPresent(ref -> items.imported(connection.organisation(), ref, window)
                        .forEach(event -> entries.add(new Entry.OfNobody(event, connection))));
    }
}
