package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reviews that are gone when the test ends. */
public final class InMemoryReviews implements Reviews {

    private static final Duration MEMORY = Duration.ofDays(30);

    /** Small, so that tests turn pages. */
    private static final int PAGE = 10;

    private final InMemoryRows rows;
    private final InstantSource clock;
    private final Map<Key, Settled> settled = new HashMap<>();

    public InMemoryReviews(InMemoryRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public synchronized void save(OrganisationId organisation, Settled review) {
        settled.put(new Key(organisation, review.calendar(), review.review().id()), review);
    }

    @Override
    public synchronized Optional<Settled> find(OrganisationId organisation, CalendarRef calendar, String id) {
        return Optional.ofNullable(settled.get(new Key(organisation, calendar, id)))
                .filter(this::isRemembered);
    }

    @Override
    public synchronized List<Settled> list(OrganisationId organisation, CalendarRef calendar) {
        return settled.entrySet().stream()
                .filter(entry -> entry.getKey().organisation.equals(organisation)
                        && entry.getKey().calendar.equals(calendar))
                .map(Map.Entry::getValue)
                .filter(this::isRemembered)
                .sorted(Comparator.comparing(InMemoryReviews::decidedAt).reversed())
                .toList();
    }

    @Override
    public List<Deleted> deleted(
            OrganisationId organisation, CalendarRef calendar, String review, Optional<JobId> after) {
        return rows.deleted(organisation, calendar, review).stream()
                .filter(deleted -> after.isEmpty()
                        || deleted.job().value().compareTo(after.get().value()) > 0)
                .limit(PAGE)
                .toList();
    }

    private boolean isRemembered(Settled review) {
        return decidedAt(review).isAfter(clock.instant().minus(MEMORY));
    }

    private static Instant decidedAt(Settled review) {
        return review.review().decision().orElseThrow().at();
    }

    private record Key(OrganisationId organisation, CalendarRef calendar, String review) {}
}
