package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.oauth.AadError;
import io.syncline.local.providers.oauth.GoogleTokenError;
import io.syncline.local.providers.oauth.TokenFaults;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SealedTokens;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import io.syncline.tests.company.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens end and are renewed, providers fail and come back, grants die and come to life again: S01 to S07. */
@ExtendWith(SharedCloud.class)
class RefreshingJourneyTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;

    RefreshingJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
    }

    @AfterEach
    void repairEverything() {
        cloud.providers().clearFaults();
        cloud.cloud().faults().clear();
        cloud.providers().tokenPolicy(Provider.GOOGLE).setRotation(TokenPolicy.Rotation.KEEP_OLD);
        cloud.providers().tokenPolicy(Provider.MICROSOFT).setRotation(TokenPolicy.Rotation.KEEP_OLD);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S01_many_requests_at_once_renew_an_ended_token_once(Provider provider) throws Exception {
        cloud.providers().tokenPolicy(provider).setRotation(TokenPolicy.Rotation.REVOKE_ON_REUSE);
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().expireTokens(account.email());

        List<String> findings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> looks = IntStream.range(0, 12)
                    .mapToObj(_ -> threads.submit(() -> tess.finding(connection, "calendar")))
                    .toList();
            for (Future<String> look : looks) {
                findings.add(look.get());
            }
        }

        assertThat(findings).containsOnly("works");
        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(1);
        assertThat(company.trail().entries("token-refreshed")).hasSize(1);
    }

    /** Who holds the right to refresh stalls until it is lost; the next one renews, and the refusal comes after that. */
    @ParameterizedTest
    @EnumSource(Provider.class)
    void S02_S06_a_refusal_that_comes_after_somebody_else_renewed_is_not_believed(Provider provider) {
        cloud.providers().tokenPolicy(provider).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().expireTokens(account.email());
        cloud.providers()
                .addFault(TokenFaults.of(
                                provider,
                                new FaultEffect.Answers(400, Map.of(), "{\"error\":\"invalid_grant\"}", false))
                        .after(Duration.ofSeconds(2)));

        CompletableFuture<String> stalled = CompletableFuture.supplyAsync(() -> tess.finding(connection, "calendar"));
        loseTheLease(connection);

        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(stalled.join()).isEqualTo("works");
        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(2);
        assertThat(company.trail().entries("grant-dead")).isEmpty();
        assertThat(company.trail().entries("token-refreshed")).hasSize(1);
        cloud.providers().expireTokens(account.email());
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }

    /** Waits until somebody holds the right to refresh, and ends it, as time would. */
    private void loseTheLease(String connection) {
        Table traffic = new Table(cloud, "TrafficTable");
        String lease = "lease#" + company.id() + "#refresh#" + connection;
        List<ObjectNode> held = List.of();
        for (int look = 0; look < 1_000 && held.isEmpty(); look++) {
            held = traffic.partition("key", lease);
        }
        assertThat(held).hasSize(1);
        traffic.delete(held.getFirst(), "key");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S03_storage_that_fails_once_after_a_rotation_loses_nothing(Provider provider) {
        cloud.providers().tokenPolicy(provider).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().expireTokens(account.email());

        try (AwsFaults.Rule storing = cloud.cloud()
                .faults()
                .once(1, Calls.of("dynamodb:TransactWriteItems").by("api"), Fault.INTERNAL_ERROR)) {
            assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
            assertThat(storing.struck()).isEqualTo(1);
        }

        cloud.providers().expireTokens(account.email());
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S03_storage_that_fails_for_good_after_a_rotation_is_an_alarm_and_no_riddle(Provider provider) {
        cloud.providers().tokenPolicy(provider).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().expireTokens(account.email());

        try (AwsFaults.Rule storing = cloud.cloud()
                .faults()
                .every(Calls.of("dynamodb:TransactWriteItems").by("api"), Fault.INTERNAL_ERROR)) {
            assertThat(tess.check(connection).problem()).isIn("internal", "provider-unavailable");
            assertThat(storing.struck()).isGreaterThan(3);
        }

        assertThat(new Table(cloud, "TrafficTable")
                        .partition("key", "alarm#tokens-lost#" + company.id() + "/" + connection))
                .hasSize(1);
        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");
        assertThat(tess.state(connection)).isEqualTo("needs-reconnect");
        assertThat(tess.connect(account)).isEqualTo(connection);
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S04_the_call_after_a_refresh_makes_none(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().expireTokens(account.email());

        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");

        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S04_fewer_scopes_at_a_refresh_are_told(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectFor(account, "calendar", "mail");
        cloud.providers().expireTokens(account.email());
        cloud.providers()
                .addFault(cloud.providers()
                        .spoiltTokens(
                                provider, JsonNodeFactory.instance.objectNode().put("scope", calendarOnly(provider)))
                        .times(1));

        tess.check(connection).success();

        assertThat(tess.health(connection, "mail")).isEqualTo("not-granted");
        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(company.trail().entries("permission-changed").getLast().detail())
                .contains("calendar");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void tokens_that_end_soon_are_renewed_by_the_schedule_before_anybody_needs_them(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        SealedTokens tokens = new SealedTokens(company, connection);
        long before = tokens.version();
        tokens.areDue();

        tick();

        assertThat(tokens.version()).isEqualTo(before + 1);
        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(1);
        assertThat(company.trail().entries("token-refreshed").getFirst().actor())
                .isEqualTo("function/token-refresh");
        tick();
        assertThat(cloud.providers().refreshes(provider, account.email())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S05_a_provider_that_is_down_disconnects_nobody_and_all_is_well_when_it_is_back(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectAndChoose(account);
        new SealedTokens(company, connection).areOver();
        cloud.providers().addFault(down(provider).of(account.email()).times(0));

        tick();
        for (int more = 0; more < 3; more++) {
            minutesLater(connection);
        }
        company.dispatcher()
                .put("/v1/jobs/J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"))
                .success();

        JsonNode degraded = tess.connection(connection).orElseThrow();
        assertThat(degraded.path("state").asText()).isEqualTo("degraded");
        assertThat(degraded.path("problem").asText()).isNotBlank();
        assertThat(degraded.path("since").asText()).isNotEmpty();
        assertThat(degraded.path("nextTry").asText()).isNotEmpty();
        assertThat(tess.health(connection, "calendar")).isEqualTo("degraded");
        assertThat(company.trail().entries("grant-dead")).isEmpty();
        assertThat(told(connection)).isEmpty();

        cloud.providers().clearFaults();
        minutesLater(connection);

        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(tess.connection(connection).orElseThrow().has("problem")).isFalse();
        tess.sync(connection);
        assertThat(account.titles()).containsExactly("Boiler service");
        assertThat(tess.connections()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S05_why_an_account_does_not_work_is_said_in_a_sentence(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        new SealedTokens(company, connection).areOver();
        cloud.providers().addFault(down(provider).of(account.email()).times(0));

        tick();

        assertThat(tess.connection(connection).orElseThrow().path("problem").asText())
                .startsWith(provider == Provider.GOOGLE ? "Google" : "Microsoft")
                .endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S07_a_dead_grant_is_told_once_and_reconnecting_goes_on_where_it_was(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectAndChoose(account);
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        String event = account.event("Boiler service").id();
        cloud.providers().revokeGrants(provider, account.email());

        new SealedTokens(company, connection).areOver();
        tick();
        assertThat(tess.state(connection)).isEqualTo("needs-reconnect");
        for (int minute = 0; minute < 3; minute++) {
            tick();
        }

        assertThat(told(connection)).hasSize(1);
        JsonNode told = told(connection).getFirst();
        assertThat(told.path("owner").asText()).isEqualTo("tess");
        assertThat(told.path("act").asText()).isEqualTo("owner");
        assertThat(told.path("account").asText()).isEqualTo(account.email());
        assertThat(company.trail().entries("owner-told")).hasSize(1);
        assertThat(company.trail().entries("grant-dead")).hasSize(1);
        company.put("J-2", Company.job("Heat pump", When.timed(3, "09:00", "10:30"), "tess"));
        assertThat(tess.placements("J-2")).doesNotContain("failed");
        assertThat(account.titles()).containsExactly("Boiler service");

        Browser browser = new Browser(cloud);
        Mailbox other = company.account(provider, "somebody-else");
        String page = browser.leaveWith(tess, Browser.start(provider.slug()).put("connection", connection));
        assertThat(browser.comeBack(browser.allow(page, other.email())))
                .isEqualTo("/connections?problem=other-account");
        assertThat(tess.state(connection)).isEqualTo("needs-reconnect");

        assertThat(tess.connectAgain(connection, account, "calendar")).isEqualTo(connection);
        cloud.settle();

        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(account.titles()).containsExactly("Boiler service", "Heat pump");
        assertThat(account.event("Boiler service").id()).isEqualTo(event);
        assertThat(tess.placements("J-1")).containsExactly("in-step");
        assertThat(tess.connections()).hasSize(1);
        cloud.cloud().tick("token-refresh");
        assertThat(told(connection)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S07_an_administrator_who_takes_the_access_away_is_who_has_to_act(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        new SealedTokens(company, connection).areOver();
        cloud.providers().addFault(administrator(provider).of(account.email()).times(0));

        tick();
        tick();

        assertThat(tess.state(connection)).isEqualTo("needs-administrator");
        assertThat(tess.health(connection, "calendar")).isEqualTo("needs-administrator");
        assertThat(told(connection)).hasSize(1);
        assertThat(told(connection).getFirst().path("act").asText()).isEqualTo("administrator");

        cloud.providers().clearFaults();
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(tess.state(connection)).isEqualTo("active");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void an_operators_fault_alarms_once_and_blames_no_connection(Provider provider) {
        String first = tess.connect(company.account(provider, "tess"));
        String second = company.technician("tom").connect(company.account(provider, "tom"));
        for (String connection : List.of(first, second)) {
            new SealedTokens(company, connection).areOver();
        }
        cloud.providers().addFault(client(provider).times(0));

        tick();

        Person adam = company.administrator();
        assertThat(adam.connections())
                .allMatch(one ->
                        List.of("active", "degraded").contains(one.path("state").asText()));
        assertThat(new Table(cloud, "TrafficTable").partition("key", "alarm#client-refused#" + provider.slug()))
                .hasSize(1);
        cloud.providers().clearFaults();
        minutesLater(first, second);
        assertThat(adam.connections())
                .extracting(one -> one.path("state").asText())
                .containsOnly("active");
    }

    /** The schedule comes by. */
    private void tick() {
        cloud.cloud().tick("token-refresh");
        cloud.settle();
    }

    /** The same order is placed once in two minutes; so this is what the schedule orders when they are over. */
    private void minutesLater(String... connections) {
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("schema", 1).put("organisation", company.id());
        List.of(connections).forEach(order.putArray("connections")::add);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putArray("Records").addObject().put("messageId", "m-1").put("body", order.toString());
        assertThat(cloud.cloud().invoke("token-refresh", event.toString()))
                .isEqualTo(new Outcome.Answered("{\"batchItemFailures\":[]}"));
        tick();
    }

    /** What the bus was told of a connection. */
    private List<JsonNode> told(String connection) {
        return cloud.cloud().busEvents().stream()
                .filter(event -> event.path("detail-type").asText().equals("ConnectionNeedsAttention"))
                .map(event -> event.path("detail"))
                .filter(detail -> detail.path("organisation").asText().equals(company.id())
                        && detail.path("connection").asText().equals(connection))
                .toList();
    }

    private static FaultRule down(Provider provider) {
        return TokenFaults.of(provider, new FaultEffect.Answers(503, Map.of(), "<html>down</html>", false));
    }

    private FaultRule administrator(Provider provider) {
        return switch (provider) {
            case GOOGLE -> cloud.providers().tokenFault(GoogleTokenError.ADMIN_POLICY_ENFORCED);
            case MICROSOFT -> cloud.providers().tokenFault(AadError.numbered(50105));
        };
    }

    private FaultRule client(Provider provider) {
        return switch (provider) {
            case GOOGLE -> cloud.providers().tokenFault(GoogleTokenError.INVALID_CLIENT);
            case MICROSOFT -> cloud.providers().tokenFault(AadError.numbered(7000222));
        };
    }

    private static String calendarOnly(Provider provider) {
        return switch (provider) {
            case GOOGLE ->
                "openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/calendar.events"
                        + " https://www.googleapis.com/auth/calendar.calendarlist.readonly";
            case MICROSOFT -> "openid profile email User.Read Calendars.ReadWrite";
        };
    }
}
