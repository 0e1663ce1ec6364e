package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.sync.RemoteFailure;
import java.util.Optional;

/** How looking for a series by its id can end. */
sealed interface Look {

    /** It is a series, and this is all of it. */
    record Series(WholeSeries series) implements Look {}

    /** What goes by this id happens once, or is itself an occurrence of something. */
    record Single(Event event) implements Look {}

    /** It was deleted; the id and the etag are all that is sure to be left of it. */
    record Cancelled(Event tombstone) implements Look {}

    /** Nothing goes by this id, at least not for this account. */
    record Absent() implements Look {}

    /**
     * Google does not show the whole of it.
     *
     * @param master as far as it was shown
     * @param reason one sentence
     */
    record Unreadable(Optional<Event> master, String reason) implements Look {}

    record Failed(RemoteFailure failure) implements Look {}
}
