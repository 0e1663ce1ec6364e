package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Access tokens that this worker used a moment ago, so that a look at a calendar in which nothing happened costs no
 * reading of the vault, and a mere poll no reading of the connection either. They are good for looking: before anything
 * is stored or written the connection is read again. Kept in memory, for five minutes at most.
 */
final class OpenGrants {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST = 500;

    private final InstantSource clock;
    private final Map<Key, Open> open = new ConcurrentHashMap<>();

    OpenGrants(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(OrganisationId organisation, ConnectionId connection) {}

    /** A grant that was good a moment ago. */
    record Open(Connection connection, TokenUse use, Secret token, Instant until) {}

    /** The token of a connection that is as it was when the token was given out. */
    Optional<Secret> find(SyncedCalendar calendar, Connection connection) {
        return find(calendar)
                .filter(grant -> grant.connection().equals(connection))
                .map(Open::token);
    }

    /** The grant for another look at a calendar that goes on as it was. */
    Optional<Open> find(SyncedCalendar calendar) {
        return Optional.ofNullable(open.get(key(calendar)))
                .filter(grant -> grant.until().isAfter(clock.instant()))
                .filter(grant -> CalendarRef.chosenOf(grant.connection())
                        .filter(calendar.ref()::equals)
                        .isPresent());
    }

    void remember(SyncedCalendar calendar, Connection connection, TokenUse use, Secret token, Instant expiresAt) {
        if (open.size() >= MOST) {
            open.clear();
        }
        Instant end = clock.instant().plus(LIFE);
        open.put(key(calendar), new Open(connection, use, token, expiresAt.isBefore(end) ? expiresAt : end));
    }

    void forget(SyncedCalendar calendar) {
        open.remove(key(calendar));
    }

    private static Key key(SyncedCalendar calendar) {
        return new Key(calendar.organisation(), calendar.ref().connection());
    }
}
