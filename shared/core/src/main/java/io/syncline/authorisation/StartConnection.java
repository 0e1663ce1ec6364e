package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Starts to connect an account: the authorisation that follows works once, in this browser, for ten minutes. */
public final class StartConnection {

    /** How long a person has to come back from the provider. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private final Connections connections;
    private final AuthorizationServers servers;
    private final PendingAuthorisations pendings;
    private final StateSignatures signatures;
    private final RedirectUris redirectUris;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** A use case whose {@code random} is cryptographically strong. */
    public StartConnection(
            Connections connections,
            AuthorizationServers servers,
            PendingAuthorisations pendings,
            StateSignatures signatures,
            RedirectUris redirectUris,
            RandomGenerator random,
            InstantSource clock) {
        this.connections = connections;
        this.servers = servers;
        this.pendings = pendings;
        this.signatures = signatures;
        this.redirectUris = redirectUris;
        this.random = random;
        this.clock = clock;
    }

    /**
     * What is to be connected.
     *
     * @param services what is wanted; for a connection that is there already, what is wanted besides
     * @param again the connection that is to be connected again or extended
     */
    public record Wish(Provider provider, Set<Service> services, ReturnPath returnTo, Optional<ConnectionId> again) {

        public Wish {
            services = Set.copyOf(services);
        }
    }

    /** How starting can end. */
    public sealed interface Start {

        /**
         * The browser goes on at the provider.
         *
         * @param id of the authorisation; it tells cookies of several starts apart
         * @param cookie to be kept by the browser until it comes back
         */
        record Started(URI authorizationUri, String id, Secret cookie, Instant expiresAt) implements Start {}

        /** This installation has no credentials for the provider. */
        record NotConfigured() implements Start {}

        /** The connection to be extended is not there, is of another provider, or is not the caller's own. */
        record NotFound() implements Start {}

        /** The organisation was removed from this installation. */
        record Gone() implements Start {}
    }

    /** Remembers what is started and says where the browser goes on. */
    public Start run(Caller caller, Wish wish) {
        AuthorizationServer server = servers.of(wish.provider());
        if (!server.isConfigured()) {
            return new Start.NotConfigured();
        }
        Optional<Connection> before = wish.again().flatMap(id -> own(caller, wish.provider(), id));
        if (wish.again().isPresent() && before.isEmpty()) {
            return new Start.NotFound();
        }
        try {
            return started(caller, wish, before, server);
        } catch (OrganisationGone e) {
            return new Start.Gone();
        }
    }

    /** Only its owner can connect an account again: nobody else can sign in to it. */
    private Optional<Connection> own(Caller caller, Provider provider, ConnectionId id) {
        return connections
                .find(caller.organisation(), id)
                .filter(one -> one.owner().equals(caller.user()) && one.provider() == provider);
    }

    private Start started(Caller caller, Wish wish, Optional<Connection> before, AuthorizationServer server) {
        String cookie = RandomText.of(32, random);
        String verifier = RandomText.of(32, random);
        PendingAuthorisation pending = new PendingAuthorisation(
                RandomText.of(24, random),
                caller.organisation(),
                caller.user(),
                caller.name(),
                wish.provider(),
                services(wish, before),
                wish.again(),
                Secret.of(verifier),
                RandomText.hashOf(cookie),
                wish.returnTo().value(),
                clock.instant().plus(LIFE));
        pendings.add(pending, deed(caller, pending));
        URI uri = server.authorizationUri(new Authorization(
                pending.services(),
                SignedState.of(pending).signedBy(signatures),
                RandomText.challengeOf(verifier),
                redirectUris.of(wish.provider()),
                before.map(one -> one.account().email()).filter(email -> !email.isEmpty()),
                before.flatMap(StartConnection::claims)));
        return new Start.Started(uri, pending.id(), Secret.of(cookie), pending.expiresAt());
    }

    private static Deed deed(Caller caller, PendingAuthorisation pending) {
        return Deed.done(
                Actor.of(caller),
                Action.CONNECTION_STARTED,
                pending.expected()
                        .map(id -> "connection/" + id.value())
                        .orElse("provider/" + pending.provider().word()),
                "for " + Words.of(pending.services()));
    }

    private static Set<Service> services(Wish wish, Optional<Connection> before) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        services.addAll(wish.services());
        before.ifPresent(one -> services.addAll(one.requested()));
        return Words.withoutCovered(services);
    }

    private static Optional<String> claims(Connection connection) {
        return connection.state() instanceof ConnectionState.NeedsReconnect dead ? dead.claims() : Optional.empty();
    }
}
