package io.syncline.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Registry.Change;
import io.syncline.token.TokenVault.Due;
import io.syncline.token.TokenVault.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link TokenVault} does. */
public abstract class TokenVaultContract {

    protected static final OrganisationId ACME = new OrganisationId("acme");
    protected static final OrganisationId OTHER = new OrganisationId("other");
    protected static final ConnectionId CONNECTION = new ConnectionId("c_1");
    protected static final ConnectionId SECOND = new ConnectionId("c_2");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract TokenVault vault();

    /** What changes the same rows. */
    protected abstract Registry registry();

    private boolean put(OrganisationId organisation, ConnectionId connection, TokenSet tokens) {
        return registry().commit(organisation, List.of(new Change.PutTokens(connection, tokens)), List.of());
    }

    private void destroy() {
        registry().commit(ACME, List.of(new Change.DestroyTokens(CONNECTION)), List.of());
    }

    @Test
    void stored_tokens_are_read_back() {
        assertThat(put(ACME, CONNECTION, tokens("one"))).isTrue();
        assertThat(vault().read(ACME, CONNECTION)).contains(tokens("one").stored());
    }

    @Test
    void tokens_without_refresh_token_scopes_or_schedule_stay_without() {
        TokenSet poor =
                new TokenSet(Secret.of("access"), Optional.empty(), Instant.EPOCH, Set.of(), Optional.empty(), 0);
        put(ACME, CONNECTION, poor);
        assertThat(vault().read(ACME, CONNECTION)).contains(poor.stored());
    }

    @Test
    void long_tokens_with_unusual_characters_are_read_back() {
        TokenSet odd = new TokenSet(
                Secret.of("ä€😀\n\0" + "x".repeat(6_000)),
                Optional.of(Secret.of("#" + "y".repeat(6_000))),
                Instant.EPOCH,
                Set.of("https://www.googleapis.com/auth/calendar"),
                Optional.empty(),
                0);
        put(ACME, CONNECTION, odd);
        assertThat(vault().read(ACME, CONNECTION)).contains(odd.stored());
    }

    @Test
    void of_two_writers_on_one_version_one_wins() {
        put(ACME, CONNECTION, tokens("one"));
        assertThat(put(ACME, CONNECTION, version(tokens("two"), 1))).isTrue();
        assertThat(put(ACME, CONNECTION, version(tokens("three"), 1))).isFalse();
        assertThat(put(ACME, CONNECTION, tokens("four"))).isFalse();
        assertThat(vault().read(ACME, CONNECTION)).contains(version(tokens("two"), 2));
    }

    @Test
    void destroyed_tokens_are_gone_and_destroying_again_is_fine() {
        put(ACME, CONNECTION, tokens("one"));
        destroy();
        destroy();
        assertThat(vault().read(ACME, CONNECTION)).isEmpty();
        assertThat(put(ACME, CONNECTION, version(tokens("two"), 1))).isFalse();
        assertThat(put(ACME, CONNECTION, tokens("two"))).isTrue();
    }

    @Test
    void another_organisation_sees_nothing() {
        put(ACME, CONNECTION, tokens("one"));
        assertThat(vault().read(OTHER, CONNECTION)).isEmpty();
        assertThat(vault().read(OTHER, Set.of(CONNECTION))).isEmpty();
        assertThat(vault().facts(OTHER, Set.of(CONNECTION))).isEmpty();
    }

    @Test
    void several_are_read_at_once_and_those_that_have_none_are_left_out() {
        put(ACME, CONNECTION, tokens("one"));
        put(ACME, SECOND, tokens("two"));
        assertThat(vault().read(ACME, Set.of(CONNECTION, SECOND, new ConnectionId("c_3"))))
                .containsOnlyKeys(CONNECTION, SECOND)
                .containsEntry(SECOND, tokens("two").stored());
        assertThat(vault().read(ACME, Set.of())).isEmpty();
    }

    @Test
    void what_stands_beside_the_tokens_is_known_without_opening_them() {
        Instant before = clock.instant();
        put(ACME, CONNECTION, tokens("one"));
        clock.goOn(Duration.ofMinutes(50));
        put(ACME, SECOND, tokens("two"));
        assertThat(vault().facts(ACME, Set.of(CONNECTION, SECOND, new ConnectionId("c_3"))))
                .containsOnlyKeys(CONNECTION, SECOND)
                .containsEntry(CONNECTION, new Facts(tokens("one").expiresAt(), before))
                .containsEntry(SECOND, new Facts(tokens("two").expiresAt(), clock.instant()));
    }

    @Test
    void those_that_are_to_be_refreshed_are_due_across_organisations_the_first_to_end_at_the_head() {
        Instant now = clock.instant();
        put(ACME, SECOND, dueAt(now.plusSeconds(60)));
        put(OTHER, CONNECTION, dueAt(now));
        put(ACME, CONNECTION, dueAt(now.minusSeconds(60)));
        assertThat(vault().due(now.minusSeconds(61), 10)).isEmpty();
        assertThat(vault().due(now, 10)).containsExactly(new Due(ACME, CONNECTION), new Due(OTHER, CONNECTION));
        assertThat(vault().due(now, 1)).containsExactly(new Due(ACME, CONNECTION));
    }

    @Test
    void parked_and_destroyed_tokens_are_never_due() {
        Instant now = clock.instant();
        put(ACME, CONNECTION, dueAt(now));
        put(ACME, CONNECTION, version(dueAt(now).parked(), 1));
        put(ACME, SECOND, dueAt(now));
        registry().commit(ACME, List.of(new Change.DestroyTokens(SECOND)), List.of());
        assertThat(vault().due(now.plus(365, ChronoUnit.DAYS), 10)).isEmpty();
        assertThat(vault().read(ACME, CONNECTION)).isPresent();
    }

    protected static TokenSet version(TokenSet tokens, long version) {
        return new TokenSet(
                tokens.accessToken(),
                tokens.refreshToken(),
                tokens.expiresAt(),
                tokens.scopes(),
                tokens.refreshAt(),
                version);
    }

    private static TokenSet dueAt(Instant moment) {
        return new TokenSet(
                Secret.of("access"),
                Optional.of(Secret.of("refresh")),
                moment.plusSeconds(900),
                Set.of(),
                Optional.of(moment),
                0);
    }

    protected static TokenSet tokens(String name) {
        return new TokenSet(
                Secret.of("access-" + name),
                Optional.of(Secret.of("refresh-" + name)),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of("calendar", "email"),
                Optional.of(Instant.parse("2026-11-22T12:45:00Z")),
                0);
    }
}
