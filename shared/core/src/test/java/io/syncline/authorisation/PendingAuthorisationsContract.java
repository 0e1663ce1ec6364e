package io.syncline.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PendingAuthorisations} does. */
public abstract class PendingAuthorisationsContract {

    protected abstract PendingAuthorisations pending();

    @Test
    void what_was_started_is_claimed_once() {
        PendingAuthorisations all = pending();
        PendingAuthorisation started = authorisation("one");
        all.add(started);
        assertThat(all.claim("one")).contains(started);
        assertThat(all.claim("one")).isEmpty();
    }

    @Test
    void what_was_never_started_is_not_claimed() {
        PendingAuthorisations all = pending();
        all.add(authorisation("one"));
        assertThat(all.claim("two")).isEmpty();
        assertThat(all.claim("")).isEmpty();
        assertThat(all.claim("x".repeat(10_000))).isEmpty();
    }

    @Test
    void of_many_claimers_at_once_one_gets_it() throws Exception {
        PendingAuthorisations all = pending();
        all.add(authorisation("one"));
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

    private static PendingAuthorisation authorisation(String id) {
        return new PendingAuthorisation(
                id,
                new OrganisationId("acme"),
                new UserId("tess"),
                Provider.MICROSOFT,
                Set.of(Service.CALENDAR),
                Secret.of("a-verifier-of-forty-three-characters-or-more"),
                "ab".repeat(32),
                "/connections",
                Instant.parse("2026-11-22T12:10:00Z"));
    }
}
