package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The table behind the other fakes: a commit spans links, jobs, notes, events, explanations and what is owed. */
public final class InMemoryRows {

    private final Map<Object, Object> rows = new HashMap<>();
    private final Map<Object, Integer> attempts = new HashMap<>();
    private Runnable beforeCommit = () -> {};
    private long writes;
    private long lines;

    /** Runs something before every commit, which may throw (a crash) or change rows (somebody faster). */
    public synchronized void beforeEachCommit(Runnable action) {
        beforeCommit = action;
    }

    /** How many rows were stored or removed so far. */
    public synchronized long writes() {
        return writes;
    }

    Set<String> commit(OrganisationId organisation, CalendarRef calendar, List<Commit> commits) {
        action().run();
        Set<String> failed = new HashSet<>();
        for (Commit commit : commits) {
            if (!commit(organisation, calendar, commit)) {
                failed.add(commit.key());
            }
        }
        return failed;
    }

    synchronized Optional<Job> save(Job job) {
        if (job(job.organisation(), job.id()).map(Job::version).orElse(0L) != job.version()) {
            return Optional.empty();
        }
        Job stored = put(job);
        stored.calendars().forEach(ref -> note(job.organisation(), ref, new Pending(job.id(), stored.version())));
        return Optional.of(stored);
    }

    synchronized Optional<Job> job(OrganisationId organisation, JobId id) {
        return get(new JobKey(organisation, id), Job.class);
    }

    synchronized Optional<Link> link(OrganisationId organisation, CalendarRef calendar, JobId id) {
        return get(new LinkKey(organisation, calendar, id), Link.class);
    }

    synchronized Optional<KnownEvent> event(OrganisationId organisation, CalendarRef calendar, EventId id) {
        return get(new SeenKey(organisation, calendar, id), KnownEvent.class);
    }

    synchronized List<Job> jobs(OrganisationId organisation) {
        return of(JobKey.class)
                .filter(key -> key.organisation.equals(organisation))
                .map(key -> (Job) rows.get(key))
                .toList();
    }

    synchronized List<Link> links(OrganisationId organisation, CalendarRef calendar) {
        return of(LinkKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .map(key -> (Link) rows.get(key))
                .toList();
    }

    synchronized List<Link> links(OrganisationId organisation, ConnectionId connection) {
        return of(LinkKey.class)
                .filter(key -> key.organisation.equals(organisation)
                        && key.calendar.connection().equals(connection))
                .map(key -> (Link) rows.get(key))
                .toList();
    }

    synchronized List<KnownEvent> events(OrganisationId organisation, CalendarRef calendar) {
        return of(SeenKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .map(key -> (KnownEvent) rows.get(key))
                .toList();
    }

    synchronized List<Pending> notes(OrganisationId organisation, CalendarRef calendar) {
        return of(NoteKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .map(key -> (Pending) rows.get(key))
                .toList();
    }

    /** What the CRM was not told yet, in the order in which it happened. */
    synchronized List<CrmEvent> owed(OrganisationId organisation, CalendarRef calendar) {
        return of(OwedKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .map(key -> (CrmEvent) rows.get(key))
                .sorted(Comparator.comparing(CrmEvent::at).thenComparing(CrmEvent::id))
                .toList();
    }

    /** The lines of a job in a calendar, the latest first. */
    synchronized List<Explanation> explanations(OrganisationId organisation, CalendarRef calendar, JobId job) {
        return of(LineKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .filter(key -> key.job.equals(job))
                .sorted(Comparator.comparing((LineKey key) -> key.line.at())
                        .thenComparingLong(LineKey::number)
                        .reversed())
                .map(LineKey::line)
                .toList();
    }

    /** What was deleted under a review, by jobs. */
    synchronized List<Reviews.Deleted> deleted(OrganisationId organisation, CalendarRef calendar, String review) {
        return of(DeletedKey.class)
                .filter(key -> key.organisation.equals(organisation) && key.calendar.equals(calendar))
                .filter(key -> key.review.equals(review))
                .map(key -> (Reviews.Deleted) rows.get(key))
                .sorted(Comparator.comparing(deleted -> deleted.job().value()))
                .toList();
    }

    /** The conflicts that were decided, the latest first. */
    synchronized List<ResolvedConflict> resolved(OrganisationId organisation) {
        return of(ResolvedKey.class)
                .filter(key -> key.organisation.equals(organisation))
                .map(key -> (ResolvedConflict) rows.get(key))
                .sorted(Comparator.comparing(ResolvedConflict::at).reversed())
                .toList();
    }

    synchronized int countAttempt(OrganisationId organisation, CalendarRef calendar, String item) {
        return attempts.merge(List.of(organisation, calendar, item), 1, Integer::sum);
    }

    private synchronized Runnable action() {
        return beforeCommit;
    }

    private synchronized boolean commit(OrganisationId organisation, CalendarRef calendar, Commit commit) {
        refuseRowsNamedTwice(calendar, commit);
        if (!commit.rows().stream().allMatch(row -> holds(organisation, row))) {
            return false;
        }
        commit.rows().stream().filter(row -> !isSettle(row)).forEach(row -> apply(organisation, calendar, row));
        commit.rows().stream().filter(this::isSettle).forEach(row -> apply(organisation, calendar, row));
        return true;
    }

    private static void refuseRowsNamedTwice(CalendarRef calendar, Commit commit) {
        Set<Object> seen = new HashSet<>();
        for (RowChange row : commit.rows()) {
            if (!seen.add(nameOf(calendar, row))) {
                throw new IllegalArgumentException("Commit " + commit.key() + " names a row twice");
            }
        }
    }

    private static Object nameOf(CalendarRef calendar, RowChange row) {
        return switch (row) {
            case RowChange.PutLink(Link link) -> List.of("link", link.calendar(), link.job());
            case RowChange.DropLink(Link link) -> List.of("link", link.calendar(), link.job());
            case RowChange.PutJob(Job job) -> List.of("job", job.id());
            case RowChange.PutEvent(KnownEvent event) -> List.of("event", calendar, event.id());
            case RowChange.DropEvent(EventId event) -> List.of("event", calendar, event);
            case RowChange.Note(CalendarRef other, Pending pending) -> List.of("note", other, pending.job());
            case RowChange.Settle(Pending pending) -> List.of("settle", pending.job());
            case RowChange.Explain(JobId job, Explanation line) -> List.of("line", job, line);
            case RowChange.Owe(CrmEvent event) -> List.of("owed", event.id());
            case RowChange.Told(CrmEvent event) -> List.of("owed", event.id());
            case RowChange.RememberDeleted(String review, Reviews.Deleted deleted) ->
                List.of("deleted", review, deleted.job());
            case RowChange.RememberResolved(ResolvedConflict resolved) ->
                List.of("resolved", resolved.conflict().id());
        };
    }

    private boolean isSettle(RowChange row) {
        return row instanceof RowChange.Settle;
    }

    private boolean holds(OrganisationId organisation, RowChange row) {
        return switch (row) {
            case RowChange.PutLink(Link link) -> versionOf(organisation, link) == link.version();
            case RowChange.DropLink(Link link) -> versionOf(organisation, link) == link.version();
            case RowChange.PutJob(Job job) ->
                job(organisation, job.id()).map(Job::version).orElse(0L) == job.version();
            case RowChange.PutEvent _,
                    RowChange.DropEvent _,
                    RowChange.Note _,
                    RowChange.Settle _,
                    RowChange.Explain _,
                    RowChange.Owe _,
                    RowChange.Told _,
                    RowChange.RememberDeleted _,
                    RowChange.RememberResolved _ -> true;
        };
    }

    private long versionOf(OrganisationId organisation, Link link) {
        return link(organisation, link.calendar(), link.job())
                .map(Link::version)
                .orElse(0L);
    }

    private void apply(OrganisationId organisation, CalendarRef calendar, RowChange row) {
        switch (row) {
            case RowChange.PutLink(Link link) ->
                put(new LinkKey(organisation, link.calendar(), link.job()), link.stored());
            case RowChange.DropLink(Link link) -> remove(new LinkKey(organisation, link.calendar(), link.job()));
            case RowChange.PutJob(Job job) -> put(job);
            case RowChange.PutEvent(KnownEvent event) -> put(new SeenKey(organisation, calendar, event.id()), event);
            case RowChange.DropEvent(EventId event) -> remove(new SeenKey(organisation, calendar, event));
            case RowChange.Note(CalendarRef other, Pending pending) -> note(organisation, other, pending);
            case RowChange.Settle(Pending pending) -> {
                NoteKey key = new NoteKey(organisation, calendar, pending.job());
                if (pending.equals(rows.get(key))) {
                    remove(key);
                }
            }
            case RowChange.Explain(JobId job, Explanation line) ->
                put(new LineKey(organisation, calendar, job, line, ++lines), line);
            case RowChange.Owe(CrmEvent event) -> put(new OwedKey(organisation, calendar, event.id()), event);
            case RowChange.Told(CrmEvent event) -> remove(new OwedKey(organisation, calendar, event.id()));
            case RowChange.RememberDeleted(String review, Reviews.Deleted deleted) ->
                put(new DeletedKey(organisation, calendar, review, deleted.job()), deleted);
            case RowChange.RememberResolved(ResolvedConflict resolved) ->
                put(new ResolvedKey(organisation, resolved.conflict().id()), resolved);
        }
    }

    private Job put(Job job) {
        Job stored = new Job(
                job.organisation(),
                job.id(),
                job.details(),
                job.assignees(),
                job.calendars(),
                job.stage(),
                job.changedAt(),
                job.sequence(),
                job.version() + 1);
        put(new JobKey(job.organisation(), job.id()), stored);
        return stored;
    }

    private void note(OrganisationId organisation, CalendarRef calendar, Pending pending) {
        put(new NoteKey(organisation, calendar, pending.job()), pending);
    }

    private void put(Object key, Object row) {
        rows.put(key, row);
        writes++;
    }

    private void remove(Object key) {
        if (rows.remove(key) != null) {
            writes++;
        }
    }

    private <T> Optional<T> get(Object key, Class<T> type) {
        return Optional.ofNullable(rows.get(key)).map(type::cast);
    }

    private <K> Stream<K> of(Class<K> type) {
        return rows.keySet().stream().filter(type::isInstance).map(type::cast);
    }

    private record JobKey(OrganisationId organisation, JobId id) {}

    private record LinkKey(OrganisationId organisation, CalendarRef calendar, JobId job) {}

    private record NoteKey(OrganisationId organisation, CalendarRef calendar, JobId job) {}

    private record OwedKey(OrganisationId organisation, CalendarRef calendar, String event) {}

    private record LineKey(
            OrganisationId organisation, CalendarRef calendar, JobId job, Explanation line, long number) {}

    private record DeletedKey(OrganisationId organisation, CalendarRef calendar, String review, JobId job) {}

    private record ResolvedKey(OrganisationId organisation, ConflictId conflict) {}

    private record SeenKey(OrganisationId organisation, CalendarRef calendar, EventId event) {}
}
