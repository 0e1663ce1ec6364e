package io.syncline.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job in a calendar.
 *
 * @param disputes the open conflicts, by what is disputed
 * @param refusal why the provider refuses the latest change, one sentence for a person; the job is left alone until
 *     it changes again (R18)
 * @param writes what was written to its event lately
 * @param uid the meeting that its event is, as other accounts know it too, where the provider tells (R23)
 * @param version grows by one with every stored change; 0 before the first
 */
public record Link(
        CalendarRef calendar,
        JobId job,
        LinkState state,
        Map<Aspect, Dispute> disputes,
        Optional<String> refusal,
        Writes writes,
        Optional<String> uid,
        long version) {

    /**
     * What was written to the event by us (R12).
     *
     * @param jobVersion the version of the job that was written last
     * @param again how often that same version was written again because the event had changed back
     * @param unanswered how the event was to be after a write of which no answer is known (yet): it is looked at before
     *     anything else, and where it is so, that is our own doing and no edit of its owner
     */
    public record Writes(long jobVersion, int again, Instant at, Optional<Details> unanswered) {

        /** Writes that were all answered. */
        public Writes(long jobVersion, int again, Instant at) {
            this(jobVersion, again, at, Optional.empty());
        }

        static final Writes NONE = new Writes(0, 0, Instant.EPOCH);

        /** More often in an hour, and something writes against us without any person behind it. */
        private static final int PATIENCE = 3;

        private static final Duration MEMORY = Duration.ofHours(1);

        /** These writes and one more. */
        Writes plus(long version, Instant now) {
            boolean repeated = version == jobVersion && now.isBefore(at.plus(MEMORY));
            return new Writes(version, repeated ? again + 1 : 0, now);
        }

        /** These writes while another one is under way. */
        Writes awaiting(Details sent) {
            return new Writes(jobVersion, again, at, Optional.of(sent));
        }

        /** These writes once the event was seen. */
        Writes answered() {
            return new Writes(jobVersion, again, at);
        }

        /** Whether the same was written so often that writing it again would go on for ever. */
        boolean goInCircles() {
            return again >= PATIENCE;
        }
    }

    public Link {
        disputes = Map.copyOf(disputes);
    }

    /** A link whose event is about to be created. */
    public static Link creating(CalendarRef calendar, JobId job, Details sent) {
        return new Link(
                calendar,
                job,
                new LinkState.Creating(sent),
                Map.of(),
                Optional.empty(),
                Writes.NONE,
                Optional.empty(),
                0);
    }

    public Link with(LinkState next) {
        return new Link(calendar, job, next, disputes, refusal, writes, uid, version);
    }

    /** This link with the event that stands for the job in the calendar, and what both sides last agreed on. */
    Link linkedTo(RemoteEvent event, Baseline baseline) {
        LinkState linked = new LinkState.Linked(event.id(), event.version(), baseline);
        Optional<String> known = event.facts().uid().or(() -> uid);
        return new Link(calendar, job, linked, disputes, refusal, writes, known, version);
    }

    /** Whether it has to be seen what became of the last write. */
    boolean isUnanswered() {
        return writes.unanswered().isPresent() && state instanceof LinkState.Linked;
    }

    /** This link once its event was seen: what was written without an answer counts as agreed on where it stands there. */
    Link acknowledging(RemoteEvent event) {
        if (!isUnanswered() || !(state instanceof LinkState.Linked linked)) {
            return this;
        }
        Baseline known = linked.baseline().acknowledging(writes.unanswered().orElseThrow(), event.details());
        return with(new LinkState.Linked(event.id(), event.version(), known)).with(writes.answered());
    }

    public Link with(Map<Aspect, Dispute> next) {
        return new Link(calendar, job, state, next, refusal, writes, uid, version);
    }

    public Link with(Writes next) {
        return new Link(calendar, job, state, disputes, refusal, next, uid, version);
    }

    /** This link as it is stored once it was put. */
    Link stored() {
        return new Link(calendar, job, state, disputes, refusal, writes, uid, version + 1);
    }

    public Link refused(String reason) {
        return new Link(calendar, job, state, disputes, Optional.of(reason), writes, uid, version);
    }

    public Link accepted() {
        return new Link(calendar, job, state, disputes, Optional.empty(), writes, uid, version);
    }

    /** The event, where one is known to stand in the calendar. */
    public Optional<EventId> event() {
        return switch (state) {
            case LinkState.Linked linked -> Optional.of(linked.event());
            case LinkState.Deleting deleting -> Optional.of(deleting.event());
            case LinkState.CancelledAndEdited disputed ->
                Optional.of(disputed.edited().id());
            case LinkState.Kept kept -> kept.event().map(RemoteEvent::id);
            case LinkState.Creating _, LinkState.Removed _, LinkState.EditedAndDeleted _ -> Optional.empty();
        };
    }

    /** The event of a linked job, taken to be as it was last seen. */
    RemoteEvent lastSeen(LinkState.Linked linked) {
        Details details = linked.baseline().calendar();
        for (Dispute dispute : disputes.values().stream()
                .sorted(Comparator.comparing(Dispute::aspect)) // the rule before its occurrences
                .toList()) {
            details = dispute.seenIn(details);
        }
        return new RemoteEvent(linked.event(), linked.version(), details, false, Optional.empty());
    }

    /** How many conflicts wait for somebody. */
    public int conflicts() {
        return conflictsAbout().size();
    }

    /** What the open conflicts are about; nothing stands for one side's deletion of what the other edited (R06). */
    List<Optional<Aspect>> conflictsAbout() {
        return switch (state) {
            case LinkState.EditedAndDeleted _, LinkState.CancelledAndEdited _ -> List.of(Optional.empty());
            case LinkState.Creating _,
                    LinkState.Linked _,
                    LinkState.Deleting _,
                    LinkState.Removed _,
                    LinkState.Kept _ ->
                disputes.keySet().stream().sorted().map(Optional::of).toList();
        };
    }
}
