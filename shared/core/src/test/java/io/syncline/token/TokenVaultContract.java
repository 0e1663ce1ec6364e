package io.syncline.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link TokenVault} does. */
public abstract class TokenVaultContract {

    protected static final OrganisationId ACME = new OrganisationId("acme");
    protected static final OrganisationId OTHER = new OrganisationId("other");
    protected static final ConnectionId CONNECTION = new ConnectionId("c_1");

    protected abstract TokenVault vault();

    @Test
    void stored_tokens_are_read_back() {
        TokenVault vault = vault();
        TokenSet stored = vault.store(ACME, CONNECTION, tokens("one"), 0).orElseThrow();
        assertThat(stored.version()).isEqualTo(1);
        assertThat(vault.read(ACME, CONNECTION)).contains(stored);
        assertThat(stored.accessToken()).isEqualTo(Secret.of("access-one"));
    }

    @Test
    void tokens_without_refresh_token_stay_without() {
        TokenVault vault = vault();
        TokenSet poor = new TokenSet(Secret.of("access"), Optional.empty(), Instant.EPOCH, Set.of(), 0);
        TokenSet stored = vault.store(ACME, CONNECTION, poor, 0).orElseThrow();
        assertThat(vault.read(ACME, CONNECTION)).contains(stored);
    }

    @Test
    void of_two_writers_on_one_version_one_wins() {
        TokenVault vault = vault();
        vault.store(ACME, CONNECTION, tokens("one"), 0);
        TokenSet winner = vault.store(ACME, CONNECTION, tokens("two"), 1).orElseThrow();
        assertThat(vault.store(ACME, CONNECTION, tokens("three"), 1)).isEmpty();
        assertThat(vault.store(ACME, CONNECTION, tokens("four"), 0)).isEmpty();
        assertThat(vault.read(ACME, CONNECTION)).contains(winner);
    }

    @Test
    void destroyed_tokens_are_gone_and_destroying_again_is_fine() {
        TokenVault vault = vault();
        vault.store(ACME, CONNECTION, tokens("one"), 0);
        vault.destroy(ACME, CONNECTION);
        vault.destroy(ACME, CONNECTION);
        assertThat(vault.read(ACME, CONNECTION)).isEmpty();
        assertThat(vault.store(ACME, CONNECTION, tokens("two"), 0)).isPresent();
    }

    @Test
    void another_organisation_sees_nothing() {
        TokenVault vault = vault();
        vault.store(ACME, CONNECTION, tokens("one"), 0);
        assertThat(vault.read(OTHER, CONNECTION)).isEmpty();
    }

    protected static TokenSet tokens(String name) {
        return new TokenSet(
                Secret.of("access-" + name),
                Optional.of(Secret.of("refresh-" + name)),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of("calendar", "email"),
                0);
    }
}
