package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Connections for tests to begin with. */
public final class Samples {

    private Samples() {}

    /** A Google account that was just connected for calendars, not stored yet. */
    public static Connection connection(OrganisationId organisation, UserId owner, String account) {
        return new Connection(
                organisation,
                ConnectionId.of(organisation, Provider.GOOGLE, account),
                owner,
                "Tess Turner",
                Provider.GOOGLE,
                new ProviderAccount(account, account + "@fieldworks.example", ""),
                Set.of(Service.CALENDAR),
                Set.of(Service.CALENDAR),
                new ConnectionState.Active(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Instant.parse("2026-11-22T08:00:00Z"),
                0);
    }
}
