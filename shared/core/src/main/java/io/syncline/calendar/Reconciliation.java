package io.syncline.calendar;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides what is to happen with a job in one calendar. Pure: the same input gives the same decision. */
final class Reconciliation {

    private final CalendarRef calendar;
    private final boolean leaving;
    private final Instant now;

    /**
     * A reconciliation of one run.
     *
     * @param leaving whether the calendar's jobs are taken off because another one was chosen
     */
    Reconciliation(CalendarRef calendar, boolean leaving, Instant now) {
        this.calendar = calendar;
        this.leaving = leaving;
        this.now = now;
    }

    /** What is to happen with a job that shall stand in the calendar. */
    Decision keep(Job job, Optional<Link> known, Sighting sighting) {
        if (known.isEmpty()) {
            return new Decision.Create(Link.creating(calendar, job.id(), job.details()), job.details());
        }
        Link link = known.get();
        return switch (link.state()) {
            case LinkState.Creating creating -> new Decision.Create(link, creating.sent());
            case LinkState.Linked linked -> keepEvent(job, link, link.lastSeen(linked), linked.baseline(), sighting);
            case LinkState.Removed removed -> keepDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> keepDeleted(job, link, deleted.baseline(), sighting);
            case LinkState.CancelledAndEdited edited ->
                keepEvent(job, link, edited.edited(), edited.baseline(), sighting);
        };
    }

    private Decision keepEvent(Job job, Link link, RemoteEvent lastSeen, Baseline baseline, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> merge(job, link, lastSeen, baseline);
            case Sighting.Seen(RemoteEvent event) -> merge(job, link, event, baseline);
            case Sighting.Gone _ -> deletedByOwner(job, link, baseline);
        };
    }

    /** A deleted event that shows up again was restored by its owner; otherwise it waits for somebody to say so. */
    private Decision keepDeleted(Job job, Link link, Baseline baseline, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? merge(job, link, event, baseline)
                : new Decision.Leave();
    }

    private Decision deletedByOwner(Job job, Link link, Baseline baseline) {
        boolean edited = !job.details().equals(baseline.crm());
        LinkState state = edited
                ? new LinkState.EditedAndDeleted(baseline, now) // an edit outlives a deletion (R06)
                : new LinkState.Removed(baseline, now); // the job itself stays (R07)
        return new Decision.Store(link.with(state).with(Map.of()), Optional.empty(), false);
    }

    /** The job takes what the calendar changed before the event is written, each with its own condition. */
    private Decision merge(Job job, Link link, RemoteEvent event, Baseline baseline) {
        Merge merge = Merge.of(baseline, job.details(), event.details(), link.disputes(), now);
        Link disputed = link.accepted().with(merge.disputes());
        Link written = disputed.with(new LinkState.Linked(event.id(), event.version(), merge.agreed()));
        Link unwritten = disputed.with(new LinkState.Linked(event.id(), event.version(), merge.unwritten()));
        Optional<Job> changed = changedJob(job, merge);
        boolean toWrite = !merge.event().equals(event.details());
        if (changed.isPresent()) {
            return new Decision.Store(unwritten, changed, toWrite);
        }
        if (toWrite) {
            return new Decision.Update(written, unwritten, event, merge.event());
        }
        return written.equals(link) ? new Decision.Leave() : new Decision.Store(written, changed, false);
    }

    private Optional<Job> changedJob(Job job, Merge merge) {
        return merge.job().equals(job.details()) ? Optional.empty() : Optional.of(job.with(merge.job(), now));
    }

    /**
     * What is to happen with a job that shall not stand in the calendar (any more).
     *
     * @param job the job, where there is one
     */
    Decision takeOff(Optional<Job> job, Optional<Link> known, Sighting sighting) {
        if (known.isEmpty()) {
            return new Decision.Leave();
        }
        Link link = known.get();
        return switch (link.state()) {
            case LinkState.Creating _ -> new Decision.Withdraw(link);
            case LinkState.Linked linked -> takeOffLinked(job, link, linked, sighting);
            case LinkState.CancelledAndEdited edited -> takeOffDisputed(link, edited, sighting);
            case LinkState.Removed removed -> takeOffDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> takeOffDeleted(job, link, deleted.baseline(), sighting);
        };
    }

    private Decision takeOffLinked(Optional<Job> job, Link link, LinkState.Linked linked, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> takeOffSeen(job, link, linked.baseline(), link.lastSeen(linked));
            case Sighting.Seen(RemoteEvent event) -> takeOffSeen(job, link, linked.baseline(), event);
            case Sighting.Gone _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffSeen(Optional<Job> job, Link link, Baseline baseline, RemoteEvent event) {
        if (event.details().equals(baseline.calendar())) {
            return new Decision.Delete(link, event.id(), event.version());
        }
        if (leaving && job.isPresent()) {
            Merge merge = Merge.of(baseline, job.get().details(), event.details(), link.disputes(), now);
            if (merge.disputes().isEmpty()) { // the edit is taken along to the new calendar
                LinkState state = new LinkState.Linked(event.id(), event.version(), merge.unwritten());
                return new Decision.Store(link.with(state), changedJob(job.get(), merge), true);
            }
        }
        // an edit outlives a deletion (R06): the event stays until somebody decides
        LinkState state = new LinkState.CancelledAndEdited(event, baseline, now);
        return new Decision.Store(link.with(state).with(Map.of()), Optional.empty(), false);
    }

    private Decision takeOffDisputed(Link link, LinkState.CancelledAndEdited edited, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.Leave();
            case Sighting.Seen(RemoteEvent event)
            when event.details().equals(edited.baseline().calendar()) ->
                new Decision.Delete(link, event.id(), event.version());
            case Sighting.Seen(RemoteEvent event) ->
                new Decision.Store(
                        link.with(new LinkState.CancelledAndEdited(event, edited.baseline(), edited.noticedAt())),
                        Optional.empty(),
                        false);
            case Sighting.Gone _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffDeleted(Optional<Job> job, Link link, Baseline baseline, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? takeOffSeen(job, link, baseline, event)
                : new Decision.Forget(link);
    }
}
