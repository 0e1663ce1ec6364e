package io.syncline.oauth;

import static io.syncline.oauth.ScriptedProviders.CALLBACK;
import static io.syncline.oauth.ScriptedProviders.query;
import static io.syncline.oauth.ScriptedProviders.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Service;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationUriTest {
    private static final String CAPABLE = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";
    private static final String PREFIX = "https://www.googleapis.com/auth/";

    private ScriptedProviders providers;

    @BeforeEach
    void start() throws IOException {
        providers = new ScriptedProviders();
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void google_is_asked_for_the_least_scopes_and_for_a_refresh_token() {
        URI uri = providers.google.authorizationUri(wanted(Service.CALENDAR));

        assertThat(uri.toString())
                .startsWith(providers.server.uri("/auth?").toString())
                .doesNotContain("+");
        assertThat(query(uri))
                .containsOnly(
                        Map.entry("client_id", "client-1"),
                        Map.entry("response_type", "code"),
                        Map.entry("redirect_uri", CALLBACK.toString()),
                        Map.entry(
                                "scope",
                                "openid email profile " + PREFIX + "calendar.calendarlist.readonly " + PREFIX
                                        + "calendar.events"),
                        Map.entry("state", "state/1"),
                        Map.entry("code_challenge", "challenge"),
                        Map.entry("code_challenge_method", "S256"),
                        Map.entry("access_type", "offline"),
                        Map.entry("prompt", "consent"),
                        Map.entry("include_granted_scopes", "true"));
    }

    @Test
    void microsoft_is_asked_for_the_least_scopes_and_for_a_refresh_token() {
        URI uri = providers.microsoft.authorizationUri(wanted(Service.CALENDAR));

        assertThat(uri.toString())
                .startsWith(providers
                        .server
                        .uri("/organizations/oauth2/v2.0/authorize?")
                        .toString());
        assertThat(query(uri))
                .containsOnly(
                        Map.entry("client_id", "client-1"),
                        Map.entry("response_type", "code"),
                        Map.entry("redirect_uri", CALLBACK.toString()),
                        Map.entry("scope", "openid profile email offline_access User.Read Calendars.ReadWrite"),
                        Map.entry("state", "state/1"),
                        Map.entry("code_challenge", "challenge"),
                        Map.entry("code_challenge_method", "S256"),
                        Map.entry("response_mode", "query"),
                        Map.entry("prompt", "select_account"),
                        Map.entry("claims", CAPABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "CALENDAR, calendar.calendarlist.readonly calendar.events",
        "CALENDAR_READ, calendar.calendarlist.readonly calendar.events.readonly",
        "MAIL, gmail.readonly",
        "CONTACTS, contacts.readonly"
    })
    void of_google_each_service_wants_its_least_scopes(Service service, String scopes) {
        assertThat(query(providers.google.authorizationUri(wanted(service))))
                .containsEntry("scope", "openid email profile " + PREFIX + scopes.replace(" ", " " + PREFIX));
    }

    @ParameterizedTest
    @CsvSource({
        "CALENDAR, Calendars.ReadWrite",
        "CALENDAR_READ, Calendars.Read",
        "MAIL, Mail.Read",
        "CONTACTS, Contacts.Read"
    })
    void of_microsoft_each_service_wants_its_least_scope(Service service, String scope) {
        assertThat(query(providers.microsoft.authorizationUri(wanted(service))))
                .containsEntry("scope", "openid profile email offline_access User.Read " + scope);
    }

    @Test
    void who_may_write_need_not_ask_for_reading() {
        assertThat(query(providers.google.authorizationUri(wanted(Service.CALENDAR, Service.CALENDAR_READ))))
                .isEqualTo(query(providers.google.authorizationUri(wanted(Service.CALENDAR))));
        assertThat(query(providers.microsoft.authorizationUri(wanted(Service.CALENDAR_READ, Service.CALENDAR))))
                .isEqualTo(query(providers.microsoft.authorizationUri(wanted(Service.CALENDAR))));
    }

    @Test
    void several_services_are_asked_for_together() {
        assertThat(query(providers.microsoft.authorizationUri(
                                wanted(Service.CONTACTS, Service.MAIL, Service.CALENDAR_READ)))
                        .get("scope"))
                .endsWith("User.Read Calendars.Read Mail.Read Contacts.Read");
    }

    @Test
    void without_services_only_the_identity_is_asked_for() {
        assertThat(query(providers.google.authorizationUri(wanted()))).containsEntry("scope", "openid email profile");
    }

    @Test
    void an_account_that_is_expected_is_hinted_at() {
        var hinted = wanted(Optional.of("tess+work@example.org"), Optional.empty(), Service.MAIL);

        assertThat(query(providers.google.authorizationUri(hinted)))
                .containsEntry("login_hint", "tess+work@example.org")
                .containsEntry("prompt", "consent");
        assertThat(query(providers.microsoft.authorizationUri(hinted)))
                .containsEntry("login_hint", "tess+work@example.org")
                .doesNotContainKey("prompt");
    }

    @Test
    void an_account_without_address_is_not_hinted_at() {
        var hinted = wanted(Optional.of(" "), Optional.empty(), Service.MAIL);

        assertThat(query(providers.google.authorizationUri(hinted))).doesNotContainKey("login_hint");
        assertThat(query(providers.microsoft.authorizationUri(hinted)))
                .doesNotContainKey("login_hint")
                .containsEntry("prompt", "select_account");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"access_token\":{\"nbf\":{\"essential\":true}}}"
                        + "|{\"access_token\":{\"nbf\":{\"essential\":true},\"xms_cc\":{\"values\":[\"cp1\"]}}}",
                "{\"access_token\":{\"xms_cc\":{\"values\":[\"x\"]}}}|{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}",
                "{\"id_token\":{\"acrs\":null}}"
                        + "|{\"id_token\":{\"acrs\":null},\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}"
            })
    void what_a_challenge_demands_goes_along_with_what_we_are_capable_of(String challenge, String claims) {
        assertThat(query(providers.microsoft.authorizationUri(
                        wanted(Optional.empty(), Optional.of(challenge), Service.CALENDAR))))
                .containsEntry("claims", claims);
    }

    @ParameterizedTest
    @MethodSource("hostileChallenges")
    void a_hostile_challenge_is_left_out(String challenge) {
        assertThat(query(providers.microsoft.authorizationUri(
                        wanted(Optional.empty(), Optional.of(challenge), Service.CALENDAR))))
                .containsEntry("claims", CAPABLE);
    }

    static String[] hostileChallenges() {
        return new String[] {
            "",
            "no json",
            "null",
            "[]",
            "\"access_token\"",
            "{\"access_token\":[]}",
            "{\"access_token\":null}",
            "{\"access_token\":\"x\"}",
            "{\"access_token\":{}} {}",
            "{\"access_token\":{",
            "[".repeat(4000),
            "{\"a\":".repeat(1500),
            "{\"access_token\":{\"x\":\"" + "y".repeat(5000) + "\"}}"
        };
    }

    @Test
    void google_is_told_no_claims() {
        assertThat(query(providers.google.authorizationUri(
                        wanted(Optional.empty(), Optional.of("{\"access_token\":{}}"), Service.CALENDAR))))
                .doesNotContainKey("claims");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a&prompt=none", "a#b", "ä", "a=b?c"})
    void nothing_that_is_handed_over_becomes_a_parameter_of_its_own(String text) {
        var hinted = wanted(Optional.of(text), Optional.empty(), Service.MAIL);

        assertThat(query(providers.google.authorizationUri(hinted)))
                .containsEntry("login_hint", text)
                .containsEntry("prompt", "consent");
    }

    @Test
    void an_administrator_of_microsoft_consents_to_full_names_and_to_signing_in() {
        URI back = URI.create("https://syncline.example/oauth/microsoft/admin-consent");
        URI uri = providers
                .microsoft
                .adminConsentUri(Set.of(Service.CALENDAR, Service.MAIL), "state", back)
                .orElseThrow();

        assertThat(uri.toString())
                .startsWith(providers
                        .server
                        .uri("/organizations/v2.0/adminconsent?")
                        .toString());
        assertThat(query(uri))
                .containsOnly(
                        Map.entry("client_id", "client-1"),
                        Map.entry(
                                "scope",
                                "openid profile email offline_access https://graph.microsoft.com/User.Read"
                                        + " https://graph.microsoft.com/Calendars.ReadWrite"
                                        + " https://graph.microsoft.com/Mail.Read"),
                        Map.entry("redirect_uri", back.toString()),
                        Map.entry("state", "state"));
    }

    @Test
    void google_has_no_page_for_administrators() {
        assertThat(providers.google.adminConsentUri(Set.of(Service.CALENDAR), "state", CALLBACK))
                .isEmpty();
    }
}
