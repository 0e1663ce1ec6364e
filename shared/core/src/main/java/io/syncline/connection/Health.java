package io.syncline.connection;

import java.time.Instant;

/** How one service of a connection is doing. */
public sealed interface Health {

    record Healthy() implements Health {}

    /** It does not work now, and mends itself. */
    record Degraded(String reason, Instant since, Instant nextTry) implements Health {}

    /** Its owner has to connect the account again. */
    record NeedsReconnect(String reason, Instant since) implements Health {}

    /** An administrator of the account's organisation has to act. */
    record NeedsAdministrator(String reason, Instant since) implements Health {}

    /** It is switched on, but the account did not allow it: it can be added by asking again. */
    record NotGranted() implements Health {}

    /** Its owner switched it off. */
    record SwitchedOff() implements Health {}

    record Disconnected(Instant since) implements Health {}

    /** The health of a service of the connection. */
    static Health of(Connection connection, Service service) {
        return switch (connection.state()) {
            case ConnectionState.Disconnected(Instant since) -> new Disconnected(since);
            case ConnectionState.NeedsReconnect dead -> new NeedsReconnect(dead.reason(), dead.since());
            case ConnectionState.NeedsAdministrator(String reason, Instant since) ->
                new NeedsAdministrator(reason, since);
            case ConnectionState.Active _ -> ofActive(connection, service);
        };
    }

    private static Health ofActive(Connection connection, Service service) {
        if (!service.isCoveredBy(connection.requested())) {
            return new SwitchedOff();
        }
        if (!service.isCoveredBy(connection.granted())) {
            return new NotGranted();
        }
        return connection
                .trouble()
                .<Health>map(trouble -> new Degraded(trouble.reason(), trouble.since(), trouble.nextTry()))
                .orElseGet(Healthy::new);
    }
}
