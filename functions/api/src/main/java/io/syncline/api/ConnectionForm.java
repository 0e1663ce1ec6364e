package io.syncline.api;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Connection} of {@code docs/openapi.yaml}. */
record ConnectionForm(
        String id,
        String provider,
        AccountForm account,
        String owner,
        @Nullable String ownerName,
        List<ServiceForm> services,
        String state,
        @Nullable String problem,
        @Nullable ChosenForm calendar,
        String connectedAt) {

    record AccountForm(String email, String name) {}

    record ServiceForm(String service, boolean granted) {}

    record ChosenForm(String id, String name) {}

    static ConnectionForm of(Connection connection) {
        return new ConnectionForm(
                connection.id().value(),
                connection.provider().word(),
                new AccountForm(
                        connection.account().email(), connection.account().name()),
                connection.owner().value(),
                nameOf(connection),
                connection.requested().stream()
                        .sorted()
                        .map(service -> service(connection, service))
                        .toList(),
                state(connection.state()),
                problem(connection.state()),
                connection
                        .calendar()
                        .map(chosen -> new ChosenForm(chosen.id(), chosen.name()))
                        .orElse(null),
                connection.connectedAt().toString());
    }

    /** The person's name as their provider knows it, for people whose user id says nothing to a reader. */
    static @Nullable String nameOf(Connection connection) {
        String name = connection.account().name();
        return name.isEmpty() ? null : name;
    }

    private static ServiceForm service(Connection connection, Service service) {
        return new ServiceForm(service.word(), connection.granted().contains(service));
    }

    private static String state(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Active _ -> "active";
            case ConnectionState.NeedsReconnect _ -> "needs-reconnect";
            case ConnectionState.Disconnected _ -> throw new IllegalStateException("It is not shown any more");
        };
    }

    private static @Nullable String problem(ConnectionState state) {
        return state instanceof ConnectionState.NeedsReconnect(String reason) ? reason : null;
    }
}
