package io.syncline.calendar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch of changes, sorted into what concerns jobs and what does not.
 *
 * @param work jobs whose events changed
 * @param rows what is to be remembered of events that are nobody's, and of echoes in a full listing
 * @param newSeries series that were not there before: one may be what was split off a job's
 * @param imported how many of nobody's events are new or changed
 */
record Sorted(List<Work> work, List<Commit> rows, int imported, List<RemoteEvent> newSeries) {

    static Sorted of(List<RemoteChange> changes, Map<EventId, KnownEvent> known, long listing, boolean full) {
        Map<EventId, RemoteChange> latest = new LinkedHashMap<>(); // a page may show an event twice: the later counts
        changes.forEach(change -> latest.put(change.id(), change));
        List<Work> work = new ArrayList<>();
        List<Commit> rows = new ArrayList<>();
        int imported = 0;
        List<RemoteEvent> newSeries = new ArrayList<>();
        for (RemoteChange change : latest.values()) {
            KnownEvent before = known.get(change.id());
            switch (change) {
                case RemoteChange.Gone(EventId id) -> {
                    if (before != null) {
                        before.owner()
                                .ifPresentOrElse(
                                        job -> work.add(Work.sighted(job, new Sighting.Gone(id))),
                                        () -> rows.add(row(id, new RowChange.DropEvent(id))));
                    }
                }
                case RemoteChange.Present(RemoteEvent event) -> {
                    if (before != null && before.version().equals(event.version())) {
                        if (full) { // an echo, or nothing new: dropped (R12), but it has been seen (R15)
                            rows.add(row(event.id(), new RowChange.PutEvent(before.seenIn(listing))));
                            if (before.owner().isEmpty() && event.mark().isPresent()) {
                                newSeries.add(event); // it was split off a job that was not known to stand there yet
                            }
                        }
                    } else if (before != null && before.owner().isPresent()) {
                        work.add(Work.sighted(before.owner().get(), new Sighting.Seen(event)));
                    } else {
                        imported++;
                        if (before == null && event.details().when() instanceof When.Repeating) {
                            newSeries.add(event); // remembered once it is known whether it belongs to a job
                        } else {
                            rows.add(row(event.id(), new RowChange.PutEvent(KnownEvent.ofNobody(event, listing))));
                        }
                    }
                }
            }
        }
        return new Sorted(work, rows, imported, newSeries);
    }

    private static Commit row(EventId id, RowChange change) {
        return new Commit(id.value(), List.of(change));
    }
}
