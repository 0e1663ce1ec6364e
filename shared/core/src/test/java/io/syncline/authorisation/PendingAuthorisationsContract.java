package io.syncline.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Keyrings;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PendingAuthorisations} does. */
public abstract class PendingAuthorisationsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final Deed DEED =
            Deed.done(Actor.person(new UserId("tess")), Action.CONNECTION_STARTED, "provider/microsoft", "");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract PendingAuthorisations pending();

    /** The trail that its entries are in. */
    protected abstract AuditTrail trail();

    /** The keys that seal its verifiers. */
    protected abstract Keyrings keyrings();

    @Test
    void what_was_started_is_claimed_once() {
        PendingAuthorisations all = pending();
        PendingAuthorisation started = authorisation("one");
        all.add(started, DEED);
        assertThat(all.claim("one")).contains(started);
        assertThat(all.claim("one")).isEmpty();
    }

    @Test
    void what_was_never_started_is_not_claimed() {
        PendingAuthorisations all = pending();
        all.add(authorisation("one"), DEED);
        assertThat(all.claim("two")).isEmpty();
        assertThat(all.claim("")).isEmpty();
        assertThat(all.claim("x".repeat(10_000))).isEmpty();
    }

    @Test
    void of_many_claimers_at_once_one_gets_it() throws Exception {
        PendingAuthorisations all = pending();
        all.add(authorisation("one"), DEED);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> claims = IntStream.range(0, 8)
                    .mapToObj(_ -> (Callable<Boolean>) () -> all.claim("one").isPresent())
                    .toList();
            int won = 0;
            for (Future<Boolean> claim : threads.invokeAll(claims)) {
                won += claim.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void a_start_stands_in_the_trail() {
        pending().add(authorisation("one"), DEED);
        assertThat(trail().read(ACME, 1, 10))
                .extracting(stored -> stored.entry().deed())
                .contains(DEED);
    }

    @Test
    void one_that_extends_nothing_is_read_back_so() {
        PendingAuthorisation plain = authorisation("one", "", Optional.empty());
        pending().add(plain, DEED);
        assertThat(pending().claim("one")).contains(plain);
    }

    @Test
    void for_an_organisation_that_leaves_nothing_is_started() {
        Deed leaving = Deed.done(Actor.operator("test"), Action.ORGANISATION_REMOVED, "organisation/acme", "");
        keyrings().close(ACME, leaving);
        assertThatThrownBy(() -> pending().add(authorisation("one"), DEED)).isInstanceOf(OrganisationGone.class);
        assertThat(pending().claim("one")).isEmpty();
        assertThat(trail().read(ACME, 1, 10))
                .extracting(stored -> stored.entry().deed())
                .doesNotContain(DEED);
    }

    private static PendingAuthorisation authorisation(String id) {
        return authorisation(id, "Tess Turner", Optional.of(new ConnectionId("c_1")));
    }

    private static PendingAuthorisation authorisation(String id, String name, Optional<ConnectionId> expected) {
        return new PendingAuthorisation(
                id,
                ACME,
                new UserId("tess"),
                name,
                Provider.MICROSOFT,
                Set.of(Service.CALENDAR, Service.MAIL),
                expected,
                Secret.of("a-verifier-of-forty-three-characters-or-more"),
                "ab".repeat(32),
                "/connections",
                Instant.parse("2026-11-22T12:10:00Z"));
    }
}
