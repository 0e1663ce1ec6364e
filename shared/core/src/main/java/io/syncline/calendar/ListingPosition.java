package io.syncline.calendar;

import io.syncline.sync.Cursor;
import io.syncline.sync.Window;

/**
 * Where a listing stands.
 *
 * <p>The window is the one that the listing began with; some providers want it again with every page.
 */
public sealed interface ListingPosition {

    Window window();

    /** The first page of everything in the window. */
    record Everything(Window window) implements ListingPosition {}

    /** The first page of what changed since the cursor. */
    record ChangesSince(Cursor cursor, Window window) implements ListingPosition {}

    /**
     * A further page.
     *
     * @param page from {@link Listing.More}; it says by itself whether it belongs to a full or a partial listing
     */
    record Page(Cursor page, Window window) implements ListingPosition {}
}
