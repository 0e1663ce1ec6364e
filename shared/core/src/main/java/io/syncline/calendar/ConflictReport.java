package io.syncline.calendar;

import io.syncline.connection.Connection;
import java.util.Optional;

/**
 * A conflict for somebody who decides.
 *
 * @param resolved how it was decided, where it was
 */
public record ConflictReport(Connection connection, Conflict conflict, Optional<ResolvedConflict> resolved) {

    /** One that waits. */
    static ConflictReport open(Connection connection, Conflict conflict) {
        return new ConflictReport(connection, conflict, Optional.empty());
    }

    /** One that was decided. */
    static ConflictReport of(Connection connection, ResolvedConflict resolved) {
        return new ConflictReport(connection, resolved.conflict(), Optional.of(resolved));
    }
}
