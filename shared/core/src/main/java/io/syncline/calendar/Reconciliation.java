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
            return new Decision.Create(Link.creating(calendar, job.id(), job.details()), job.details(), false);
        }
        Link link = known.get();
        return switch (link.state()) {
            case LinkState.Creating creating -> keepCreating(job, link, creating.sent(), sighting);
            case LinkState.Linked linked -> keepEvent(job, link, link.lastSeen(linked), linked.baseline(), sighting);
            case LinkState.Deleting deleting -> keepDeleting(job, link, deleting.baseline(), sighting);
            case LinkState.Removed removed -> keepDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> keepDeleted(job, link, deleted.baseline(), sighting);
            case LinkState.CancelledAndEdited edited ->
                keepEvent(job, link, edited.edited(), edited.baseline(), sighting);
        };
    }

    /** An event that is there already: what was sent is what it looked like at first, all else is an edit (R10). */
    private Decision keepCreating(Job job, Link link, Details sent, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? merge(job, link, event, new Baseline(sent, sent))
                : new Decision.Create(link, sent, true);
    }

    /** It is wanted again; whether it is still there has to be seen first. */
    private Decision keepDeleting(Job job, Link link, Baseline baseline, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.LookUp(link);
            case Sighting.Seen(RemoteEvent event) -> merge(job, link, event, baseline);
            case Sighting.Gone _, Sighting.Missing _ ->
                new Decision.Create(
                        link.with(new LinkState.Creating(job.details())).with(Map.of()), job.details(), false);
        };
    }

    private Decision keepEvent(Job job, Link link, RemoteEvent lastSeen, Baseline baseline, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> merge(job, link, lastSeen, baseline);
            case Sighting.Seen(RemoteEvent event) -> merge(job, link, event, baseline);
            case Sighting.Gone _, Sighting.Missing _ -> deletedByOwner(job, link, baseline);
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
            case LinkState.Creating creating -> takeOffCreating(job, link, creating.sent(), sighting);
            case LinkState.Linked linked ->
                takeOffLinked(job, link, linked.baseline(), link.lastSeen(linked), sighting);
            case LinkState.Deleting deleting -> takeOffDeleting(job, link, deleting, sighting);
            case LinkState.CancelledAndEdited edited -> takeOffDisputed(link, edited, sighting);
            case LinkState.Removed removed -> takeOffDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> takeOffDeleted(job, link, deleted.baseline(), sighting);
        };
    }

    private Decision takeOffCreating(Optional<Job> job, Link link, Details sent, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _, Sighting.Gone _ -> new Decision.LookUp(link);
            case Sighting.Missing _ -> new Decision.Forget(link);
            case Sighting.Seen(RemoteEvent event) ->
                event.details().looksLike(sent)
                        ? delete(link, event, new Baseline(sent, event.details()))
                        : takeOffSeen(job, link, new Baseline(sent, sent), event);
        };
    }

    private Decision takeOffLinked(
            Optional<Job> job, Link link, Baseline baseline, RemoteEvent lastSeen, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> takeOffSeen(job, link, baseline, lastSeen);
            case Sighting.Seen(RemoteEvent event) -> takeOffSeen(job, link, baseline, event);
            case Sighting.Gone _, Sighting.Missing _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffDeleting(Optional<Job> job, Link link, LinkState.Deleting deleting, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.Delete(link, deleting.event(), deleting.version(), true);
            case Sighting.Seen(RemoteEvent event) -> takeOffSeen(job, link, deleting.baseline(), event);
            case Sighting.Gone _, Sighting.Missing _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffSeen(Optional<Job> job, Link link, Baseline baseline, RemoteEvent event) {
        if (event.details().equals(baseline.calendar())) {
            return delete(link, event, baseline);
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
            when event.details().equals(edited.baseline().calendar()) -> delete(link, event, edited.baseline());
            case Sighting.Seen(RemoteEvent event) ->
                new Decision.Store(
                        link.with(new LinkState.CancelledAndEdited(event, edited.baseline(), edited.noticedAt())),
                        Optional.empty(),
                        false);
            case Sighting.Gone _, Sighting.Missing _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffDeleted(Optional<Job> job, Link link, Baseline baseline, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? takeOffSeen(job, link, baseline, event)
                : new Decision.Forget(link);
    }

    private static Decision delete(Link link, RemoteEvent event, Baseline baseline) {
        LinkState state = new LinkState.Deleting(event.id(), event.version(), baseline);
        return new Decision.Delete(link.with(state).with(Map.of()), event.id(), event.version(), false);
    }
}
