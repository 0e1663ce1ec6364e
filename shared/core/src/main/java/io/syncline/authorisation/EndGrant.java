package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.StopSync;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Unfinished;
import io.syncline.token.AuthorizationServer.Revocation;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.TokensUnreadable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows when a connection was disconnected: its runs stop, the provider is asked to forget the grant where no
 * other connection lives by it, and the tokens are destroyed. Doing it twice is no error; it goes on where it broke off.
 */
public final class EndGrant {

    /** So long a provider that does not answer is asked again; then the tokens are destroyed all the same. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Connections connections;
    private final TokenVault vault;
    private final Registry registry;
    private final AuthorizationServers servers;
    private final StopSync stopSync;
    private final InstantSource clock;

    public EndGrant(
            Connections connections,
            TokenVault vault,
            Registry registry,
            AuthorizationServers servers,
            StopSync stopSync,
            InstantSource clock) {
        this.connections = connections;
        this.vault = vault;
        this.registry = registry;
        this.servers = servers;
        this.stopSync = stopSync;
        this.clock = clock;
    }

    /** Ends it; one that was connected again meanwhile, or that is ended already, is left alone. */
    public void run(Connection disconnected, Actor actor) {
        connections
                .find(disconnected.organisation(), disconnected.id())
                .filter(one -> one.unfinished().contains(Unfinished.END_GRANT))
                .ifPresent(one -> end(one, actor));
    }

    private void end(Connection connection, Actor actor) {
        CalendarRef.chosenOf(connection).ifPresent(ref -> stopSync.run(connection.organisation(), ref));
        Optional<TokenSet> tokens = tokens(connection);
        List<Deed> deeds = new ArrayList<>();
        if (tokens.isPresent() && !connections.isAccountUsedElsewhere(connection)) {
            Revocation revocation = revoke(connection, tokens.get());
            if (revocation == Revocation.UNAVAILABLE && !isPatienceOver(connection)) {
                return; // the tokens stay sealed and unused until the provider answers
            }
            deeds.add(revoked(connection, actor, revocation));
        }
        deeds.add(Deed.done(actor, Action.TOKEN_DESTROYED, connection.subject(), ""));
        registry.commit(
                connection.organisation(),
                List.of(
                        new Change.PutConnection(connection.done(Unfinished.END_GRANT)),
                        new Change.DestroyTokens(connection.id())),
                deeds);
    }

    private Optional<TokenSet> tokens(Connection connection) {
        try {
            return vault.read(connection.organisation(), connection.id());
        } catch (TokensUnreadable e) {
            return Optional.empty(); // nothing can be revoked with them, and they are destroyed anyway
        }
    }

    private Revocation revoke(Connection connection, TokenSet tokens) {
        return servers.of(connection.provider()).revoke(tokens.refreshToken().orElse(tokens.accessToken()));
    }

    private boolean isPatienceOver(Connection connection) {
        return connection.state() instanceof ConnectionState.Disconnected(var since)
                && clock.instant().isAfter(since.plus(PATIENCE));
    }

    private static Deed revoked(Connection connection, Actor actor, Revocation revocation) {
        return switch (revocation) {
            case REVOKED -> Deed.done(actor, Action.GRANT_REVOKED, connection.subject(), "at the provider");
            case NOT_OFFERED ->
                Deed.done(actor, Action.GRANT_REVOKED, connection.subject(), "the provider has no such call");
            case UNAVAILABLE ->
                Deed.failed(actor, Action.GRANT_REVOKED, connection.subject(), "the provider did not answer");
        };
    }
}
