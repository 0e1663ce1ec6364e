package io.syncline.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider says about an event besides its fields.
 *
 * @param uid the iCalendar UID: the same in every attendee's calendar, and for all occurrences of a series (R23)
 * @param foreign whether somebody else organises it: this is an attendee's copy (F16)
 * @param changedAt the provider's time of the last change, for organisations where the later change wins (R05)
 * @param beyond why it cannot be kept in step as it is, one sentence: a rule that nobody else can express, for example
 */
public record EventFacts(Optional<String> uid, boolean foreign, Optional<Instant> changedAt, Optional<String> beyond) {

    /** Nothing is known. */
    public static final EventFacts NONE = new EventFacts(Optional.empty(), false, Optional.empty(), Optional.empty());
}
