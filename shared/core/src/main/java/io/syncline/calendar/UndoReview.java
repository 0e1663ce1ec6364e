package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.calendar.Reviews.Deleted;
import io.syncline.connection.Connection;
import io.syncline.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings back what was deleted after an approval, for 30 days (R17). What came back by itself meanwhile, or is deleted
 * for another reason, is left alone. Doing it twice changes nothing.
 */
public final class UndoReview {

    private final FindCalendar findCalendar;
    private final SyncedCalendars calendars;
    private final Reviews reviews;
    private final CalendarItems items;
    private final Jobs jobs;
    private final AuditTrail trail;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public UndoReview(
            FindCalendar findCalendar,
            SyncedCalendars calendars,
            Reviews reviews,
            CalendarItems items,
            Jobs jobs,
            AuditTrail trail,
            RequestSync requestSync,
            InstantSource clock) {
        this.findCalendar = findCalendar;
        this.calendars = calendars;
        this.reviews = reviews;
        this.items = items;
        this.jobs = jobs;
        this.trail = trail;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How undoing can end. */
    public sealed interface Undoing {

        /**
         * Done.
         *
         * @param restored how many events the next run writes
         */
        record Undone(ReviewReport review, long restored) implements Undoing {}

        /** There is no such review, or it is of a calendar that is not the caller's business. */
        record NotFound() implements Undoing {}

        /** It cannot be undone (any more, or yet). */
        record Impossible(String reason) implements Undoing {}
    }

    /** Brings it back; the calendar's next run writes it. */
    public Undoing run(Caller caller, ReviewId id) {
        return findCalendar
                .run(caller, id.calendar().connection())
                .flatMap(connection -> reviews.find(caller.organisation(), id.calendar(), id.review())
                        .map(settled -> undo(caller, connection, settled)))
                .orElseGet(Undoing.NotFound::new);
    }

    private Undoing undo(Caller caller, Connection connection, Reviews.Settled settled) {
        ReviewReport report = ReviewReport.of(connection, settled);
        return switch (report.state()) {
            case UNDONE -> new Undoing.Undone(report, 0);
            case OPEN, REFUSED -> new Undoing.Impossible("Nothing was deleted under it, so there is nothing to undo.");
            case APPROVED ->
                whyNot(caller, report)
                        .<Undoing>map(Undoing.Impossible::new)
                        .orElseGet(() -> restore(caller, connection, settled));
        };
    }

    private Optional<String> whyNot(Caller caller, ReviewReport report) {
        if (report.undoUntil().filter(clock.instant()::isBefore).isEmpty()) {
            return Optional.of("What was deleted is kept for 30 days, which are over.");
        }
        boolean underWay = calendars
                .find(caller.organisation(), report.id().calendar())
                .flatMap(SyncedCalendar::review)
                .filter(review -> review.id().equals(report.id().review()))
                .isPresent();
        return underWay
                ? Optional.of("The deletions are still being carried out; try again once the calendar is in step.")
                : Optional.empty();
    }

    private Undoing restore(Caller caller, Connection connection, Reviews.Settled settled) {
        CalendarRef ref = settled.calendar();
        Review review = settled.review();
        trail.note(
                caller.organisation(),
                Deed.done(
                        Actor.of(caller), Action.REVIEW_UNDONE, connection.subject(), review.deletions() + " events"));
        long restored = 0;
        List<Deleted> page = reviews.deleted(caller.organisation(), ref, review.id(), Optional.empty());
        while (!page.isEmpty()) {
            restored += restore(caller, ref, review.kind(), page);
            Optional<JobId> last = Optional.of(page.getLast().job());
            page = reviews.deleted(caller.organisation(), ref, review.id(), last);
        }
        Reviews.Settled undone = new Reviews.Settled(ref, review, Optional.of(clock.instant()));
        reviews.save(caller.organisation(), undone);
        requestSync.runNow(caller.organisation(), ref);
        return new Undoing.Undone(ReviewReport.of(connection, undone), restored);
    }

    private int restore(Caller caller, CalendarRef ref, Review.Kind kind, List<Deleted> page) {
        List<JobId> ids = page.stream().map(Deleted::job).toList();
        Map<JobId, Link> links = items.links(caller.organisation(), ref, ids);
        Map<JobId, Job> found = jobs.find(caller.organisation(), ids);
        List<Commit> commits = new ArrayList<>();
        for (Deleted deleted : page) {
            Optional<Link> link = Optional.ofNullable(links.get(deleted.job()));
            Optional<Job> job = Optional.ofNullable(found.get(deleted.job()));
            restored(ref, kind, deleted, link, job)
                    .ifPresent(back -> commits.add(new Commit(
                            deleted.job().value(),
                            List.of(
                                    new RowChange.PutLink(back),
                                    Notes.afterDecision(back),
                                    new RowChange.Explain(deleted.job(), line(caller))))));
        }
        int clashed = items.commit(caller.organisation(), ref, commits).size();
        return commits.size() - clashed;
    }

    /** The link with which the next run brings it back, where nothing else became of it meanwhile. */
    private Optional<Link> restored(
            CalendarRef ref, Review.Kind kind, Deleted deleted, Optional<Link> link, Optional<Job> job) {
        return switch (kind) {
            case IN_CALENDAR, FIRST_SYNC ->
                link.isEmpty()
                        ? Optional.of(Link.creating(ref, deleted.job(), deleted.details())
                                .with(new LinkState.Kept(Optional.empty(), deleted.details(), clock.instant())))
                        : removed(link, job);
            case FROM_CALENDAR -> removed(link, job);
        };
    }

    private static Optional<Link> removed(Optional<Link> link, Optional<Job> job) {
        return link.filter(one -> one.state() instanceof LinkState.Removed)
                .flatMap(one -> job.map(wanted -> one.with(new LinkState.Creating(wanted.entry()))));
    }

    private Explanation line(Caller caller) {
        Instant now = clock.instant();
        String sentence = caller.name() + " undid the deletion: it is written into the calendar again.";
        return new Explanation(now, Explanation.Kind.DECIDED, "R17", sentence, "undo-" + now.toEpochMilli());
    }
}
