package io.syncline.audit;

import io.syncline.identity.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened in an organisation, the newest first, for its administrators. */
public final class ReadTrail {

    /** How many entries are looked through for one page: a filter that fits little ends a page early. */
    private static final int LOOKED_THROUGH = 5_000;

    private static final int STEP = 500;

    private final AuditTrail trail;

    public ReadTrail(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * Which entries are wanted; what is empty does not matter.
     *
     * @param subject also fits what begins with it
     * @param until exclusive
     */
    public record Filter(
            Optional<String> actor,
            Optional<String> action,
            Optional<String> subject,
            Optional<String> outcome,
            Optional<Instant> from,
            Optional<Instant> until) {

        /** Every entry. */
        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        boolean fits(Entry entry) {
            Deed deed = entry.deed();
            return actor.map(deed.actor().value()::equals).orElse(true)
                    && action.map(deed.action()::equals).orElse(true)
                    && subject.map(deed.subject()::startsWith).orElse(true)
                    && outcome.map(deed.outcome()::equals).orElse(true)
                    && from.map(moment -> !entry.at().isBefore(moment)).orElse(true)
                    && until.map(entry.at()::isBefore).orElse(true);
        }
    }

    /**
     * A page.
     *
     * @param next where the next page begins; empty at the beginning of the trail
     */
    public record Page(List<Entry> entries, Optional<Long> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Reads a page.
     *
     * @param before the {@code next} of the page before; empty for the newest entries
     * @param limit at most as many entries
     * @return the page, or nothing where the caller is no administrator
     */
    public Optional<Page> run(Caller caller, Filter filter, Optional<Long> before, int limit) {
        if (!caller.administers()) {
            return Optional.empty();
        }
        if (before.isEmpty()) {
            trail.chainNotes(caller.organisation());
        }
        return Optional.of(page(caller, filter, before.orElse(Long.MAX_VALUE), limit));
    }

    private Page page(Caller caller, Filter filter, long before, int limit) {
        List<Entry> found = new ArrayList<>();
        long position = before;
        for (int looked = 0; looked < LOOKED_THROUGH; looked += STEP) {
            List<Entry> entries = trail.readBack(caller.organisation(), position, STEP);
            for (Entry entry : entries) {
                position = entry.sequence();
                if (filter.fits(entry)) {
                    found.add(entry);
                }
                if (found.size() == limit) {
                    return new Page(found, next(position));
                }
            }
            if (entries.size() < STEP || isBefore(entries.getLast(), filter)) {
                return new Page(found, Optional.empty());
            }
        }
        return new Page(found, next(position));
    }

    private static Optional<Long> next(long position) {
        return position > 1 ? Optional.of(position) : Optional.empty();
    }

    /** Notes come into the chain up to ten minutes late, so a little more than the wanted time is looked through. */
    private static boolean isBefore(Entry entry, Filter filter) {
        return filter.from()
                .filter(from -> entry.at().isBefore(from.minusSeconds(3_600)))
                .isPresent();
    }
}
