package io.syncline.api;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Health;
import io.syncline.connection.Service;
import io.syncline.connection.Trouble;
import io.syncline.identity.Caller;
import io.syncline.token.TokenVault.Facts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Connection} of {@code docs/openapi.yaml}. */
record ConnectionForm(
        String id,
        String provider,
        AccountForm account,
        String owner,
        @Nullable String ownerName,
        boolean own,
        List<ServiceForm> services,
        String state,
        @Nullable String problem,
        @Nullable String since,
        @Nullable String nextTry,
        @Nullable ChosenForm calendar,
        String connectedAt,
        @Nullable String lastRefreshAt) {

    record AccountForm(String email, String name) {}

    record ServiceForm(String service, boolean requested, boolean granted, String health) {}

    record ChosenForm(String id, String name) {}

    static ConnectionForm of(Caller caller, Connection connection, Optional<Facts> facts) {
        Standing standing = Standing.of(connection);
        return new ConnectionForm(
                connection.id().value(),
                connection.provider().word(),
                new AccountForm(
                        connection.account().email(), connection.account().name()),
                connection.owner().value(),
                nameOf(connection),
                connection.owner().equals(caller.user()),
                Arrays.stream(Service.values())
                        .map(service -> service(connection, service))
                        .toList(),
                standing.word(),
                standing.problem(),
                text(standing.since()),
                text(standing.nextTry()),
                connection
                        .calendar()
                        .map(chosen -> new ChosenForm(chosen.id(), chosen.name()))
                        .orElse(null),
                connection.connectedAt().toString(),
                text(facts.map(Facts::storedAt)));
    }

    /** The owner's name as they were signed in; as their provider knows it where that was not kept. */
    static @Nullable String nameOf(Connection connection) {
        String name = connection.ownerName().isEmpty() ? connection.account().name() : connection.ownerName();
        return name.isEmpty() ? null : name;
    }

    private static ServiceForm service(Connection connection, Service service) {
        return new ServiceForm(
                service.word(),
                connection.requested().contains(service),
                service.isCoveredBy(connection.granted()),
                connection.requested().contains(service) ? word(Health.of(connection, service)) : "off");
    }

    private static String word(Health health) {
        return switch (health) {
            case Health.Healthy _ -> "healthy";
            case Health.Degraded _ -> "degraded";
            case Health.NeedsReconnect _ -> "needs-reconnect";
            case Health.NeedsAdministrator _ -> "needs-administrator";
            case Health.NotGranted _ -> "not-granted";
            case Health.SwitchedOff _, Health.Disconnected _ -> "off";
        };
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    /** The account as a whole. */
    private record Standing(String word, @Nullable String problem, Optional<Instant> since, Optional<Instant> nextTry) {

        static Standing of(Connection connection) {
            return switch (connection.state()) {
                case ConnectionState.NeedsReconnect dead ->
                    new Standing("needs-reconnect", dead.reason(), Optional.of(dead.since()), Optional.empty());
                case ConnectionState.NeedsAdministrator dead ->
                    new Standing("needs-administrator", dead.reason(), Optional.of(dead.since()), Optional.empty());
                case ConnectionState.Active _ ->
                    connection
                            .trouble()
                            .map(Standing::degraded)
                            .orElseGet(() -> new Standing("active", null, Optional.empty(), Optional.empty()));
                case ConnectionState.Disconnected _ -> throw new IllegalStateException("It is not shown any more");
            };
        }

        private static Standing degraded(Trouble trouble) {
            return new Standing(
                    "degraded", trouble.reason(), Optional.of(trouble.since()), Optional.of(trouble.nextTry()));
        }
    }
}
