package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services are switched on and off, looked at, and used for no more than they are allowed for. */
@ExtendWith(SharedCloud.class)
class ServicesJourneyTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;

    ServicesJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
    }

    @AfterEach
    void repairTheProviders() {
        cloud.providers().clearFaults();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void all_three_services_are_connected_at_once_and_work(Provider provider) {
        String connection = tess.connectFor(company.account(provider, "tess"), "calendar", "mail", "contacts");

        for (String service : List.of("calendar", "mail", "contacts")) {
            assertThat(tess.health(connection, service)).as(service).isEqualTo("healthy");
            assertThat(tess.finding(connection, service)).as(service).isEqualTo("works");
        }
        assertThat(tess.health(connection, "calendar-read")).isEqualTo("off");
        assertThat(company.trail().entries("connection-checked")).isNotEmpty();
        assertThat(company.trail().entries("token-read"))
                .extracting(entry -> entry.actor())
                .containsOnly("person/tess");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void calendars_that_are_switched_off_stop_at_once_and_go_on_when_they_are_switched_on(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectFor(calendar, "calendar", "mail");
        tess.choose(connection, tess.primary(connection)).success();
        cloud.settle();

        assertThat(tess.turn(connection, "calendar", false)
                        .success()
                        .path("state")
                        .asText())
                .isEqualTo("active");
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));

        assertThat(tess.health(connection, "calendar")).isEqualTo("off");
        assertThat(calendar.events()).isEmpty();
        assertThat(tess.get("/v1/connections/" + connection + "/calendars").problem())
                .isEqualTo("not-permitted");
        assertThat(company.trail().entries("permission-changed").getLast().detail())
                .doesNotContain("calendar");

        tess.turn(connection, "calendar", true).success();
        cloud.settle();

        assertThat(calendar.titles()).containsExactly("Boiler service");
        assertThat(tess.placements("J-1")).containsExactly("in-step");
        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_service_that_was_never_allowed_is_switched_on_and_waits_for_its_consent(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);

        tess.turn(connection, "mail", true).success();
        assertThat(tess.health(connection, "mail")).isEqualTo("not-granted");
        assertThat(tess.finding(connection, "mail")).isEqualTo("not-granted");

        tess.connectAgain(connection, account, "mail");
        assertThat(tess.health(connection, "mail")).isEqualTo("healthy");
        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
        assertThat(tess.finding(connection, "mail")).isEqualTo("works");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_last_service_is_not_switched_off(Provider provider) {
        String connection = tess.connect(company.account(provider, "tess"));

        Answer answer = tess.turn(connection, "calendar", false);

        assertThat(answer.problem()).isEqualTo("nothing-left");
        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_calendar_that_is_only_read_is_imported_and_never_written(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        calendar.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        String connection = tess.connectFor(calendar, "calendar-read");
        tess.choose(connection, tess.primary(connection)).success();
        cloud.settle();
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        calendar.create(UserEvent.of("Dentist", When.of(1, "15:00", "16:00")));
        tess.sync(connection);

        assertThat(tess.event("Lunch with Tom")).isPresent();
        assertThat(tess.event("Dentist")).isPresent();
        assertThat(calendar.titles()).containsExactly("Dentist", "Lunch with Tom");
        assertThat(tess.placements("J-1")).doesNotContain("in-step", "failed");
        assertThat(writes(calendar)).isZero();
        assertThat(cloud.providers()
                        .grants(provider, calendar.email())
                        .getFirst()
                        .scopes())
                .noneMatch(scope -> scope.matches("(?i).*(calendars\\.readwrite|calendar\\.events|auth/calendar)"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_look_at_an_account_whose_grant_was_withdrawn(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers().revokeGrants(provider, account.email());

        JsonNode found = tess.check(connection).success();

        assertThat(found.at("/findings/0/finding").asText()).isEqualTo("needs-reconnect");
        assertThat(found.at("/connection/state").asText()).isEqualTo("needs-reconnect");
        assertThat(found.at("/connection/problem").asText()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_look_at_an_account_that_the_provider_refuses_the_service(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectFor(account, "calendar", "mail");
        cloud.providers().addFault(refused(provider).of(account.email()));

        JsonNode found = tess.check(connection).success();

        assertThat(found.at("/findings/0/finding").asText()).isEqualTo("works");
        assertThat(found.at("/findings/1/service").asText()).isEqualTo("mail");
        assertThat(found.at("/findings/1/finding").asText()).isEqualTo("refused-by-provider");
        assertThat(tess.state(connection)).isEqualTo("active");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_look_at_an_account_whose_provider_is_down(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        cloud.providers()
                .addFault(FaultRule.answering("GET", "calendar", 0, 503, "{}").of(account.email()));

        assertThat(tess.finding(connection, "calendar")).isEqualTo("unavailable");

        cloud.providers().clearFaults();
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }

    private static FaultRule refused(Provider provider) {
        return switch (provider) {
            case GOOGLE ->
                FaultRule.answering(
                        "GET",
                        "gmail/v1/users/me/profile",
                        1,
                        403,
                        "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":\"No\",\"errors\":"
                                + "[{\"domain\":\"global\",\"reason\":\"insufficientPermissions\"}]}}");
            case MICROSOFT ->
                FaultRule.answering(
                        "GET",
                        "me/messages",
                        1,
                        404,
                        "{\"error\":{\"code\":\"MailboxNotEnabledForRESTAPI\",\"message\":\"No mailbox\"}}");
        };
    }

    private int writes(Mailbox calendar) {
        return cloud.providers()
                .requests()
                .find(entry -> entry.kind() == LedgerEntry.Kind.WRITE
                        && entry.account().filter(calendar.email()::equals).isPresent())
                .size();
    }
}
