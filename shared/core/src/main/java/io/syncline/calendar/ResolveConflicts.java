package io.syncline.calendar;

import io.syncline.calendar.ResolveConflict.Resolution;
import io.syncline.calendar.ResolveConflict.Wish;
import io.syncline.identity.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides many conflicts, each on its own: one that cannot be decided does not hold up the others. */
public final class ResolveConflicts {

    /** The most at once. */
    public static final int MOST = 100;

    private final ResolveConflict resolveConflict;

    public ResolveConflicts(ResolveConflict resolveConflict) {
        this.resolveConflict = resolveConflict;
    }

    /**
     * One of the conflicts.
     *
     * @param id empty where what was named is the id of no conflict
     */
    public record Item(Optional<ConflictId> id, Wish wish) {}

    /** The result of each, in their order. */
    public List<Resolution> run(Caller caller, List<Item> items) {
        if (items.size() > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " at once");
        }
        List<Resolution> results = new ArrayList<>();
        for (Item item : items) {
            results.add(item.id()
                    .map(id -> resolveConflict.run(caller, id, item.wish()))
                    .orElseGet(Resolution.NotFound::new));
        }
        return results;
    }
}
