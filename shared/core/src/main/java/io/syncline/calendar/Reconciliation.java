package io.syncline.calendar;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides what is to happen with a job in one calendar. Pure: the same input gives the same decision. */
final class Reconciliation {

    private final CalendarRef calendar;
    private final boolean leaving;
    private final SyncPolicy policy;
    private final Optional<Review.Answer> answer;
    private final Instant now;

    /**
     * A reconciliation of one run.
     *
     * @param leaving whether the calendar's jobs are taken off because another one was chosen
     * @param answer what somebody decided about deletions that the run would otherwise have to wait with (R17)
     */
    Reconciliation(
            CalendarRef calendar, boolean leaving, SyncPolicy policy, Optional<Review.Answer> answer, Instant now) {
        this.calendar = calendar;
        this.leaving = leaving;
        this.policy = policy;
        this.answer = answer;
        this.now = now;
    }

    /** What is to happen with a job that shall stand in the calendar. */
    Decision keep(Job job, Optional<Link> known, Sighting sighting) {
        if (known.isEmpty()) {
            return new Decision.Create(Link.creating(calendar, job.id(), job.entry()), job.entry(), false);
        }
        return answered(known.get(), sighting, link -> keep(job, link, sighting));
    }

    /** What became of a write whose answer is missing is looked at before anything is decided (R10, R12). */
    private static Decision answered(Link stored, Sighting sighting, Function<Link, Decision> decide) {
        if (!stored.isUnanswered()) {
            return decide.apply(stored);
        }
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.LookUp(stored);
            case Sighting.Gone _, Sighting.Missing _ -> decide.apply(stored);
            case Sighting.Seen(RemoteEvent event) -> {
                Link known = stored.acknowledging(event);
                Decision decision = decide.apply(known);
                yield decision instanceof Decision.Leave ? store(known) : decision;
            }
        };
    }

    private Decision keep(Job job, Link link, Sighting sighting) {
        return switch (link.state()) {
            case LinkState.Creating creating -> keepCreating(job, link, creating.sent(), sighting);
            case LinkState.Linked linked -> keepEvent(job, link, link.lastSeen(linked), linked.baseline(), sighting);
            case LinkState.Deleting deleting -> keepDeleting(job, link, deleting.baseline(), sighting);
            case LinkState.Removed removed -> keepDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> keepDeleted(job, link, deleted.baseline(), sighting);
            case LinkState.CancelledAndEdited edited ->
                keepEvent(job, link, edited.edited(), edited.baseline(), sighting);
            case LinkState.Kept kept -> keepKept(job, link, kept, sighting);
        };
    }

    /** What stayed for its owner's sake belongs to the job again, which says how it looks from now on. */
    private Decision keepKept(Job job, Link link, LinkState.Kept kept, Sighting sighting) {
        Optional<RemoteEvent> event =
                sighting instanceof Sighting.Seen(RemoteEvent seen) ? Optional.of(seen) : kept.event();
        boolean gone = sighting instanceof Sighting.Gone || sighting instanceof Sighting.Missing;
        if (event.isEmpty() || gone) {
            return anew(job, link);
        }
        Details found = event.get().details();
        return merge(job, link, event.get(), new Baseline(found, found));
    }

    private static Decision anew(Job job, Link link) {
        Link creating = link.with(new LinkState.Creating(job.entry())).with(Map.of());
        return new Decision.Create(creating, job.entry(), false);
    }

    /** An event that is there already: what was sent is what it looked like at first, all else is an edit (R10). */
    private Decision keepCreating(Job job, Link link, Details sent, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? merge(job, link, event, Baseline.ofCreation(sent, event.details()))
                : new Decision.Create(link, sent, true);
    }

    /** It is wanted again; whether it is still there has to be seen first. */
    private Decision keepDeleting(Job job, Link link, Baseline baseline, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.LookUp(link);
            case Sighting.Seen(RemoteEvent event) -> merge(job, link, event, baseline);
            case Sighting.Gone _, Sighting.Missing _ -> anew(job, link);
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
        if (refusesDeletions()) {
            return anew(job, link);
        }
        boolean edited = !job.entry().equals(baseline.crm());
        LinkState state = edited
                ? new LinkState.EditedAndDeleted(baseline, now) // an edit outlives a deletion (R06)
                : new LinkState.Removed(baseline, now); // the job itself stays (R07)
        return store(link.with(state).with(Map.of()));
    }

    private boolean refusesDeletions() {
        return answer.filter(Review.Answer.REFUSED::equals).isPresent();
    }

    /** The job takes what the calendar changed before the event is written, each with its own condition. */
    private Decision merge(Job job, Link link, RemoteEvent event, Baseline baseline) {
        Optional<String> beyond = beyond(event);
        if (beyond.isPresent()) {
            return beyond(link, event, beyond.get());
        }
        Merge merge = Merge.of(question(job, link, event, baseline));
        Link disputed = link.accepted().with(merge.disputes());
        Link written = disputed.linkedTo(event, merge.agreed());
        Link unwritten = disputed.linkedTo(event, merge.unwritten());
        Optional<Job> changed = changedJob(job, merge);
        boolean toMark =
                changed.filter(next -> !next.entry().equals(merge.job())).isPresent();
        boolean toWrite = toMark || !merge.event().equals(event.details());
        if (changed.isPresent()) {
            return new Decision.Store(unwritten, changed, toWrite, merge.verdicts());
        }
        if (toWrite) {
            Link.Writes writes = link.writes().plus(job.version(), now);
            return writes.goInCircles()
                    ? circling(link, unwritten)
                    : new Decision.Update(
                            link, written.with(writes), unwritten, event, merge.event(), merge.verdicts(), false);
        }
        return written.equals(link)
                ? new Decision.Leave()
                : new Decision.Store(written, changed, false, merge.verdicts());
    }

    private Merge.Question question(Job job, Link link, RemoteEvent event, Baseline baseline) {
        boolean elsewhere = job.calendars().stream().anyMatch(other -> !other.equals(calendar));
        return new Merge.Question(
                baseline, job.entry(), job.changedAt(), elsewhere, event, link.disputes(), policy, now);
    }

    /** Something without a person behind it writes against us: it is stopped and reported (R12). */
    private static Decision circling(Link link, Link unwritten) {
        Link stopped =
                unwritten.refused("Something changes it back in the calendar each time that it is written. It is "
                        + "left alone until the job is changed.");
        return stopped.equals(link)
                ? new Decision.Leave()
                : new Decision.Store(stopped, Optional.empty(), false, Collections.emptySortedMap());
    }

    private static Optional<String> beyond(RemoteEvent event) {
        return event.details().isExcessive()
                ? Optional.of("The series has more changed dates than can be kept in step. Split it into shorter ones.")
                : event.facts().beyond();
    }

    /** What cannot be expressed is not altered: the link says why, and neither side is written (R21). */
    private static Decision beyond(Link link, RemoteEvent event, String reason) {
        Link seen = link.state() instanceof LinkState.Linked linked ? link.linkedTo(event, linked.baseline()) : link;
        return new Decision.Store(seen.refused(reason), Optional.empty(), false, Collections.emptySortedMap());
    }

    private Optional<Job> changedJob(Job job, Merge merge) {
        return merge.job().equals(job.entry()) ? Optional.empty() : Optional.of(job.withEntry(merge.job(), now));
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
        return answered(known.get(), sighting, link -> takeOff(job, link, sighting));
    }

    private Decision takeOff(Optional<Job> job, Link link, Sighting sighting) {
        return switch (link.state()) {
            case LinkState.Creating creating -> takeOffCreating(job, link, creating.sent(), sighting);
            case LinkState.Linked linked ->
                takeOffLinked(job, link, linked.baseline(), link.lastSeen(linked), sighting);
            case LinkState.Deleting deleting -> takeOffDeleting(job, link, deleting, sighting);
            case LinkState.CancelledAndEdited edited -> takeOffDisputed(link, edited, sighting);
            case LinkState.Removed removed -> takeOffDeleted(job, link, removed.baseline(), sighting);
            case LinkState.EditedAndDeleted deleted -> takeOffDeleted(job, link, deleted.baseline(), sighting);
            case LinkState.Kept kept -> takeOffKept(link, kept, sighting);
        };
    }

    private Decision takeOffCreating(Optional<Job> job, Link link, Details sent, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _, Sighting.Gone _ -> new Decision.LookUp(link);
            case Sighting.Missing _ -> new Decision.Forget(link);
            case Sighting.Seen(RemoteEvent event) ->
                event.details().looksLike(sent)
                        ? delete(link, event, new Baseline(sent, event.details()))
                        : takeOffSeen(job, link, Baseline.ofCreation(sent, event.details()), event);
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
            Merge merge = Merge.of(question(job.get(), link, event, baseline));
            if (merge.disputes().isEmpty()) { // the edit is taken along to the new calendar
                Link linked = link.linkedTo(event, merge.unwritten());
                return new Decision.Store(linked, changedJob(job.get(), merge), true, merge.verdicts());
            }
        }
        // an edit outlives a deletion (R06): the event stays until somebody decides
        LinkState state = new LinkState.CancelledAndEdited(event, baseline, now);
        return store(link.with(state).with(Map.of()));
    }

    private Decision takeOffDisputed(Link link, LinkState.CancelledAndEdited edited, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ -> new Decision.Leave();
            case Sighting.Seen(RemoteEvent event)
            when event.details().equals(edited.baseline().calendar()) -> delete(link, event, edited.baseline());
            case Sighting.Seen(RemoteEvent event) ->
                store(link.with(new LinkState.CancelledAndEdited(event, edited.baseline(), edited.noticedAt())));
            case Sighting.Gone _, Sighting.Missing _ -> new Decision.Forget(link);
        };
    }

    private Decision takeOffDeleted(Optional<Job> job, Link link, Baseline baseline, Sighting sighting) {
        return sighting instanceof Sighting.Seen(RemoteEvent event)
                ? takeOffSeen(job, link, baseline, event)
                : new Decision.Forget(link);
    }

    /** Somebody said that it stays, or is to come back; its owner may still delete it. */
    private static Decision takeOffKept(Link link, LinkState.Kept kept, Sighting sighting) {
        return switch (sighting) {
            case Sighting.NoNews _ when kept.event().isEmpty() -> new Decision.Create(link, kept.sent(), true);
            case Sighting.NoNews _ -> new Decision.Leave();
            case Sighting.Seen(RemoteEvent event) -> store(link.with(kept(event, kept.sent(), kept.since())));
            case Sighting.Gone _, Sighting.Missing _
            when kept.event().isEmpty() -> new Decision.Create(link, kept.sent(), true);
            case Sighting.Gone _, Sighting.Missing _ -> new Decision.Forget(link);
        };
    }

    private static LinkState kept(RemoteEvent event, Details sent, Instant since) {
        return new LinkState.Kept(Optional.of(event), sent, since);
    }

    private static Decision store(Link link) {
        return new Decision.Store(link, Optional.empty(), false, Collections.emptySortedMap());
    }

    private Decision delete(Link link, RemoteEvent event, Baseline baseline) {
        if (refusesDeletions()) {
            return store(link.with(kept(event, event.details(), now)).with(Map.of()));
        }
        LinkState state = new LinkState.Deleting(event.id(), event.version(), baseline);
        return new Decision.Delete(link.with(state).with(Map.of()), event.id(), event.version(), false);
    }
}
