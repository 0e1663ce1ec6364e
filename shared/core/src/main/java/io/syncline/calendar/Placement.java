package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a job stands for one of its assignees.
 *
 * @param connection the connection whose calendar carries it, where there is one
 * @param reason one sentence for a person, where the state needs one
 * @param conflicts what somebody has to decide
 * @param uid the meeting that the job is in that calendar (R23)
 */
public record Placement(
        UserId assignee,
        Optional<Connection> connection,
        State state,
        Optional<String> reason,
        List<Conflict> conflicts,
        Optional<String> uid) {

    public Placement {
        conflicts = List.copyOf(conflicts);
    }

    /** This placement of an event that is that meeting. */
    Placement of(Optional<String> meeting) {
        return new Placement(assignee, connection, state, reason, conflicts, meeting);
    }

    /** How it stands. */
    public enum State {
        /** The assignee has no connected calendar. */
        WAITING,
        /** A run will write it. */
        PENDING,
        /** Both sides agree. */
        IN_STEP,
        /** Somebody has to decide. */
        CONFLICT,
        /** Its owner deleted it from the calendar. */
        REMOVED,
        /** The provider refuses it. */
        FAILED;

        /** The word for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
