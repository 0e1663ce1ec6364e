package io.syncline.calendar;

import java.time.Instant;
import java.util.Optional;

/** How a job stands in a calendar. */
public sealed interface LinkState {

    /**
     * Its event is about to be created, or was and the answer got lost: it is looked up before anything else.
     *
     * @param sent what was sent to be created
     */
    record Creating(Details sent) implements LinkState {}

    /** Its event stands in the calendar. */
    record Linked(EventId event, EventVersion version, Baseline baseline) implements LinkState {}
    /**
     * Its event is about to be deleted, or was and the answer got lost: it is looked up before anything else, because
     * an event that is missing then was not deleted by its owner.
     */
    record Deleting(EventId event, EventVersion version, Baseline baseline) implements LinkState {}

    /**
     * The owner deleted the event while the job stayed as it was: not written again until someone says so (R07).
     *
     * @param baseline what the deleted event looked like, for the case that it is restored
     */
    record Removed(Baseline baseline, Instant noticedAt) implements LinkState {}

    /**
     * The owner deleted the event while the job was changed: nothing happens before somebody decides (R06).
     *
     * @param baseline what the deleted event looked like
     */
    record EditedAndDeleted(Baseline baseline, Instant noticedAt) implements LinkState {}

    /**
     * The job was cancelled or moved away while its event was edited: the event stays until somebody decides (R06).
     *
     * @param edited the event as it was last seen
     */
    record CancelledAndEdited(RemoteEvent edited, Baseline baseline, Instant noticedAt) implements LinkState {}

    /**
     * Its job is not for this calendar any more, and somebody said that the event stays all the same, or is to come
     * back (R17). Nothing is done with it until the job is for this calendar again.
     *
     * @param event empty while it is still to be brought back
     */
    record Kept(Optional<RemoteEvent> event, Details sent, Instant since) implements LinkState {}
}
