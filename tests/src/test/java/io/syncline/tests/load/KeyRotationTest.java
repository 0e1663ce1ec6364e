package io.syncline.tests.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.audit.Actor;
import io.syncline.audit.Verdict;
import io.syncline.connection.Connection;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import io.syncline.local.providers.oauth.TokenPolicy.Rotation;
import io.syncline.tests.company.RunningCloud;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.ReportKeys;
import io.syncline.token.RotateKeys;
import io.syncline.token.RotateKeys.Phase;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.TokensUnreadable;
import io.syncline.token.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The key of an organisation changes while its tokens are read and renewed, and while the one who changes it fails. */
@ExtendWith(LoadedCloud.class)
class KeyRotationTest {

    private static final int TOKENS = 1_000;
    private static final int READERS = 8;
    private static final int REFRESHERS = 2;
    private static final Actor OPERATOR = Actor.operator("load");
    /** The cloud's own schedules go by the real clock and leave these tokens alone. */
    private static final Duration AHEAD = Duration.ofMinutes(30);

    private static final OrganisationId ORGANISATION = new OrganisationId("key-rotation");

    private final RunningCloud cloud;
    private final Operator operator;
    private final ShiftedClock clock = new ShiftedClock(AHEAD);

    KeyRotationTest(RunningCloud cloud) {
        this.cloud = cloud;
        this.operator = new Operator(cloud.cloud());
    }

    @Test
    void S09_a_key_changes_under_load_and_after_a_crash_and_the_old_one_opens_nothing_any_more() {
        cloud.providers().tokenPolicy(Fleet.simulated(Provider.MICROSOFT)).setRotation(Rotation.REFUSE_OLD);
        Fleet fleet = Fleet.connect(
                cloud.cloud(),
                ORGANISATION,
                Provider.MICROSOFT,
                TOKENS,
                Fleet.Life.dueAt(Instant.now().plus(AHEAD.dividedBy(2))));
        Connection untouched = fleet.connections().getLast();
        Map<String, AttributeValue> backup = row(untouched);
        KeyId old = primary();

        try (Traffic traffic = Traffic.start(cloud.cloud(), clock, busy(fleet), READERS, REFRESHERS)) {
            crashInTheMiddle();
            assertThat(census().keySet()).hasSize(2).contains(old);

            assertThat(rotator().goOn(ORGANISATION, OPERATOR).phase()).isEqualTo(Phase.WAITING);
            assertThat(census().get(primary())).isGreaterThan(TOKENS - REFRESHERS * 45L);
            traffic.awaitEverybodyOnce();
            playBack(backup);
            assertThat(vault().read(ORGANISATION, untouched.id())).isPresent();

            clock.pass(RotateKeys.OLD_KEYS_LIVE.plusMinutes(1));
            traffic.awaitEverybodyOnce();
            assertThat(rotator().goOn(ORGANISATION, OPERATOR).phase()).isEqualTo(Phase.DONE);
            traffic.awaitEverybodyOnce();

            traffic.stop();
            assertThat(traffic.failures()).isEmpty();
        }

        assertThat(primary()).isNotEqualTo(old);
        assertThat(census()).isEqualTo(Map.of(primary(), (long) TOKENS));
        assertThatReportNamesOnlyTheNewKey();
        assertThatEveryTokenOpensAndNoRefreshWasLost(fleet);
        assertThat(Worker.verdict(cloud.cloud(), ORGANISATION)).isInstanceOf(Verdict.Intact.class);

        playBack(backup);
        assertThatThrownBy(() -> vault().read(ORGANISATION, untouched.id())).isInstanceOf(TokensUnreadable.class);
        assertThat(report().orphans()).isEqualTo(Map.of(old, 1L));
    }

    /** All but the last one, which is kept for what an old backup can do. */
    private static List<Connection> busy(Fleet fleet) {
        return fleet.connections().subList(0, TOKENS - 1);
    }

    /** Storage fails after some pages, and the process is gone; another one goes on. */
    private void crashInTheMiddle() {
        Calls pages = Calls.of("dynamodb:Query")
                .on(cloud.cloud().reference("VaultTable"))
                .by("key-rotation");
        try (AwsFaults.Rule fault = cloud.cloud().faults().from(8, pages, Fault.INTERNAL_ERROR)) {
            assertThatThrownBy(() -> rotator().begin(ORGANISATION, OPERATOR)).isInstanceOf(VaultUnavailable.class);
            assertThat(fault.struck()).isPositive();
        }
    }

    private void assertThatReportNamesOnlyTheNewKey() {
        ReportKeys.Report report = report();
        assertThat(report.keys()).singleElement().satisfies(line -> {
            assertThat(line.key()).isEqualTo(primary());
            assertThat(line.rows()).isEqualTo(TOKENS);
        });
        assertThat(report.orphans()).isEmpty();
    }

    /** A refresh that was answered and not stored would leave a version too few, and a dead refresh token. */
    private void assertThatEveryTokenOpensAndNoRefreshWasLost(Fleet fleet) {
        Map<?, TokenSet> tokens = vault().read(
                        ORGANISATION,
                        fleet.connections().stream().map(Connection::id).collect(Collectors.toSet()));
        Set<Long> grants = fleet.grants();
        long requests = cloud.providers().tokenRequestsByGrant(Fleet.simulated(Provider.MICROSOFT)).entrySet().stream()
                .filter(entry -> grants.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();

        assertThat(tokens).hasSize(TOKENS);
        assertThat(requests).isGreaterThanOrEqualTo(TOKENS - 1);
        assertThat(tokens.values().stream().mapToLong(one -> one.version() - 1).sum())
                .isEqualTo(requests);
    }

    private ReportKeys.Report report() {
        return new ReportKeys(keyRotation().aws().keyrings()).run(ORGANISATION).orElseThrow();
    }

    private Map<KeyId, Long> census() {
        return keyRotation().aws().keyrings().census(ORGANISATION);
    }

    private KeyId primary() {
        return keyRotation()
                .aws()
                .keyrings()
                .find(ORGANISATION)
                .orElseThrow()
                .primary()
                .orElseThrow();
    }

    private RotateKeys rotator() {
        return new RotateKeys(keyRotation().aws().keyrings(), clock);
    }

    private Worker keyRotation() {
        return Worker.of(cloud.cloud(), "key-rotation", clock);
    }

    private TokenVault vault() {
        return Worker.of(cloud.cloud(), "token-refresh", clock).aws().tokenVault();
    }

    private Map<String, AttributeValue> row(Connection connection) {
        return operator.row(
                "VaultTable", ORGANISATION.value(), "token#" + connection.id().value());
    }

    private void playBack(Map<String, AttributeValue> row) {
        operator.put("VaultTable", row);
    }
}
