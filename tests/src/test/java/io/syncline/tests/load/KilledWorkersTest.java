package io.syncline.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Verdict;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.connection.Unfinished;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.oauth.TokenPolicy.Rotation;
import io.syncline.tests.company.RunningCloud;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that refresh tokens are killed in the middle of it, at any moment between a request and what follows. */
@ExtendWith(LoadedCloud.class)
class KilledWorkersTest {

    private static final int TOKENS = 90;
    private static final int KILLS = 3;
    /** The cloud's own schedule goes by the real clock and leaves these tokens alone. */
    private static final Duration AHEAD = Duration.ofMinutes(30);
    /** A minute and a little: the leases of whoever was killed are over. */
    private static final Duration LEASES_ARE_OVER = Duration.ofSeconds(61);

    private static final TokenUse USE =
            new TokenUse(Service.CALENDAR, Actor.function("calendar-sync"), "calendar sync");

    private final RunningCloud cloud;
    private final SimulatorControl providers;
    private final ShiftedClock clock = new ShiftedClock(AHEAD);
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    KilledWorkersTest(RunningCloud cloud) {
        this.cloud = cloud;
        this.providers = cloud.providers();
    }

    @AfterEach
    void nobody_is_slow_any_more() {
        providers.setLatency(Duration.ZERO);
    }

    /** Microsoft documents that an old refresh token stays valid: then nothing at all is lost. */
    @ParameterizedTest
    @EnumSource(Provider.class)
    void F3_killed_workers_lose_no_token_where_the_provider_keeps_the_old_one(Provider provider) {
        Fleet fleet = killedAt(provider, Rotation.KEEP_OLD);

        assertThat(now(fleet)).as("seed %d", seed).allMatch(one -> one.state() instanceof ConnectionState.Active);
        assertThat(renewed(now(fleet))).as("seed %d", seed).allMatch(Grant.Valid.class::isInstance);
    }

    /** What a worker had in its hands when it was killed cannot be saved; it must not stay unnoticed. */
    @Test
    void F3_F6_where_the_provider_refuses_the_old_one_whatever_was_lost_is_told_to_its_owner() {
        Fleet fleet = killedAt(Provider.MICROSOFT, Rotation.REFUSE_OLD);

        List<Connection> alive = now(fleet).stream()
                .filter(one -> one.state() instanceof ConnectionState.Active)
                .toList();
        assertThat(renewed(alive)).as("seed %d", seed).allMatch(Grant.Valid.class::isInstance);
        assertThat(now(fleet))
                .as("seed %d", seed)
                .filteredOn(one -> !alive.contains(one))
                .allMatch(one -> one.state() instanceof ConnectionState.NeedsReconnect
                        && one.unfinished().contains(Unfinished.TELL_OWNER));
    }

    /** Kills one process after the other, lets one end, and checks what holds whatever the provider does. */
    private Fleet killedAt(Provider provider, Rotation rotation) {
        providers.tokenPolicy(Fleet.simulated(provider)).setRotation(rotation);
        providers.setLatency(Duration.ofMillis(30));
        providers.requests().clear();
        String name = "killed-" + provider.word() + "-" + rotation.name();
        Fleet fleet = Fleet.connect(
                cloud.cloud(),
                new OrganisationId(name),
                provider,
                TOKENS,
                Fleet.Life.dueAt(Instant.now().plus(AHEAD.dividedBy(2))));
        for (int kill = 0; kill < KILLS; kill++) {
            killInTheMiddle(fleet.organisation());
        }
        RefreshingProcess.refreshAll(Worker.of(cloud.cloud(), "token-refresh", clock), fleet.organisation(), clock);
        assertThatNothingIsHalfDone(fleet);
        return fleet;
    }

    /** The victim has asked for some tokens and has more to ask for; at which step it is, is left to chance. */
    private void killInTheMiddle(OrganisationId organisation) {
        long enough = requests() + 1 + random.nextInt(TOKENS / (KILLS + 2));
        Process victim = started(organisation);
        try {
            awaitRequests(enough, victim);
        } finally {
            victim.destroyForcibly();
        }
        ended(victim);
        clock.pass(LEASES_ARE_OVER);
    }

    private void assertThatNothingIsHalfDone(Fleet fleet) {
        Map<?, TokenSet> tokens = worker("token-refresh")
                .aws()
                .tokenVault()
                .read(
                        fleet.organisation(),
                        fleet.connections().stream().map(Connection::id).collect(Collectors.toSet()));
        assertThat(tokens).as("seed %d", seed).hasSize(TOKENS);
        assertThat(tokens.values()).as("seed %d", seed).noneMatch(one -> one.isDueAt(clock.instant()));
        assertThat(entries(fleet, Action.TOKEN_REFRESHED))
                .as("renewals in the trail, seed %d", seed)
                .isEqualTo(stored(fleet, tokens));
        assertThat(Worker.verdict(cloud.cloud(), fleet.organisation())).isInstanceOf(Verdict.Intact.class);
    }

    /** A grant that died was stored once more, when the schedule was told to leave it alone. */
    private long stored(Fleet fleet, Map<?, TokenSet> tokens) {
        return tokens.values().stream().mapToLong(one -> one.version() - 1).sum() - entries(fleet, Action.GRANT_DEAD);
    }

    private long entries(Fleet fleet, Action action) {
        return worker("audit-trail").aws().auditTrail().read(fleet.organisation(), 1, 10_000).stream()
                .filter(stored -> stored.entry().deed().action().equals(action.word()))
                .count();
    }

    private List<Connection> now(Fleet fleet) {
        return worker("key-rotation").aws().connections().ofOrganisation(fleet.organisation());
    }

    /** Buys one more token for each: it shows whether the stored refresh token is a good one. */
    private List<Grant> renewed(List<Connection> connections) {
        ObtainAccessToken obtain = worker("calendar-sync").tokens().obtainAccessToken();
        return AtOnce.run(connections.stream()
                .<Callable<Grant>>map(connection -> () -> renewed(obtain, connection))
                .toList());
    }

    private static Grant renewed(ObtainAccessToken obtain, Connection connection) {
        return obtain.run(connection, USE) instanceof Grant.Valid(var tokens)
                ? obtain.renew(connection, USE, tokens.accessToken(), Optional.empty())
                : new Grant.Deferred(Duration.ZERO, "There was nothing to renew.");
    }

    private Worker worker(String function) {
        return Worker.of(cloud.cloud(), function, clock);
    }

    private Process started(OrganisationId organisation) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                RefreshingProcess.class.getName(),
                organisation.value(),
                Long.toString(clock.ahead().toSeconds()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(Worker.variables(cloud.cloud(), "token-refresh"));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        cloud.work().resolve("killed.log").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("A worker does not start", e);
        }
    }

    private void awaitRequests(long enough, Process victim) {
        Instant deadline = InstantSource.system().instant().plusSeconds(60);
        while (requests() < enough) {
            assertThat(victim.isAlive())
                    .as("the worker has more to do; its log is in %s", cloud.work())
                    .isTrue();
            assertThat(InstantSource.system().instant()).isBefore(deadline);
            pause();
        }
    }

    private long requests() {
        return Stream.of(Provider.values())
                .mapToLong(provider ->
                        providers.tokenRequests(Fleet.simulated(provider)).size())
                .sum();
    }

    private static void ended(Process victim) {
        try {
            assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a worker ended", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a worker worked", e);
        }
    }
}
