package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.List;
import java.util.Optional;

/** The conflicts that somebody decided in the last 30 days (R05). They are stored with the change that they make. */
public interface Resolutions {

    /** The latest decision about a conflict. */
    Optional<ResolvedConflict> find(OrganisationId organisation, ConflictId id);

    /** The decisions about a calendar's conflicts, the latest first; of the same conflict only the latest. */
    List<ResolvedConflict> list(OrganisationId organisation, CalendarRef calendar);
}
