package io.syncline.tests.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.journeys.Rows;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A way back from the provider that is not the one that was started ends on a page that says what to do. */
@ExtendWith(SharedCloud.class)
class RefusedCallbackTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Browser browser;

    RefusedCallbackTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.browser = new Browser(cloud);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void consent_that_was_denied_stores_nothing(Provider provider) {
        String page = browser.leaveFor(tess, provider);

        refused(browser.deny(page, company.account(provider, "tess").email()), "denied");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_way_back_without_state_stores_nothing(Provider provider) {
        refused(allowed(provider).replaceAll("state=[^&]*&?", ""), "incomplete");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_tampered_state_stores_nothing(Provider provider) {
        String callback = allowed(provider);
        String state = stateOf(callback);
        String other = (state.charAt(4) == 'A' ? "B" : "A");

        refused(withState(callback, state.substring(0, 4) + other + state.substring(5)), "invalid");
        refused(withState(callback, state.substring(0, state.indexOf('.') + 1)), "invalid");
        refused(withState(callback, "nonsense"), "invalid");
        refused(withState(callback, "."), "invalid");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_state_that_is_used_again_stores_nothing_new(Provider provider) {
        String callback = allowed(provider);
        assertThat(browser.comeBack(callback)).contains("connected=");
        String connection = tess.connections().getFirst().toString();

        assertThat(browser.comeBack(callback)).isEqualTo("/connections?problem=used");

        assertThat(tess.connections()).hasSize(1);
        assertThat(tess.connections().getFirst()).hasToString(connection);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_state_that_has_run_out_stores_nothing(Provider provider) {
        String callback = allowed(provider);

        refused(withState(callback, expired(stateOf(callback))), "expired");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_browser_without_the_cookie_stores_nothing(Provider provider) {
        String callback = allowed(provider);
        browser.forgetCookies();

        refused(callback, "invalid");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_cookie_of_another_browser_stores_nothing(Provider provider) {
        String callback = allowed(provider);
        browser.useCookie("__Host-syncline-connect=" + "A".repeat(43));

        refused(callback, "invalid");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_state_of_one_provider_is_none_of_the_other(Provider provider) {
        String callback = allowed(provider);
        String other = provider == Provider.GOOGLE ? "microsoft" : "google";

        refused(callback.replace("/oauth/" + provider.slug() + "/", "/oauth/" + other + "/"), "invalid");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void an_unknown_provider_stores_nothing(Provider provider) {
        refused(allowed(provider).replace("/oauth/" + provider.slug() + "/", "/oauth/yahoo/"), "incomplete");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_way_back_without_code_stores_nothing(Provider provider) {
        refused(allowed(provider).replaceAll("(?<=[?&])code=[^&]*&?", ""), "incomplete");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_code_that_the_provider_does_not_know_stores_nothing(Provider provider) {
        refused(allowed(provider).replaceAll("(?<=[?&])code=[^&]*", "code=nonsense"), "provider");
    }

    private String allowed(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        return browser.allow(browser.leaveFor(tess, provider), account.email());
    }

    private void refused(String callback, String problem) {
        Answer answer = browser.callback(callback);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).isEqualTo("/connections?problem=" + problem);
        assertThat(tess.connections()).isEmpty();
        assertThat(Rows.of(cloud, "ConnectionsTable")).noneMatch(row -> row.contains(company.id()));
        assertThat(Rows.of(cloud, "VaultTable"))
                .filteredOn(row -> row.contains(company.id()))
                .allMatch(row -> row.contains("keyset"));
    }

    private static String stateOf(String callback) {
        String query = callback.substring(callback.indexOf('?') + 1);
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("state=")) {
                return URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("There is no state in " + callback);
    }

    private static String withState(String callback, String state) {
        return callback.replaceAll("(?<=[?&])state=[^&]*", "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    /** The same state as of an hour ago, signed by the operator with the real key. */
    private String expired(String state) {
        String text = new String(
                Base64.getUrlDecoder().decode(state.substring(0, state.indexOf('.'))), StandardCharsets.UTF_8);
        String[] parts = text.split("\n", -1);
        parts[5] = Long.toString(Long.parseLong(parts[5]) - 3600);
        String encoded = base64(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        String mac = cloud.cloud()
                .aws("kms")
                .call(
                        "TrentService.GenerateMac",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("KeyId", cloud.cloud().reference("StateKey"))
                                .put("MacAlgorithm", "HMAC_SHA_256")
                                .put(
                                        "Message",
                                        Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8))))
                .path("Mac")
                .asText();
        return encoded + "." + base64(Base64.getDecoder().decode(mac));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
