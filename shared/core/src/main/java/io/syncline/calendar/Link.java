package io.syncline.calendar;

import java.util.Map;
import java.util.Optional;

/**
 * A job in a calendar.
 *
 * @param disputes the open conflicts, by field
 * @param refusal why the provider refuses the latest change, one sentence for a person; the job is left alone until
 *     it changes again (R18)
 * @param version grows by one with every stored change; 0 before the first
 */
public record Link(
        CalendarRef calendar,
        JobId job,
        LinkState state,
        Map<Field, Dispute> disputes,
        Optional<String> refusal,
        long version) {

    public Link {
        disputes = Map.copyOf(disputes);
    }

    /** A link whose event is about to be created. */
    public static Link creating(CalendarRef calendar, JobId job, Details sent) {
        return new Link(calendar, job, new LinkState.Creating(sent), Map.of(), Optional.empty(), 0);
    }

    public Link with(LinkState next) {
        return new Link(calendar, job, next, disputes, refusal, version);
    }

    public Link with(Map<Field, Dispute> next) {
        return new Link(calendar, job, state, next, refusal, version);
    }

    /** This link as it is stored once it was put. */
    Link stored() {
        return new Link(calendar, job, state, disputes, refusal, version + 1);
    }

    public Link refused(String reason) {
        return new Link(calendar, job, state, disputes, Optional.of(reason), version);
    }

    public Link accepted() {
        return new Link(calendar, job, state, disputes, Optional.empty(), version);
    }

    /** The event, where one is known to stand in the calendar. */
    public Optional<EventId> event() {
        return switch (state) {
            case LinkState.Linked linked -> Optional.of(linked.event());
            case LinkState.Deleting deleting -> Optional.of(deleting.event());
            case LinkState.CancelledAndEdited disputed ->
                Optional.of(disputed.edited().id());
            case LinkState.Creating _, LinkState.Removed _, LinkState.EditedAndDeleted _ -> Optional.empty();
        };
    }

    /** The event of a linked job, taken to be as it was last seen. */
    RemoteEvent lastSeen(LinkState.Linked linked) {
        Details details = linked.baseline().calendar();
        for (Dispute dispute : disputes.values()) {
            details = details.with(dispute.field(), dispute.calendar());
        }
        return new RemoteEvent(linked.event(), linked.version(), details, false, Optional.empty());
    }

    /** How many conflicts wait for somebody. */
    public int conflicts() {
        return switch (state) {
            case LinkState.EditedAndDeleted _, LinkState.CancelledAndEdited _ -> 1;
            case LinkState.Creating _, LinkState.Linked _, LinkState.Deleting _, LinkState.Removed _ -> disputes.size();
        };
    }
}
