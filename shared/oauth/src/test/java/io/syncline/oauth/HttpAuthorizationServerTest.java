package io.syncline.oauth;

import static io.syncline.oauth.ScriptedProviders.CALLBACK;
import static io.syncline.oauth.ScriptedProviders.CLOCK;
import static io.syncline.oauth.ScriptedProviders.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServer.Revocation;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.Granted;
import io.syncline.token.TokenAnswer.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAuthorizationServerTest {
    private static final String CAPABLE = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";
    private static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
    private static final String CALENDAR_LIST = "https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    private ScriptedProviders providers;
    private ScriptedServer server;
    private AuthorizationServer google;
    private AuthorizationServer microsoft;

    @BeforeEach
    void start() throws IOException {
        providers = new ScriptedProviders();
        server = providers.server;
        google = providers.google;
        microsoft = providers.microsoft;
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void a_code_is_exchanged_with_its_verifier() {
        server.answer(200, tokens(CALENDAR_LIST + " " + EVENTS + " openid"));

        TokenAnswer answer = google.exchange(Secret.of("4/0code"), Secret.of("verifier"), CALLBACK);

        assertThat(answer)
                .isEqualTo(new Granted(
                        Secret.of("access-1"),
                        Optional.of(Secret.of("refresh-1")),
                        Duration.ofSeconds(3599),
                        Set.of(CALENDAR_LIST, EVENTS, "openid"),
                        Set.of(Service.CALENDAR),
                        Optional.empty()));
        assertThat(server.asked().getFirst().form())
                .containsOnly(
                        Map.entry("grant_type", "authorization_code"),
                        Map.entry("code", "4/0code"),
                        Map.entry("code_verifier", "verifier"),
                        Map.entry("redirect_uri", CALLBACK.toString()),
                        Map.entry("client_id", "client-1"),
                        Map.entry("client_secret", "client-secret-4711"));
        assertThat(server.asked().getFirst().uri().getQuery()).isNull();
    }

    @Test
    void a_refresh_may_come_without_a_refresh_token() {
        server.answer(200, """
                {"access_token":"access-2","expires_in":3599,"scope":"openid","token_type":"bearer"}""");

        assertThat(google.refresh(Secret.of("refresh-1")))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.refreshToken()).isEmpty());
        assertThat(server.asked().getFirst().form())
                .containsOnly(
                        Map.entry("grant_type", "refresh_token"),
                        Map.entry("refresh_token", "refresh-1"),
                        Map.entry("client_id", "client-1"),
                        Map.entry("client_secret", "client-secret-4711"));
    }

    @Test
    void microsoft_is_told_at_every_token_request_that_challenges_are_understood() {
        microsoft.exchange(Secret.of("c"), Secret.of("v"), CALLBACK);
        microsoft.refresh(Secret.of("r"));

        assertThat(server.asked())
                .hasSize(2)
                .allSatisfy(asked -> assertThat(asked.form())
                        .containsEntry("claims", CAPABLE)
                        .doesNotContainKey("scope"));
    }

    @Test
    void what_graph_demanded_is_asked_of_the_next_token() {
        microsoft.refresh(Secret.of("r"), Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}"));
        microsoft.refresh(Secret.of("r"), Optional.of("{\"access_token\":"));

        assertThat(server.asked().getFirst().form())
                .containsEntry(
                        "claims", "{\"access_token\":{\"nbf\":{\"value\":\"1\"},\"xms_cc\":{\"values\":[\"cp1\"]}}}");
        assertThat(server.asked().getLast().form()).containsEntry("claims", CAPABLE);
    }

    @Test
    void google_is_told_no_claims() {
        google.refresh(Secret.of("r"), Optional.of("{\"access_token\":{}}"));

        assertThat(server.asked().getFirst().form()).doesNotContainKey("claims");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"scope\":null"})
    void after_a_refresh_without_scopes_they_are_unchanged(String scope) {
        server.answer(200, "{\"access_token\":\"a\",\"expires_in\":3599,\"token_type\":\"Bearer\"" + scope + "}");

        for (AuthorizationServer any : List.of(google, microsoft)) {
            assertThat(any.refresh(Secret.of("r"))).isInstanceOfSatisfying(Granted.class, granted -> {
                assertThat(granted.scopes()).isEmpty();
                assertThat(granted.services()).isEmpty();
            });
            assertThat(any.exchange(Secret.of("c"), Secret.of("v"), CALLBACK)).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7200", "0", "-1", "null", "\"soon\"", "99999999999999999999", "{}"})
    void the_end_of_a_refresh_token_may_be_told(String end) {
        server.answer(200, tokens("openid").replace("{", "{\"refresh_token_expires_in\":" + end + ","));

        assertThat(google.refresh(Secret.of("r"))).isInstanceOf(Granted.class);
    }

    @Test
    void a_subset_of_the_scopes_allows_less() {
        server.answer(200, tokens("openid https://www.googleapis.com/auth/userinfo.email " + EVENTS));

        assertThat(google.exchange(Secret.of("c"), Secret.of("v"), CALLBACK))
                .isInstanceOfSatisfying(Granted.class, granted -> {
                    assertThat(granted.services()).isEmpty();
                    assertThat(granted.scopes()).containsExactlyInAnyOrder("openid", "email", EVENTS);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Calendars.ReadWrite", "https://graph.microsoft.com/Calendars.ReadWrite", "calendars.readwrite"})
    void microsoft_writes_a_scope_in_several_ways(String scope) {
        server.answer(200, tokens("openid " + scope));

        assertThat(microsoft.refresh(Secret.of("r")))
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.services()).containsExactly(Service.CALENDAR));
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void F5_a_useless_answer_disconnects_nobody_and_tells_no_secret(int status, String body) {
        server.answer(status, body);

        for (AuthorizationServer any : new AuthorizationServer[] {google, microsoft}) {
            TokenAnswer answer = any.refresh(Secret.of("refresh-1"));

            assertThat(answer).isInstanceOf(Unavailable.class);
            assertThat(answer.toString()).doesNotContain("access-1", "refresh-1", "client-secret-4711");
        }
    }

    static Stream<Arguments> uselessAnswers() {
        String fine = tokens("openid");
        return Stream.of(
                answer(200, "<!doctype html><p>access-1 refresh-1"),
                answer(200, ""),
                answer(200, "[]"),
                answer(200, "null"),
                answer(200, "\"access-1\""),
                answer(200, fine.substring(0, fine.length() - 5)),
                answer(200, fine + fine),
                answer(200, "[".repeat(60_000)),
                answer(200, fine.replace("access-1", "x".repeat(70_000))),
                answer(200, fine.replace("3599", "-3599")),
                answer(200, fine.replace("3599", "0")),
                answer(200, fine.replace("3599", "3599.5")),
                answer(200, fine.replace("3599", "\"soon\"")),
                answer(200, fine.replace("3599", "null")),
                answer(200, fine.replace("3599", "99999999999999999999")),
                answer(200, fine.replace("3599", "604801")),
                answer(200, fine.replace("\"access-1\"", "null")),
                answer(200, fine.replace("\"access-1\"", "17")),
                answer(200, fine.replace("access-1", "")),
                answer(200, fine.replace("access-1", "access-1\\r\\nX-Evil: 1")),
                answer(200, fine.replace("refresh-1", "refresh-1\\n")),
                answer(200, fine.replace("Bearer", "mac")),
                answer(200, fine.replace("\"openid\"", "17")),
                answer(200, fine.replace("\"openid\"", "[\"openid\"]")),
                answer(200, fine.replace("\"openid\"", "\" \"")),
                answer(200, error("invalid_grant")),
                answer(400, "<html>refresh-1</html>"),
                answer(400, "{}"),
                answer(400, error("something_new refresh-1")),
                answer(400, error("invalid_request")),
                answer(404, ""),
                answer(408, error("timeout")),
                answer(500, error("invalid_grant")),
                answer(503, error("invalid_client")),
                answer(204, ""),
                answer(304, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 30, 30",
        "503, 7, 7",
        "503, 'Sun, 22 Nov 2026 09:01:00 GMT', 60",
        "503, 'Sun, 22 Nov 2026 08:00:00 GMT', 0",
        "503, 999999999, 86400"
    })
    void the_provider_may_say_how_long_to_wait(int status, String header, long seconds) {
        server.answer(status, Map.of("Retry-After", header), "");

        assertThat(((Unavailable) google.refresh(Secret.of("r"))).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "99999999999999999999"})
    void nonsense_about_waiting_is_not_believed(String header) {
        server.answer(429, Map.of("Retry-After", header), "");

        assertThat(((Unavailable) google.refresh(Secret.of("r"))).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html; charset=latin1", "nonsense"})
    void F3_tokens_under_a_wrong_content_type_are_not_thrown_away(String contentType) {
        server.answer(200, Map.of("Content-Type", contentType), tokens("openid"));

        assertThat(microsoft.refresh(Secret.of("refresh-1"))).isInstanceOf(Granted.class);
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            server.answer(307, Map.of("Location", elsewhere.uri("/token").toString()), "");

            assertThat(google.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up() {
        server.fallSilent();
        AuthorizationServer impatient = new HttpAuthorizationServer(
                new GoogleDialect(providers.googleEndpoints()),
                ScriptedProviders::client,
                new JsonOverHttp(CLOCK, Duration.ofMillis(50)));

        assertThat(impatient.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void F5_a_server_that_is_not_there_disconnects_nobody() {
        server.close();

        assertThat(google.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void the_account_of_google_is_its_sub() {
        server.answer(200, """
                {"sub":"1084","email":"tess@example.org","name":"Tess\\u0007 Muster","email_verified":true}""");

        assertThat(google.accountOf(granted(Optional.empty())))
                .isEqualTo(new AccountAnswer.Known(new ProviderAccount("1084", "tess@example.org", "Tess  Muster")));
        assertThat(server.asked().getFirst().headers().get("Authorization")).containsExactly("Bearer access-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sub\":\"\"}", "{\"sub\":\"a b\"}", "{\"sub\":{}}", "<html>", ""})
    void an_account_of_google_without_sub_is_nobody(String body) {
        server.answer(200, body);

        assertThat(google.accountOf(granted(Optional.empty()))).isInstanceOf(AccountAnswer.Unavailable.class);
    }

    @Test
    void the_account_of_microsoft_is_tenant_and_object() {
        String claims = """
                {"aud":"client-1","tid":"t-1","oid":"o-1","preferred_username":"tess@example.org","name":"Tess"}""";

        assertThat(microsoft.accountOf(granted(Optional.of(idToken(claims)))))
                .isEqualTo(new AccountAnswer.Known(new ProviderAccount("t-1.o-1", "tess@example.org", "Tess")));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void an_account_of_microsoft_without_address_is_asked_for_it() {
        server.answer(200, "{\"sub\":\"x\",\"email\":\"tess@example.org\"}");

        assertThat(microsoft.accountOf(
                        granted(Optional.of(idToken("{\"aud\":\"client-1\",\"tid\":\"t-1\",\"oid\":\"o-1\"}")))))
                .isEqualTo(new AccountAnswer.Known(new ProviderAccount("t-1.o-1", "tess@example.org", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"aud\":\"another-client\",\"tid\":\"t-1\",\"oid\":\"o-1\"}",
                "{\"aud\":[\"client-1\",\"another-client\"],\"tid\":\"t-1\",\"oid\":\"o-1\"}",
                "{\"tid\":\"t-1\",\"oid\":\"o-1\"}",
                "{\"aud\":\"client-1\",\"oid\":\"o-1\"}",
                "{\"aud\":\"client-1\",\"tid\":\"t-1\"}",
                "{\"aud\":\"client-1\",\"tid\":\"t/1\",\"oid\":\"o-1\"}",
                "[]",
                "no json"
            })
    void an_id_token_for_somebody_else_or_for_nobody_is_refused(String claims) {
        assertThat(microsoft.accountOf(granted(Optional.of(idToken(claims)))))
                .isInstanceOf(AccountAnswer.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b", "a.b.c.d", "!.!.!"})
    void a_malformed_id_token_is_refused(String token) {
        assertThat(microsoft.accountOf(granted(Optional.of(Secret.of(token)))))
                .isInstanceOf(AccountAnswer.Unavailable.class);
    }

    @Test
    void microsoft_without_id_token_is_nobody() {
        assertThat(microsoft.accountOf(granted(Optional.empty()))).isInstanceOf(AccountAnswer.Unavailable.class);
    }

    @Test
    void an_issuer_is_verified_where_it_is_sent() {
        assertThat(google.acceptsIssuer("")).isTrue();
        assertThat(google.acceptsIssuer("https://accounts.google.com")).isTrue();
        assertThat(google.acceptsIssuer(server.uri("").toString())).isTrue();
        assertThat(google.acceptsIssuer("https://accounts.google.com.evil.example"))
                .isFalse();
        assertThat(google.acceptsIssuer("https://login.microsoftonline.com/x/v2.0"))
                .isFalse();
        assertThat(microsoft.acceptsIssuer("")).isTrue();
        assertThat(microsoft.acceptsIssuer("https://accounts.google.com")).isFalse();
        assertThat(microsoft.acceptsIssuer(
                        server.uri("/3f9c1b2a-0d4e-4c6b-9a57-1f2e3d4c5b6a/v2.0").toString()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", " \n"})
    void google_is_asked_to_forget_a_token(String body) {
        server.answer(200, body);

        assertThat(google.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.REVOKED);
        assertThat(server.asked().getFirst().uri().getPath()).isEqualTo("/revoke");
        assertThat(server.asked().getFirst().form()).containsOnly(Map.entry("token", "refresh-1"));
    }

    @Test
    void what_google_does_not_know_is_forgotten() {
        server.answer(400, error("invalid_token"));

        assertThat(google.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.REVOKED);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request",
        "401, invalid_client",
        "403, rate_limit_exceeded",
        "429, invalid_token",
        "500, invalid_token",
        "302, invalid_token"
    })
    void any_other_answer_does_not_say_that_a_token_is_forgotten(int status, String code) {
        server.answer(status, error(code));

        assertThat(google.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.UNAVAILABLE);
    }

    @Test
    void a_page_or_silence_does_not_say_that_a_token_is_forgotten() {
        server.answer(200, "<html>sign in to the network</html>");
        assertThat(google.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.UNAVAILABLE);

        server.close();
        assertThat(google.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.UNAVAILABLE);
    }

    @Test
    void microsoft_has_nothing_to_forget_with() {
        assertThat(microsoft.revoke(Secret.of("refresh-1"))).isEqualTo(Revocation.NOT_OFFERED);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void without_credentials_nothing_is_asked() {
        AuthorizationServer unknown = AuthorizationServers.google(providers.googleEndpoints(), Optional::empty, CLOCK);

        assertThat(google.isConfigured()).isTrue();
        assertThat(unknown.isConfigured()).isFalse();
        assertThat(unknown.refresh(Secret.of("r"))).isEqualTo(new ClientRefused("not_configured"));
        assertThat(unknown.accountOf(granted(Optional.empty()))).isInstanceOf(AccountAnswer.Unavailable.class);
        assertThatThrownBy(() -> unknown.authorizationUri(wanted())).isInstanceOf(IllegalStateException.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void the_real_endpoints_are_those_of_the_providers() {
        assertThat(MicrosoftEndpoints.real().authorize())
                .hasToString("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize");
        assertThat(MicrosoftEndpoints.real().token())
                .hasToString("https://login.microsoftonline.com/organizations/oauth2/v2.0/token");
        assertThat(MicrosoftEndpoints.real().adminConsent())
                .hasToString("https://login.microsoftonline.com/organizations/v2.0/adminconsent");
        assertThat(MicrosoftEndpoints.real().userInfo()).hasToString("https://graph.microsoft.com/oidc/userinfo");
        assertThat(GoogleEndpoints.real().token()).hasToString("https://oauth2.googleapis.com/token");
    }

    private static Granted granted(Optional<Secret> idToken) {
        return new Granted(Secret.of("access-1"), Optional.empty(), Duration.ofHours(1), Set.of(), Set.of(), idToken);
    }

    private static Secret idToken(String claims) {
        return Secret.of(base64("{\"alg\":\"RS256\"}") + '.' + base64(claims) + ".c2lnbmF0dXJl");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments answer(int status, String body) {
        return Arguments.of(status, body);
    }

    private static String tokens(String scope) {
        return """
                {"access_token":"access-1","expires_in":3599,"refresh_token":"refresh-1","scope":"%s","token_type":"Bearer"}""".formatted(scope);
    }

    private static String error(String code) {
        return "{\"error\":\"%s\",\"error_description\":\"refresh-1 was not liked\"}".formatted(code);
    }
}
