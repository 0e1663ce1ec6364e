package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.List;

/** The lines that commits of {@link InMemoryCalendarItems} added. */
public final class InMemoryExplanations implements Explanations {

    private final InMemoryRows rows;

    public InMemoryExplanations(InMemoryRows rows) {
        this.rows = rows;
    }

    @Override
    public List<Explanation> find(OrganisationId organisation, CalendarRef calendar, JobId job, int atMost) {
        return rows.explanations(organisation, calendar, job).stream()
                .limit(atMost)
                .toList();
    }
}
