package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import io.syncline.sync.RemoteFailure;

/** How one call of a batch can end. */
sealed interface Part {
    /** An event came back. */
    record Answered(Event event) implements Part {}

    /** A page of events came back. */
    record Listed(Events page) implements Part {}

    /** It was done, and there is nothing to say about it. */
    record Done() implements Part {}

    record Fault(GoogleFault fault) implements Part {}

    /** The answer is larger than anything that a person's calendar holds. */
    record Oversized() implements Part {}

    /** No answer, or none that can be read. */
    record Lost(RemoteFailure failure) implements Part {}
}
