package io.syncline.local.providers.calendar;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of a listing.
 *
 * @param resumeAfter where the next page goes on; empty on the last page
 */
public record Slice(List<Entry> entries, OptionalLong resumeAfter) {

    public Slice {
        entries = List.copyOf(entries);
    }
}
