package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;

/** How a write of one event can end. */
public sealed interface WriteAnswer {

    /** Done; this is what the provider made of it. */
    record Written(RemoteEvent event) implements WriteAnswer {}

    /** The event of a {@link RemoteWrite.Create} was already there: this is how it stands, edits included. */
    record Adopted(RemoteEvent event) implements WriteAnswer {}

    /** Deleted now or before, or not there to update. */
    record Absent() implements WriteAnswer {}

    /** The event has another version by now: read it again and decide anew. */
    record Stale() implements WriteAnswer {}

    record Failed(RemoteFailure failure) implements WriteAnswer {}
}
