package io.syncline.calendar;

import io.syncline.token.Secret;
import java.util.List;

/**
 * The calendars at one provider. No call sleeps or retries; no answer of a provider is thrown.
 *
 * <p>Nobody is ever invited or notified by it (R11).
 */
public interface RemoteCalendars {

    /** The account's calendars, the primary one first. */
    CalendarList list(Secret accessToken);

    /** One page of events: single ones, and each occurrence of a series by itself. */
    Listing changes(Secret accessToken, CalendarRef calendar, ListingPosition position);

    /** One event. */
    Lookup find(Secret accessToken, CalendarRef calendar, EventId id);

    /** The event that was created with the key, wherever the answer to its creation was lost. */
    Lookup find(Secret accessToken, EventKey key);

    /**
     * Writes events, at most 50.
     *
     * @return an answer per write, in the order of the writes
     */
    List<WriteAnswer> write(Secret accessToken, CalendarRef calendar, List<RemoteWrite> writes);
}
