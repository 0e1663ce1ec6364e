package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Starts to connect an account: the authorisation that follows works once, in this browser, for ten minutes. */
public final class StartConnection {

    /** How long a person has to come back from the provider. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private final AuthorizationServers servers;
    private final PendingAuthorisations pendings;
    private final StateSignatures signatures;
    private final RedirectUris redirectUris;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** A use case whose {@code random} is cryptographically strong. */
    public StartConnection(
            AuthorizationServers servers,
            PendingAuthorisations pendings,
            StateSignatures signatures,
            RedirectUris redirectUris,
            RandomGenerator random,
            InstantSource clock) {
        this.servers = servers;
        this.pendings = pendings;
        this.signatures = signatures;
        this.redirectUris = redirectUris;
        this.random = random;
        this.clock = clock;
    }

    /** How starting can end. */
    public sealed interface Start {

        /**
         * The browser goes on at the provider.
         *
         * @param cookie to be kept by the browser until it comes back
         */
        record Started(URI authorizationUri, Secret cookie, Instant expiresAt) implements Start {}

        /** This installation has no credentials for the provider. */
        record NotConfigured() implements Start {}
    }

    /** Remembers what is started and says where the browser goes on. */
    public Start run(Caller caller, Provider provider, Set<Service> services, ReturnPath returnTo) {
        AuthorizationServer server = servers.of(provider);
        if (!server.isConfigured()) {
            return new Start.NotConfigured();
        }
        String cookie = RandomText.of(32, random);
        String verifier = RandomText.of(32, random);
        PendingAuthorisation pending = new PendingAuthorisation(
                RandomText.of(24, random),
                caller.organisation(),
                caller.user(),
                provider,
                services,
                Secret.of(verifier),
                RandomText.hashOf(cookie),
                returnTo.value(),
                clock.instant().plus(LIFE));
        pendings.add(pending);
        String state = SignedState.of(pending).signedBy(signatures);
        URI uri = server.authorizationUri(services, state, RandomText.challengeOf(verifier), redirectUris.of(provider));
        return new Start.Started(uri, Secret.of(cookie), pending.expiresAt());
    }
}
