package io.syncline.calendar;

import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import java.util.List;

/** How asking for changes can end. */
public sealed interface Listing {

    /** Changes, and a place to go on from; a page without changes is normal. */
    record More(List<RemoteChange> changes, Cursor nextPage) implements Listing {
        public More {
            changes = List.copyOf(changes);
        }
    }

    /** The last changes, and the cursor to ask with next time. */
    record Last(List<RemoteChange> changes, Cursor cursor) implements Listing {
        public Last {
            changes = List.copyOf(changes);
        }
    }

    /** The provider does not know the cursor any more, in whatever dialect it says so (F8, F10). */
    record CursorExpired() implements Listing {}

    record Failed(RemoteFailure failure) implements Listing {}
}
