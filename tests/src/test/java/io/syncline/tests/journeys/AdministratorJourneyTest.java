package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.ConsentVisitor;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Microsoft's organisations have their own say: administrators consent, and policies demand more of a sign-in. */
@ExtendWith(SharedCloud.class)
class AdministratorJourneyTest {

    private static final Provider MICROSOFT = Provider.MICROSOFT;

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Browser browser;

    AdministratorJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.browser = new Browser(cloud);
    }

    @AfterEach
    void repairTheProviders() {
        cloud.providers().clearFaults();
    }

    @Test
    void an_administrator_is_asked_by_a_link_says_yes_and_trying_again_succeeds() {
        Mailbox account = forbidden();

        assertThat(tried(account)).isEqualTo("/connections?problem=administrator");
        JsonNode request = requests().getFirst();
        assertThat(request.path("provider").asText()).isEqualTo("microsoft");
        assertThat(request.path("services").toString()).isEqualTo("[\"calendar\"]");
        assertThat(request.has("answeredAt")).isFalse();
        assertThat(tried(account)).isEqualTo("/connections?problem=administrator");
        assertThat(requests()).hasSize(1);

        URI back = new ConsentVisitor().approve(link(), "admin@" + company.id() + ".example");
        Answer answered = new Browser(cloud).callback(back.toString());

        assertThat(answered.status()).isEqualTo(303);
        assertThat(answered.header("location")).isEqualTo("/consent?answer=allowed");
        assertThat(requests().getFirst().path("answeredAt").asText()).isNotEmpty();
        String connection = Person.connectionOf(tried(account));
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(requests()).isEmpty();
        assertThat(company.trail().entries())
                .extracting(entry -> entry.action())
                .contains(
                        "consent-asked-of-administrator", "consent-answered-by-administrator", "connection-completed");
    }

    @Test
    void an_administrator_who_says_no_changes_nothing() {
        Mailbox account = forbidden();
        tried(account);

        URI back = new ConsentVisitor().decline(link(), "admin@" + company.id() + ".example");

        assertThat(new Browser(cloud).comeBack(back.toString())).isEqualTo("/consent?answer=declined");
        assertThat(requests().getFirst().has("answeredAt")).isFalse();
        assertThat(tried(account)).isEqualTo("/connections?problem=administrator");
        assertThat(company.trail()
                        .entries("consent-answered-by-administrator")
                        .getFirst()
                        .outcome())
                .isEqualTo("refused");
    }

    @Test
    void a_yes_that_somebody_made_up_is_found_out_at_the_next_sign_in() {
        Mailbox account = forbidden();
        tried(account);
        String state = state(link());

        String forged = cloud.cloud().origin() + "/oauth/microsoft/admin-consent?admin_consent=True&tenant="
                + "11111111-1111-4111-8111-111111111111&state=" + state;
        assertThat(new Browser(cloud).comeBack(forged)).isEqualTo("/consent?answer=allowed");

        assertThat(tried(account)).isEqualTo("/connections?problem=administrator");
        assertThat(tess.connections()).isEmpty();
        assertThat(requests()).hasSize(1);
    }

    @Test
    void an_answer_with_a_state_that_somebody_made_up_changes_nothing() {
        Mailbox account = forbidden();
        tried(account);
        String state = URLDecoder.decode(state(link()), StandardCharsets.UTF_8);
        String own = new Browser(cloud).leaveFor(tess, MICROSOFT);

        for (String wrong : List.of(
                "",
                "a.b",
                state.substring(0, state.length() - 2) + "xx",
                state.replaceFirst("^.", state.startsWith("A") ? "B" : "A"),
                URLDecoder.decode(state(URI.create(own)), StandardCharsets.UTF_8))) {
            String address =
                    cloud.cloud().origin() + "/oauth/microsoft/admin-consent?admin_consent=True&tenant=x&state="
                            + java.net.URLEncoder.encode(wrong, StandardCharsets.UTF_8);
            assertThat(new Browser(cloud).comeBack(address)).as(wrong).isEqualTo("/consent?answer=unknown");
        }
        String elsewhere =
                cloud.cloud().origin() + "/oauth/google/admin-consent?admin_consent=True&state=" + state(link());
        assertThat(new Browser(cloud).comeBack(elsewhere)).isEqualTo("/consent?answer=unknown");

        assertThat(requests().getFirst().has("answeredAt")).isFalse();
        assertThat(company.trail().entries("consent-answered-by-administrator")).isEmpty();
    }

    @Test
    void somebody_who_waits_no_more_is_asked_for_no_more() {
        Mailbox account = forbidden();
        tried(account);
        URI link = link();

        assertThat(company.technician("tom")
                        .delete("/v1/consent-requests/microsoft")
                        .status())
                .isEqualTo(204);
        assertThat(requests()).hasSize(1);
        assertThat(tess.delete("/v1/consent-requests/microsoft").status()).isEqualTo(204);

        assertThat(requests()).isEmpty();
        URI back = new ConsentVisitor().approve(link, "admin@" + company.id() + ".example");
        assertThat(new Browser(cloud).comeBack(back.toString())).isEqualTo("/consent?answer=unknown");
        assertThat(requests()).isEmpty();
    }

    @Test
    void a_request_of_one_organisation_is_nobody_elses() {
        tried(forbidden());

        assertThat(new Company(cloud)
                        .technician("tess")
                        .get("/v1/connections")
                        .success()
                        .path("consentRequests"))
                .isEmpty();
        assertThat(company.administrator().get("/v1/connections").success().path("consentRequests"))
                .isEmpty();
    }

    @Test
    void claims_that_are_demanded_of_a_token_are_met_by_a_refresh() {
        Mailbox account = company.account(MICROSOFT, "tess");
        String connection = tess.connectAndChoose(account);
        cloud.providers().demandClaims(account.email(), false);
        long refreshes = cloud.providers().refreshes(MICROSOFT, account.email());

        company.put(
                "J-1",
                Company.job("Boiler service", io.syncline.tests.company.When.timed(2, "09:00", "10:30"), "tess"));

        assertThat(account.titles()).containsExactly("Boiler service");
        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(cloud.providers().refreshes(MICROSOFT, account.email())).isEqualTo(refreshes + 1);
    }

    @Test
    void claims_that_only_a_sign_in_can_meet_are_carried_to_it() throws Exception {
        Mailbox account = company.account(MICROSOFT, "tess");
        String connection = tess.connectAndChoose(account);
        cloud.providers().demandClaims(account.email(), true);

        company.put(
                "J-1",
                Company.job("Boiler service", io.syncline.tests.company.When.timed(2, "09:00", "10:30"), "tess"));

        assertThat(tess.state(connection)).isEqualTo("needs-reconnect");
        assertThat(account.titles()).isEmpty();
        String page = browser.leaveWith(tess, Browser.start("microsoft").put("connection", connection));
        JsonNode claims =
                new JsonMapper().readTree(URLDecoder.decode(parameter(page, "claims"), StandardCharsets.UTF_8));
        assertThat(claims.at("/access_token/xms_cc/values/0").asText()).isEqualTo("cp1");
        assertThat(claims.path("access_token").size()).isGreaterThan(1);

        assertThat(browser.comeBack(browser.allow(page, account.email()))).contains("connected=" + connection);
        cloud.settle();

        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(account.titles()).containsExactly("Boiler service");
    }

    /** An account of an organisation whose people may not consent themselves. */
    private Mailbox forbidden() {
        company.account(MICROSOFT, "admin");
        Mailbox account = company.account(MICROSOFT, "tess");
        cloud.providers().tenants(MICROSOFT).forbidConsent(company.id() + ".example");
        return account;
    }

    private String tried(Mailbox account) {
        return browser.comeBack(browser.allow(browser.leaveFor(tess, MICROSOFT), account.email()));
    }

    private List<JsonNode> requests() {
        return tess.get("/v1/connections")
                .success()
                .path("consentRequests")
                .valueStream()
                .toList();
    }

    private URI link() {
        return URI.create(requests().getFirst().path("link").asText());
    }

    private static String state(URI address) {
        return parameter(address.toString(), "state");
    }

    /** As it stands in the address, encoded. */
    private static String parameter(String address, String name) {
        return Optional.of(address.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1"))
                .filter(value -> !value.equals(address))
                .orElseThrow();
    }
}
