package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a job into a calendar again that its owner deleted it from: somebody says so (R07). */
public final class PutBack {

    private static final int STORE_TRIES = 5;

    private final FindCalendar findCalendar;
    private final CalendarItems items;
    private final Jobs jobs;
    private final AuditTrail trail;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public PutBack(
            FindCalendar findCalendar,
            CalendarItems items,
            Jobs jobs,
            AuditTrail trail,
            RequestSync requestSync,
            InstantSource clock) {
        this.findCalendar = findCalendar;
        this.items = items;
        this.jobs = jobs;
        this.trail = trail;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How putting back can end. */
    public sealed interface Putting {

        /** The next run writes it, or it stands there already. */
        record Done(Job job) implements Putting {}

        /** There is no such job or calendar, or it is not the caller's business. */
        record NotFound() implements Putting {}

        /** It was not deleted there. */
        record NothingToPutBack(String reason) implements Putting {}

        /** It keeps changing; trying again is worth it. */
        record Busy() implements Putting {}
    }

    /** Puts it back; doing it twice changes nothing. */
    public Putting run(Caller caller, JobId id, ConnectionId connection) {
        return findCalendar
                .run(caller, connection)
                .flatMap(found -> CalendarRef.chosenOf(found)
                        .flatMap(ref -> jobs.find(caller.organisation(), id).map(job -> put(caller, found, ref, job))))
                .orElseGet(Putting.NotFound::new);
    }

    private Putting put(Caller caller, Connection connection, CalendarRef ref, Job job) {
        if (!job.isFor(connection.owner())) {
            return new Putting.NothingToPutBack("The job is not for the owner of this calendar; assign it to them.");
        }
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Putting> end = once(caller, connection, ref, job);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new Putting.Busy();
    }

    /** Nothing where somebody else was faster. */
    private Optional<Putting> once(Caller caller, Connection connection, CalendarRef ref, Job job) {
        Optional<Link> link = Optional.ofNullable(
                items.links(caller.organisation(), ref, Set.of(job.id())).get(job.id()));
        if (link.isEmpty()) {
            return Optional.of(new Putting.Done(job)); // a run is about to write it
        }
        return switch (link.get().state()) {
            case LinkState.Removed _ -> store(caller, connection, link.get(), job);
            case LinkState.Creating _, LinkState.Linked _ -> Optional.of(new Putting.Done(job));
            case LinkState.EditedAndDeleted _, LinkState.CancelledAndEdited _ ->
                Optional.of(new Putting.NothingToPutBack("There is a conflict about it; decide that."));
            case LinkState.Deleting _, LinkState.Kept _ ->
                Optional.of(new Putting.NothingToPutBack("The next run looks after it."));
        };
    }

    private Optional<Putting> store(Caller caller, Connection connection, Link removed, Job job) {
        trail.note(
                caller.organisation(),
                Deed.done(
                        Actor.of(caller),
                        Action.JOB_PUT_BACK,
                        connection.subject(),
                        "job " + job.id().value()));
        Link link = removed.with(new LinkState.Creating(job.entry())).accepted();
        Instant now = clock.instant();
        String sentence = caller.name() + " had it put back into the calendar.";
        Explanation line =
                new Explanation(now, Explanation.Kind.DECIDED, "R07", sentence, "put-back-" + now.toEpochMilli());
        Commit commit = new Commit(
                job.id().value(),
                List.of(new RowChange.PutLink(link), Notes.afterDecision(link), new RowChange.Explain(job.id(), line)));
        if (!items.commit(caller.organisation(), link.calendar(), List.of(commit))
                .isEmpty()) {
            return Optional.empty();
        }
        requestSync.runNow(caller.organisation(), link.calendar());
        return Optional.of(new Putting.Done(job));
    }
}
