package io.syncline.audit;

import java.util.Locale;
import java.util.Optional;

/** What can be done that the trail records. The word of a kind never changes: it is part of what is hashed. */
public enum Action {
    CONNECTION_STARTED,
    CONNECTION_COMPLETED,
    CONNECTION_REFUSED,
    CONNECTION_CHECKED,
    CONNECTION_DISCONNECTED,
    CONSENT_ASKED_OF_ADMINISTRATOR,
    CONSENT_ANSWERED_BY_ADMINISTRATOR,
    PERMISSION_CHANGED,
    CALENDAR_CHOSEN,
    CONFLICT_RESOLVED,
    REVIEW_DECIDED,
    REVIEW_UNDONE,
    JOB_PUT_BACK,
    SYNC_POLICY_CHANGED,
    TOKEN_STORED,
    TOKEN_READ,
    TOKEN_REFRESHED,
    TOKEN_DESTROYED,
    GRANT_DEAD,
    GRANT_REVOKED,
    OWNER_TOLD,
    KEY_CREATED,
    KEY_ROTATED,
    KEY_RETIRED,
    KEYS_SHREDDED,
    KEYS_REPORTED,
    MEMBER_REMOVED,
    ORGANISATION_REMOVED,
    ORGANISATION_READMITTED,
    CONNECTIONS_SEEN,
    TRAIL_SEEN,
    TRAIL_VERIFIED,
    ACCESS_REFUSED;

    /** The word for rows, hashes and JSON, such as {@code token-refreshed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action that a word means, if any. */
    public static Optional<Action> of(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
