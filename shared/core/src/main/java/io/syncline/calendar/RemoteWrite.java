package io.syncline.calendar;

/** A change of one event. */
public sealed interface RemoteWrite {

    /**
     * Creates the event of a job. Repeating it makes no second one (R10): the provider's id or idempotency key
     * follows from the key, and an event that is already there is returned as it is.
     */
    record Create(EventKey key, Details details) implements RemoteWrite {}

    /**
     * Changes the fields that differ, in place, if the event still has the version.
     *
     * @param from the event as it was last seen
     */
    record Update(EventId id, EventVersion version, Details from, Details to) implements RemoteWrite {}

    /** Deletes the event, if it still has the version. */
    record Delete(EventId id, EventVersion version) implements RemoteWrite {}
}
