package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What was decided about conflicts, as commits of {@link InMemoryCalendarItems} stored it. */
public final class InMemoryResolutions implements Resolutions {

    private static final Duration MEMORY = Duration.ofDays(30);

    private final InMemoryRows rows;
    private final InstantSource clock;

    public InMemoryResolutions(InMemoryRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Optional<ResolvedConflict> find(OrganisationId organisation, ConflictId id) {
        return remembered(organisation).stream()
                .filter(resolved -> resolved.conflict().id().equals(id))
                .findFirst();
    }

    @Override
    public List<ResolvedConflict> list(OrganisationId organisation, CalendarRef calendar) {
        return remembered(organisation).stream()
                .filter(resolved -> resolved.conflict().id().calendar().equals(calendar))
                .toList();
    }

    private List<ResolvedConflict> remembered(OrganisationId organisation) {
        return rows.resolved(organisation).stream()
                .filter(resolved -> resolved.at().isAfter(clock.instant().minus(MEMORY)))
                .toList();
    }
}
