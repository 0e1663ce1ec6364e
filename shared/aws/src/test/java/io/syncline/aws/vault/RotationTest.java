package io.syncline.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import io.syncline.token.RotateKeys;
import io.syncline.token.RotateKeys.Phase;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The key of an organisation is changed while other processes read and refresh its tokens. */
class RotationTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final Actor OPERATOR = Actor.operator("test");
    private static final int TOKENS = 80;

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final LocalVault local = new LocalVault(clock);
    private final Keyrings keyrings = local.inAnotherProcess().keyrings();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void no_reader_fails_and_no_refresh_is_lost_while_every_row_comes_under_the_new_key() throws Exception {
        fill();
        KeyId old = primary();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> workers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                TokenVault vault = local.inAnotherProcess().vault();
                workers.add(threads.submit(() -> readOnAndOn(vault)));
            }
            LocalVault refresher = local.inAnotherProcess();
            workers.add(threads.submit(() -> refreshOnAndOn(refresher)));
            RotateKeys rotate = new RotateKeys(keyrings, clock);
            assertThat(rotate.begin(ACME, OPERATOR).phase()).isEqualTo(Phase.WAITING);
            clock.goOn(RotateKeys.OLD_KEYS_LIVE.plusSeconds(1));
            Phase phase = Phase.WAITING;
            for (int run = 0; run < 20 && phase != Phase.DONE; run++) {
                phase = rotate.goOn(ACME, OPERATOR).phase();
            }
            over.set(true);
            assertThat(phase).isEqualTo(Phase.DONE);
            for (Future<Long> worker : workers) {
                assertThat(worker.get()).isPositive();
            }
        }
        assertThat(primary()).isNotEqualTo(old);
        assertThat(keyrings.find(ACME).orElseThrow().keys()).hasSize(1);
        assertThat(keyrings.census(ACME)).isEqualTo(Map.of(primary(), (long) TOKENS));
        assertThat(local.inAnotherProcess().vault().read(ACME, all())).hasSize(TOKENS);
    }

    @Test
    void a_rotation_that_broke_off_goes_on_where_it_was() {
        fill();
        keyrings.addPrimary(
                ACME, primary(), Deed.done(OPERATOR, Action.KEY_ROTATED, "organisation/acme", "a new key seals"));
        keyrings.reseal(ACME, Optional.empty(), 30);
        clock.goOn(Duration.ofMinutes(16));
        RotateKeys.Progress progress = new RotateKeys(local.inAnotherProcess().keyrings(), clock).goOn(ACME, OPERATOR);
        assertThat(progress).isEqualTo(new RotateKeys.Progress(Phase.DONE, TOKENS - 30L));
    }

    private long readOnAndOn(TokenVault vault) {
        long reads = 0;
        while (!over.get() || reads == 0) {
            for (ConnectionId id : all()) {
                assertThat(vault.read(ACME, id)).isPresent();
                reads++;
            }
        }
        return reads;
    }

    private long refreshOnAndOn(LocalVault process) {
        long refreshed = 0;
        for (int round = 0; round == 0 || !over.get(); round++) {
            ConnectionId id = id(round % TOKENS);
            TokenSet tokens = process.vault().read(ACME, id).orElseThrow();
            refreshed += put(process.registry(), id, tokens.version()) ? 1 : 0;
        }
        return refreshed;
    }

    private void fill() {
        for (int number = 0; number < TOKENS; number++) {
            put(local.registry(), id(number), 0);
        }
    }

    private static boolean put(Registry registry, ConnectionId id, long version) {
        TokenSet tokens = new TokenSet(
                Secret.of("access-" + version),
                Optional.of(Secret.of("refresh-" + version)),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of(),
                Optional.empty(),
                version);
        return registry.commit(ACME, List.of(new Change.PutTokens(id, tokens)), List.of());
    }

    private KeyId primary() {
        return keyrings.find(ACME).orElseThrow().primary().orElseThrow();
    }

    private static Set<ConnectionId> all() {
        Set<ConnectionId> all = new HashSet<>();
        for (int number = 0; number < TOKENS; number++) {
            all.add(id(number));
        }
        return all;
    }

    private static ConnectionId id(int number) {
        return new ConnectionId("c_" + number);
    }
}
