package io.syncline.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.token.AccountAnswer;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.GrantRefused;
import io.syncline.token.TokenAnswer.Granted;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole flow, with a person at the simulated providers' consent pages. */
class SimulatedProvidersTest {
    private static final URI CALLBACK = URI.create("http://localhost/oauth/callback");
    /** Code verifier and challenge of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String TESS = "tess@example.org";

    private final HttpClient browser = HttpClient.newHttpClient();
    private ProviderSimulators simulators;

    enum Who {
        GOOGLE,
        MICROSOFT
    }

    @BeforeEach
    void open() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
    }

    @AfterEach
    void close() {
        simulators.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_account_is_connected_and_refreshed(Who who) throws IOException, InterruptedException {
        AuthorizationServer server = server(who);

        Map<String, String> redirect = consent(server, scope -> true);
        Granted granted = exchanged(server, redirect);

        assertThat(redirect).containsEntry("state", "state-1");
        assertThat(server.acceptsIssuer(redirect.getOrDefault("iss", ""))).isTrue();
        assertThat(granted.services()).containsExactly(Service.CALENDAR);
        assertThat(granted.refreshToken()).isPresent();
        assertThat(server.accountOf(granted))
                .isEqualTo(new AccountAnswer.Known(new ProviderAccount(idOfTess(who), TESS, "Tess")));
        assertThat(server.refresh(granted.refreshToken().orElseThrow()))
                .isInstanceOfSatisfying(Granted.class, again -> {
                    assertThat(again.services()).containsExactly(Service.CALENDAR);
                    assertThat(again.accessToken()).isNotEqualTo(granted.accessToken());
                });
    }

    @Test
    void google_keeps_the_refresh_token_and_microsoft_gives_a_new_one() throws IOException, InterruptedException {
        AuthorizationServer google = server(Who.GOOGLE);
        AuthorizationServer microsoft = server(Who.MICROSOFT);
        Secret first = exchanged(microsoft, consent(microsoft, scope -> true))
                .refreshToken()
                .orElseThrow();

        Granted kept = (Granted) google.refresh(
                exchanged(google, consent(google, scope -> true)).refreshToken().orElseThrow());
        Granted rotated = (Granted) microsoft.refresh(first);

        assertThat(kept.refreshToken()).isEmpty();
        assertThat(rotated.refreshToken()).isPresent().isNotEqualTo(Optional.of(first));
    }

    @Test
    void a_person_who_allows_less_connects_less() throws IOException, InterruptedException {
        AuthorizationServer server = server(Who.GOOGLE);

        Granted granted = exchanged(server, consent(server, scope -> !scope.endsWith("calendar.events")));

        assertThat(granted.services()).isEmpty();
        assertThat(granted.scopes()).contains("openid", "email");
    }

    @ParameterizedTest
    @EnumSource
    void a_code_works_once(Who who) throws IOException, InterruptedException {
        AuthorizationServer server = server(who);
        Map<String, String> redirect = consent(server, scope -> true);
        exchanged(server, redirect);

        assertThat(exchange(server, redirect)).isEqualTo(new GrantRefused("invalid_grant"));
    }

    @ParameterizedTest
    @EnumSource
    void a_code_does_not_work_with_another_verifier(Who who) throws IOException, InterruptedException {
        AuthorizationServer server = server(who);
        Secret code = Secret.of(consent(server, scope -> true).get("code"));

        assertThat(server.exchange(code, Secret.of("x".repeat(43)), CALLBACK))
                .isEqualTo(new GrantRefused("invalid_grant"));
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_client_secret_blames_nobody(Who who) throws IOException, InterruptedException {
        Granted granted = exchanged(server(who), consent(server(who), scope -> true));
        AuthorizationServer wrong = server(who, Secret.of("expired"));

        assertThat(wrong.refresh(granted.refreshToken().orElseThrow())).isInstanceOf(ClientRefused.class);
        assertThat(server(who).refresh(granted.refreshToken().orElseThrow())).isInstanceOf(Granted.class);
    }

    @Test
    void a_revoked_grant_of_google_is_dead() throws IOException, InterruptedException {
        AuthorizationServer server = server(Who.GOOGLE);
        Secret token =
                exchanged(server, consent(server, scope -> true)).refreshToken().orElseThrow();

        server.revoke(token);
        server.revoke(token);

        assertThat(server.refresh(token)).isEqualTo(new GrantRefused("invalid_grant"));
    }

    private AuthorizationServer server(Who who) {
        return server(who, Secret.of(client(who).secret()));
    }

    private AuthorizationServer server(Who who, Secret secret) {
        Optional<ClientCredentials> client =
                Optional.of(new ClientCredentials(client(who).id(), secret));
        return switch (who) {
            case GOOGLE ->
                AuthorizationServers.google(
                        new GoogleEndpoints(
                                URI.create(simulators.endpoints().googleAuthorize()),
                                URI.create(simulators.endpoints().googleToken()),
                                URI.create(simulators.endpoints().googleRevoke()),
                                URI.create(simulators.endpoints().googleUserinfo())),
                        () -> client,
                        InstantSource.system());
            case MICROSOFT ->
                AuthorizationServers.microsoft(
                        MicrosoftEndpoints.under(
                                URI.create(simulators.endpoints().microsoftLogin() + "/organizations"),
                                URI.create(simulators.endpoints().graphRoot())),
                        () -> client,
                        InstantSource.system());
        };
    }

    private OAuthClient client(Who who) {
        return who == Who.GOOGLE ? simulators.googleClient() : simulators.microsoftClient();
    }

    private String idOfTess(Who who) {
        Account tess = simulators.control().accounts().stream()
                .filter(account -> account.provider().name().equals(who.name()))
                .findFirst()
                .orElseThrow();
        return who == Who.GOOGLE ? tess.subject() : tess.tenant() + '.' + tess.subject();
    }

    private static Granted exchanged(AuthorizationServer server, Map<String, String> redirect) {
        TokenAnswer answer = exchange(server, redirect);
        assertThat(answer).isInstanceOf(Granted.class);
        return (Granted) answer;
    }

    private static TokenAnswer exchange(AuthorizationServer server, Map<String, String> redirect) {
        return server.exchange(Secret.of(redirect.get("code")), VERIFIER, CALLBACK);
    }

    /** Tess comes for the first time, ticks what she likes, and is sent back with these parameters. */
    private Map<String, String> consent(AuthorizationServer server, Predicate<String> ticked)
            throws IOException, InterruptedException {
        URI page = server.authorizationUri(Set.of(Service.CALENDAR), "state-1", CHALLENGE, CALLBACK);
        String html = send(HttpRequest.newBuilder(page)).body();
        String scopes = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .filter(ticked)
                .map(scope -> "&scope=" + encoded(scope))
                .collect(Collectors.joining());
        String body = "decision=allow&new_account=" + encoded(TESS) + "&request="
                + encoded(found("name=\"request\" value=\"([^\"]+)\"", html)) + scopes;
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page.resolve(found("action=\"([^\"]+)\"", html)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        URI redirect = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return Stream.of(redirect.getRawQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
