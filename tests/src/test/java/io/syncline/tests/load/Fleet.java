package io.syncline.tests.load;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.providers.oauth.HandedOut;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.token.RefreshOrder;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connected accounts of one organisation. Grants are real ones of the simulated provider and rows are written by the
 * real adapters; only nobody went through a page for each.
 */
public final class Fleet {

    /** Two rows each, and one entry for all. */
    private static final int TOGETHER = 40;

    private final OrganisationId organisation;
    private final Provider provider;
    private final Map<Connection, HandedOut> members;

    private Fleet(OrganisationId organisation, Provider provider, Map<Connection, HandedOut> members) {
        this.organisation = organisation;
        this.provider = provider;
        this.members = members;
    }

    /**
     * How long the first tokens live.
     *
     * @param refreshAt when the schedule wants them refreshed, if ever
     */
    public record Life(Instant expiresAt, Optional<Instant> refreshAt) {

        /** Over since a minute, and left alone by the schedule: whoever asks for a token has to renew it. */
        public static Life over() {
            return new Life(Instant.now().minusSeconds(60), Optional.empty());
        }

        /** For two hours more; the schedule refreshes them from the given moment on. */
        public static Life dueAt(Instant moment) {
            return new Life(Instant.now().plusSeconds(7_200), Optional.of(moment));
        }
    }

    /** Connects so many accounts. */
    public static Fleet connect(
            LocalCloud cloud, OrganisationId organisation, Provider provider, int count, Life life) {
        Registry registry =
                Worker.of(cloud, "oauth-callback", InstantSource.system()).aws().registry();
        Map<Connection, HandedOut> members = new LinkedHashMap<>();
        for (int from = 0; from < count; from += TOGETHER) {
            Map<Connection, HandedOut> some = new LinkedHashMap<>();
            for (int number = from; number < Math.min(count, from + TOGETHER); number++) {
                admit(cloud, organisation, provider, number, some);
            }
            store(registry, organisation, some, life);
            members.putAll(some);
        }
        return new Fleet(organisation, provider, members);
    }

    private static void admit(
            LocalCloud cloud,
            OrganisationId organisation,
            Provider provider,
            int number,
            Map<Connection, HandedOut> members) {
        String email = "p" + number + "@" + organisation.value() + "." + provider.word() + ".example";
        HandedOut grant = cloud.simulators()
                .control()
                .handOut(simulated(provider), email, client(cloud, provider), List.copyOf(scopes(provider)));
        members.put(connection(organisation, provider, email), grant);
    }

    /** The provider as the simulators name it. */
    public static io.syncline.local.providers.account.Provider simulated(Provider provider) {
        return io.syncline.local.providers.account.Provider.of(provider.word());
    }

    private static OAuthClient client(LocalCloud cloud, Provider provider) {
        return switch (provider) {
            case GOOGLE -> cloud.simulators().googleClient();
            case MICROSOFT -> cloud.simulators().microsoftClient();
        };
    }

    /** As the provider answers them. */
    private static Set<String> scopes(Provider provider) {
        return switch (provider) {
            case GOOGLE ->
                Set.of(
                        "openid",
                        "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
                        "https://www.googleapis.com/auth/calendar.events");
            case MICROSOFT -> Set.of("openid", "User.Read", "Calendars.ReadWrite");
        };
    }

    private static Connection connection(OrganisationId organisation, Provider provider, String email) {
        return new Connection(
                organisation,
                ConnectionId.of(organisation, provider, email),
                new UserId(email),
                email,
                provider,
                new ProviderAccount(email, email, email),
                Set.of(Service.CALENDAR),
                Set.of(Service.CALENDAR),
                new ConnectionState.Active(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Instant.now(),
                0);
    }

    private static void store(
            Registry registry, OrganisationId organisation, Map<Connection, HandedOut> members, Life life) {
        List<Change> changes = new ArrayList<>();
        members.forEach((connection, grant) -> {
            changes.add(new Change.PutConnection(connection));
            changes.add(new Change.PutTokens(connection.id(), tokens(connection.provider(), grant, life)));
        });
        Deed deed = Deed.done(
                Actor.operator("load"),
                Action.CONNECTION_COMPLETED,
                "organisation/" + organisation.value(),
                members.size() + " accounts");
        if (!registry.commit(organisation, changes, List.of(deed))) {
            throw new IllegalStateException("Somebody connected the same accounts before");
        }
    }

    private static TokenSet tokens(Provider provider, HandedOut grant, Life life) {
        return new TokenSet(
                Secret.of(grant.accessToken()),
                Optional.of(Secret.of(grant.refreshToken())),
                life.expiresAt(),
                scopes(provider),
                life.refreshAt(),
                0);
    }

    public OrganisationId organisation() {
        return organisation;
    }

    public Provider provider() {
        return provider;
    }

    /** As they are stored since they were connected. */
    public List<Connection> connections() {
        return members.keySet().stream().map(Connection::stored).toList();
    }

    /** The numbers of the grants, as the provider's ledger knows them. */
    public Set<Long> grants() {
        return Set.copyOf(members.values().stream().map(HandedOut::grant).toList());
    }

    /** Orders to refresh all of them. */
    public List<RefreshOrder> orders(int size) {
        return orders(connections(), size);
    }

    /** Orders to refresh these connections of one organisation. */
    public static List<RefreshOrder> orders(List<Connection> connections, int size) {
        List<RefreshOrder> orders = new ArrayList<>();
        for (int from = 0; from < connections.size(); from += size) {
            List<Connection> some = connections.subList(from, Math.min(connections.size(), from + size));
            orders.add(new RefreshOrder(
                    some.getFirst().organisation(),
                    some.stream().map(Connection::id).toList()));
        }
        return orders;
    }
}
