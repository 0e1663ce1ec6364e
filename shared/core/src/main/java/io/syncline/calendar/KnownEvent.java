package io.syncline.calendar;

import java.util.Optional;

/**
 * What a calendar's partition remembers of an event that was seen there.
 *
 * @param version as last seen: the same version coming back is dropped (R12)
 * @param owner the job whose event it is, or nothing
 * @param imported what is kept of it where it is nobody's
 * @param listing the number of the latest full listing that it was seen in (R15)
 */
public record KnownEvent(
        EventId id, EventVersion version, Optional<JobId> owner, Optional<ImportedEvent> imported, long listing) {

    public static KnownEvent ofJob(RemoteEvent event, JobId job, long listing) {
        return new KnownEvent(event.id(), event.version(), Optional.of(job), Optional.empty(), listing);
    }

    public static KnownEvent ofNobody(RemoteEvent event, long listing) {
        return new KnownEvent(
                event.id(), event.version(), Optional.empty(), Optional.of(ImportedEvent.of(event)), listing);
    }

    public KnownEvent seenIn(long number) {
        return new KnownEvent(id, version, owner, imported, number);
    }

    /** This event with a version that no provider gives: however it is seen next, it is looked at. */
    KnownEvent unsettled() {
        return new KnownEvent(id, new EventVersion("unsettled"), owner, imported, listing);
    }
}
