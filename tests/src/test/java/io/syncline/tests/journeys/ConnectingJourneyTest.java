package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.oauth.IssuedToken;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the dashboard's button through the provider's consent page and back. */
@ExtendWith(SharedCloud.class)
class ConnectingJourneyTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;

    ConnectingJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void an_account_is_connected_through_the_consent_page(Provider provider) {
        Mailbox account = company.account(provider, "tess");

        String id = tess.connect(account);

        JsonNode connection = tess.connection(id).orElseThrow();
        assertThat(connection.path("provider").asText()).isEqualTo(provider.slug());
        assertThat(connection.path("account").path("email").asText()).isEqualTo(account.email());
        assertThat(connection.path("owner").asText()).isEqualTo("tess");
        assertThat(connection.path("state").asText()).isEqualTo("active");
        assertThat(connection.at("/services/0/granted").asBoolean()).isTrue();
        assertThat(connection.has("calendar")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_primary_calendar_is_found_and_chosen(Provider provider) {
        String id = tess.connect(company.account(provider, "tess"));

        List<JsonNode> calendars = tess.calendars(id);
        assertThat(calendars.getFirst().path("primary").asBoolean()).isTrue();
        assertThat(calendars).filteredOn(one -> one.path("primary").asBoolean()).hasSize(1);
        assertThat(calendars).noneMatch(one -> one.path("chosen").asBoolean());

        tess.choose(id, tess.primary(id)).success();

        assertThat(tess.calendars(id).getFirst().path("chosen").asBoolean()).isTrue();
        assertThat(tess.connection(id).orElseThrow().path("calendar").path("id").asText())
                .isEqualTo(tess.primary(id));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_calendar_that_can_only_be_read_is_not_chosen(Provider provider) {
        String id = tess.connect(company.account(provider, "tess"));
        String holidays = tess.calendars(id).stream()
                .filter(calendar -> !calendar.path("writable").asBoolean())
                .map(calendar -> calendar.path("id").asText())
                .findFirst()
                .orElseThrow();

        assertThat(tess.choose(id, holidays).problem()).isEqualTo("calendar-read-only");
        assertThat(tess.connection(id).orElseThrow().has("calendar")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void access_that_was_given_without_calendars_is_no_connection(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        Browser browser = new Browser(cloud);
        String page = browser.leaveFor(tess, provider);

        String landing =
                browser.comeBack(browser.allowOnly(page, account.email(), scope -> !scope.matches("(?i).*calendar.*")));

        assertThat(landing).isEqualTo("/connections?problem=no-access");
        assertThat(tess.connections()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void F07_connecting_the_same_account_again_is_the_same_connection(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String first = tess.connectAndChoose(account);

        String second = tess.connect(account);

        assertThat(second).isEqualTo(first);
        assertThat(tess.connections()).hasSize(1);
        assertThat(tess.connections().getFirst().has("calendar")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void an_account_that_a_colleague_has_connected_stays_theirs(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        Person tom = company.technician("tom");
        Browser browser = new Browser(cloud);

        String landing = browser.comeBack(browser.allow(browser.leaveFor(tom, provider), account.email()));

        assertThat(landing).isEqualTo("/connections?problem=wrong-account");
        assertThat(tom.connections()).isEmpty();
        assertThat(tess.connection(connection)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void disconnecting_destroys_the_tokens_and_leaves_the_events(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String id = tess.connectAndChoose(account);
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:00"), "tess"));
        assertThat(Rows.of(cloud, "VaultTable")).anyMatch(row -> row.contains(id));

        assertThat(tess.delete("/v1/connections/" + id).status()).isEqualTo(204);
        cloud.settle();

        assertThat(tess.connections()).isEmpty();
        assertThat(Rows.of(cloud, "VaultTable")).noneMatch(row -> row.contains(id));
        assertThat(account.event("Boiler service")).isNotNull();
        assertThat(tess.placements("J-1")).containsExactly("waiting");
        assertThat(tess.get("/v1/connections/" + id + "/calendars").problem()).isEqualTo("not-found");
    }

    @Test
    void disconnecting_gives_the_grant_back_to_google() throws Exception {
        Mailbox account = company.account(Provider.GOOGLE, "tess");
        String id = tess.connect(account);
        String token = cloud.providers().issuedTokens().stream()
                .filter(issued -> issued.account().equals(account.email()))
                .filter(issued -> issued.kind() == IssuedToken.Kind.ACCESS_TOKEN)
                .map(IssuedToken::value)
                .findFirst()
                .orElseThrow();
        assertThat(statusAtGoogle(token)).isEqualTo(200);

        tess.delete("/v1/connections/" + id);

        assertThat(statusAtGoogle(token)).isEqualTo(401);
    }

    @Test
    void a_way_back_of_ones_own_is_kept() {
        Mailbox account = company.account(Provider.GOOGLE, "tess");
        Browser browser = new Browser(cloud);

        String landing = browser.comeBack(browser.allow(browser.leaveFor(tess, Provider.GOOGLE), account.email()));

        assertThat(landing).startsWith("/connections?connected=c_");
    }

    private int statusAtGoogle(String token) throws Exception {
        String address = cloud.cloud().simulators().endpoints().googleCalendarRoot() + "calendar/v3/calendars/primary";
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
