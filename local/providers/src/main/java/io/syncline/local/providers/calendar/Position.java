package io.syncline.local.providers.calendar;

/**
 * Where a listing goes on. One entry can be several items, as a series is that is shown unrolled.
 *
 * @param at the place or the revision of the entry
 * @param within the number of its next item, from 0
 */
public record Position(long at, int within) {

    public static final Position BEGIN = new Position(0, 0);
}
