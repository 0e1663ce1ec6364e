package io.syncline.token;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A vault whose doors are open, and that can be told to fail. */
public final class InMemoryTokenVault implements TokenVault {

    private final Map<Key, TokenSet> rows = new HashMap<>();
    private boolean down;

    /** From now on every call fails, or works again. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection) {
        failIfDown();
        return Optional.ofNullable(rows.get(new Key(organisation, connection)));
    }

    @Override
    public synchronized Optional<TokenSet> store(
            OrganisationId organisation, ConnectionId connection, TokenSet tokens, long expectedVersion) {
        failIfDown();
        Key key = new Key(organisation, connection);
        long stored = Optional.ofNullable(rows.get(key)).map(TokenSet::version).orElse(0L);
        if (stored != expectedVersion) {
            return Optional.empty();
        }
        TokenSet next = new TokenSet(
                tokens.accessToken(), tokens.refreshToken(), tokens.expiresAt(), tokens.scopes(), expectedVersion + 1);
        rows.put(key, next);
        return Optional.of(next);
    }

    @Override
    public synchronized void destroy(OrganisationId organisation, ConnectionId connection) {
        failIfDown();
        rows.remove(new Key(organisation, connection));
    }

    private void failIfDown() {
        if (down) {
            throw new VaultUnavailable("The vault is down", new IllegalStateException("told to fail"));
        }
    }

    private record Key(OrganisationId organisation, ConnectionId connection) {}
}
