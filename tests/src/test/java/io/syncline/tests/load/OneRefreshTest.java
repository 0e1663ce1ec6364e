package io.syncline.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Verdict;
import io.syncline.connection.Connection;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.oauth.TokenPolicy.Rotation;
import io.syncline.tests.company.RunningCloud;
import io.syncline.token.Grant;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many workers, none of which knows the others, and one access token that is over. */
@ExtendWith(LoadedCloud.class)
class OneRefreshTest {

    private static final int CALLERS = 50;
    private static final TokenUse USE =
            new TokenUse(Service.CALENDAR, Actor.function("calendar-sync"), "calendar sync");

    private final RunningCloud cloud;
    private final SimulatorControl providers;

    OneRefreshTest(RunningCloud cloud) {
        this.cloud = cloud;
        this.providers = cloud.providers();
    }

    @AfterEach
    void nobody_is_slow_any_more() {
        providers.setLatency(Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S01_F1_fifty_callers_with_one_expired_token_make_one_token_request_and_get_the_same_token(Provider provider) {
        Fleet fleet = fleet("one-refresh-" + provider.word(), provider);
        Connection connection = fleet.connections().getFirst();
        List<Callable<Grant>> callers = IntStream.range(0, CALLERS)
                .mapToObj(number -> worker(InstantSource.system()).tokens().obtainAccessToken())
                .<Callable<Grant>>map(obtain -> () -> obtain.run(connection, USE))
                .toList();

        List<Grant> grants = AtOnce.run(callers);

        assertThat(grants).allMatch(Grant.Valid.class::isInstance);
        assertThat(grants.stream().map(OneRefreshTest::token).distinct()).hasSize(1);
        assertThat(requests(connection)).isEqualTo(1);
        assertThat(stored(connection)).isEqualTo(2);
        assertThat(recorded(connection, Action.TOKEN_REFRESHED)).isEqualTo(1);
        assertThat(recorded(connection, Action.TOKEN_READ)).isEqualTo(CALLERS);
        assertThat(Worker.verdict(cloud.cloud(), connection.organisation())).isInstanceOf(Verdict.Intact.class);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void F4_the_next_call_of_a_worker_that_never_refreshed_makes_no_token_request(Provider provider) {
        Fleet fleet = fleet("no-second-refresh-" + provider.word(), provider);
        Connection connection = fleet.connections().getFirst();
        Grant first =
                worker(InstantSource.system()).tokens().obtainAccessToken().run(connection, USE);

        Grant second =
                worker(InstantSource.system()).tokens().obtainAccessToken().run(connection, USE);

        assertThat(token(second)).isEqualTo(token(first));
        assertThat(requests(connection)).isEqualTo(1);
    }

    private Fleet fleet(String organisation, Provider provider) {
        providers.setLatency(Duration.ofMillis(50));
        providers.tokenPolicy(Fleet.simulated(provider)).setRotation(Rotation.REVOKE_ON_REUSE);
        return Fleet.connect(cloud.cloud(), new OrganisationId(organisation), provider, 1, Fleet.Life.over());
    }

    private Worker worker(InstantSource clock) {
        return Worker.of(cloud.cloud(), "calendar-sync", clock);
    }

    private static Secret token(Grant grant) {
        return ((Grant.Valid) grant).tokens().accessToken();
    }

    private long requests(Connection connection) {
        return providers.refreshes(
                Fleet.simulated(connection.provider()), connection.account().email());
    }

    private long stored(Connection connection) {
        return worker(InstantSource.system())
                .aws()
                .tokenVault()
                .read(connection.organisation(), connection.id())
                .orElseThrow()
                .version();
    }

    /** Looks as the sealer does, two minutes from now: by then reads are in the chain, too. */
    private long recorded(Connection connection, Action action) {
        AuditTrail trail = Worker.of(cloud.cloud(), "audit-seal", new ShiftedClock(Duration.ofMinutes(2)))
                .aws()
                .auditTrail();
        trail.chainNotes(connection.organisation());
        return trail.read(connection.organisation(), 1, 1_000).stream()
                .map(stored -> stored.entry().deed())
                .filter(deed ->
                        deed.action().equals(action.word()) && deed.subject().equals(connection.subject()))
                .count();
    }
}
