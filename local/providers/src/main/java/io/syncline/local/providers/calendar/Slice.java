package io.syncline.local.providers.calendar;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param last where its last item stands; the begin where it has none
 * @param next where the next page goes on; empty on the last page
 */
public record Slice<T>(List<T> items, Position last, Optional<Position> next) {

    public Slice {
        items = List.copyOf(items);
    }

    /** A page without items that is not the last one. */
    public static <T> Slice<T> blank(Position next) {
        return new Slice<>(List.of(), next, Optional.of(next));
    }

    /** The same page, with its last item to come again on the next one. */
    public Slice<T> repeating() {
        return items.size() > 1 && next.isPresent() ? new Slice<>(items, last, Optional.of(last)) : this;
    }

    /** The same page with other items. */
    public <O> Slice<O> with(List<O> others) {
        return new Slice<>(others, last, next);
    }
}
