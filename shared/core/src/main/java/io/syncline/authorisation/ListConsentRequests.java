package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.identity.Caller;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody waits for an administrator's consent for, each with the link that the administrator is to be sent. */
public final class ListConsentRequests {

    /** How long a link works. */
    static final Duration LINK_LIFE = Duration.ofDays(30);

    private final ConsentRequests requests;
    private final AuthorizationServers servers;
    private final StateSignatures signatures;
    private final RedirectUris redirectUris;
    private final InstantSource clock;

    public ListConsentRequests(
            ConsentRequests requests,
            AuthorizationServers servers,
            StateSignatures signatures,
            RedirectUris redirectUris,
            InstantSource clock) {
        this.requests = requests;
        this.servers = servers;
        this.signatures = signatures;
        this.redirectUris = redirectUris;
        this.clock = clock;
    }

    /**
     * A request with its link.
     *
     * @param link for the administrator's browser; empty where the provider has no such page, and its administrators
     *     allow applications in their own console
     */
    public record Waiting(ConsentRequest request, Optional<URI> link) {}

    /** The caller's own. */
    public List<Waiting> run(Caller caller) {
        return Arrays.stream(Provider.values())
                .flatMap(provider -> requests.find(caller.organisation(), caller.user(), provider).stream())
                .map(this::withLink)
                .toList();
    }

    private Waiting withLink(ConsentRequest request) {
        AuthorizationServer server = servers.of(request.provider());
        if (!server.isConfigured()) {
            return new Waiting(request, Optional.empty());
        }
        ConsentState state = new ConsentState(
                request.provider(),
                request.organisation(),
                request.user(),
                clock.instant().plus(LINK_LIFE));
        return new Waiting(
                request,
                server.adminConsentUri(
                        request.services(),
                        state.signedBy(signatures),
                        redirectUris.ofAdminConsent(request.provider())));
    }
}
