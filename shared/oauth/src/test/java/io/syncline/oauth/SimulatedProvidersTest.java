package io.syncline.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.control.ConsentVisitor;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.oauth.AadError;
import io.syncline.local.providers.oauth.GoogleTokenError;
import io.syncline.local.providers.oauth.IdTokenFlaw;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.AuthorizationServer.Revocation;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes.Probe;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.AdministratorRefused;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.GrantRefused;
import io.syncline.token.TokenAnswer.Granted;
import io.syncline.token.TokenAnswer.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole flow, with people at the simulated providers' consent pages. */
class SimulatedProvidersTest {
    private static final URI CALLBACK = URI.create("http://localhost/oauth/callback");
    private static final URI ADMIN_CALLBACK = URI.create("http://localhost/oauth/admin-consent");
    /** Code verifier and challenge of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String TESS = "tess@example.org";
    private static final Set<Service> EVERYTHING = Set.of(Service.CALENDAR, Service.MAIL, Service.CONTACTS);

    private final ConsentVisitor visitor = new ConsentVisitor();
    private ProviderSimulators simulators;
    private SimulatorControl control;

    @BeforeEach
    void open() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
        control = simulators.control();
    }

    @AfterEach
    void close() {
        simulators.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_account_is_connected_and_refreshed(Provider provider) {
        AuthorizationServer server = server(provider);

        Map<String, String> redirect = consent(server, EVERYTHING, scope -> true);
        Granted granted = exchanged(server, redirect);

        assertThat(redirect).containsEntry("state", "state-1");
        assertThat(server.acceptsIssuer(redirect.getOrDefault("iss", ""))).isTrue();
        assertThat(granted.services()).isEqualTo(EVERYTHING);
        assertThat(granted.refreshToken()).isPresent();
        assertThat(server.accountOf(granted)).isInstanceOfSatisfying(AccountAnswer.Known.class, known -> {
            assertThat(known.account().id()).isEqualTo(idOfTess(provider));
            assertThat(known.account().email()).isEqualTo(TESS);
        });
        assertThat(refreshed(server, granted)).isInstanceOfSatisfying(Granted.class, again -> {
            assertThat(again.services()).isEqualTo(EVERYTHING);
            assertThat(again.accessToken()).isNotEqualTo(granted.accessToken());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE, CALENDAR", "GOOGLE, CALENDAR_READ", "GOOGLE, MAIL", "GOOGLE, CONTACTS",
        "MICROSOFT, CALENDAR", "MICROSOFT, CALENDAR_READ", "MICROSOFT, MAIL", "MICROSOFT, CONTACTS"
    })
    void each_service_can_be_connected_by_itself(Provider provider, Service service) {
        assertThat(grantedFor(server(provider), Set.of(service)).services()).containsExactly(service);
    }

    @Test
    void google_keeps_the_refresh_token_and_microsoft_gives_a_new_one() {
        Granted google = grantedFor(server(Provider.GOOGLE), Set.of(Service.CALENDAR));
        Granted microsoft = grantedFor(server(Provider.MICROSOFT), Set.of(Service.CALENDAR));

        Granted kept = (Granted) refreshed(server(Provider.GOOGLE), google);
        Granted rotated = (Granted) refreshed(server(Provider.MICROSOFT), microsoft);

        assertThat(kept.refreshToken()).isEmpty();
        assertThat(rotated.refreshToken()).isPresent().isNotEqualTo(microsoft.refreshToken());
    }

    @Test
    void a_person_who_allows_less_connects_less() {
        AuthorizationServer server = server(Provider.GOOGLE);

        Granted granted = exchanged(server, consent(server, EVERYTHING, scope -> !scope.contains("gmail")));

        assertThat(granted.services()).containsExactlyInAnyOrder(Service.CALENDAR, Service.CONTACTS);
    }

    @Test
    void what_was_not_allowed_can_be_added() {
        AuthorizationServer server = server(Provider.GOOGLE);
        exchanged(server, consent(server, EVERYTHING, scope -> !scope.contains("gmail")));

        assertThat(grantedFor(server, Set.of(Service.MAIL)).services()).isEqualTo(EVERYTHING);
    }

    @ParameterizedTest
    @EnumSource
    void a_person_may_say_no(Provider provider) {
        AuthorizationServer server = server(provider);

        Map<String, String> redirect =
                ScriptedProviders.query(visitor.deny(page(server, Set.of(Service.CALENDAR)), TESS));

        assertThat(fault(server, redirect)).isEqualTo(AuthorizationFault.DENIED);
    }

    @ParameterizedTest
    @EnumSource
    void a_code_works_once(Provider provider) {
        AuthorizationServer server = server(provider);
        Map<String, String> redirect = consent(server, EVERYTHING, scope -> true);
        exchanged(server, redirect);

        assertThat(exchange(server, redirect)).isInstanceOf(GrantRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_code_does_not_work_with_another_verifier(Provider provider) {
        AuthorizationServer server = server(provider);
        Secret code = Secret.of(consent(server, EVERYTHING, scope -> true).get("code"));

        assertThat(server.exchange(code, Secret.of("x".repeat(43)), CALLBACK)).isInstanceOf(GrantRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_client_secret_blames_nobody(Provider provider) {
        Granted granted = grantedFor(server(provider), EVERYTHING);

        assertThat(refreshed(server(provider, Secret.of("expired")), granted)).isInstanceOf(ClientRefused.class);
        assertThat(refreshed(server(provider), granted)).isInstanceOf(Granted.class);
    }

    @Test
    void a_revoked_grant_of_google_is_dead() {
        AuthorizationServer server = server(Provider.GOOGLE);
        Granted granted = grantedFor(server, EVERYTHING);
        Secret token = granted.refreshToken().orElseThrow();

        assertThat(server.revoke(token)).isEqualTo(Revocation.REVOKED);
        assertThat(server.revoke(token)).isEqualTo(Revocation.REVOKED);
        assertThat(server.refresh(token)).isEqualTo(new GrantRefused("invalid_grant"));
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleTokenError.class,
            names = {"INVALID_GRANT", "INVALID_RAPT", "ACCOUNT_DELETED"})
    void a_dead_grant_of_google_is_its_persons_turn(GoogleTokenError error) {
        assertThat(refusedByGoogle(error)).isEqualTo(new GrantRefused("invalid_grant"));
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleTokenError.class,
            names = {"ADMIN_POLICY_ENFORCED", "ORG_INTERNAL"})
    void a_policy_of_a_workspace_is_its_administrators_turn(GoogleTokenError error) {
        assertThat(refusedByGoogle(error)).isInstanceOf(AdministratorRefused.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleTokenError.class,
            names = {"INVALID_CLIENT", "CLIENT_NOT_FOUND", "UNAUTHORIZED_CLIENT", "DELETED_CLIENT", "INVALID_SCOPE"})
    void F5_a_client_that_google_refuses_is_the_operators_turn(GoogleTokenError error) {
        assertThat(refusedByGoogle(error)).isInstanceOf(ClientRefused.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleTokenError.class,
            names = {"INVALID_REQUEST", "RATE_LIMIT_EXCEEDED", "TOO_MANY_REQUESTS", "INTERNAL_FAILURE", "BACKEND_ERROR"
            })
    void F5_what_passes_at_google_condemns_nobody(GoogleTokenError error) {
        assertThat(refusedByGoogle(error)).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, 50076",
        "PERSON, 53003",
        "PERSON, 50131",
        "PERSON, 50173",
        "PERSON, 70043",
        "PERSON, 700082",
        "PERSON, 65001",
        "PERSON, 50057",
        "ADMINISTRATOR, 90094",
        "ADMINISTRATOR, 90093",
        "ADMINISTRATOR, 650052",
        "ADMINISTRATOR, 650056",
        "ADMINISTRATOR, 650057",
        "ADMINISTRATOR, 50105",
        "ADMINISTRATOR, 500212",
        "OPERATOR, 7000215",
        "OPERATOR, 7000222",
        "OPERATOR, 7000218",
        "OPERATOR, 700016",
        "OPERATOR, 50194",
        "OPERATOR, 90002",
        "NOBODY, 90033",
        "NOBODY, 50033",
        "NOBODY, 50196"
    })
    void a_refusal_of_microsoft_as_it_is_worded_there(Turn turn, int number) {
        AuthorizationServer server = server(Provider.MICROSOFT);
        Granted granted = grantedFor(server, EVERYTHING);
        control.refuseTokens(AadError.numbered(number), 1);

        TokenAnswer refused = refreshed(server, granted);

        assertThat(refused)
                .isInstanceOf(
                        switch (turn) {
                            case PERSON -> GrantRefused.class;
                            case ADMINISTRATOR -> AdministratorRefused.class;
                            case OPERATOR -> ClientRefused.class;
                            case NOBODY -> Unavailable.class;
                        });
        assertThat(refused.toString()).doesNotContain("Trace ID", "Correlation ID");
        assertThat(refreshed(server, granted)).isInstanceOf(Granted.class);
    }

    @Test
    void where_people_may_not_consent_an_administrator_does_and_then_they_may() {
        AuthorizationServer server = server(Provider.MICROSOFT);
        control.tenants(simulated(Provider.MICROSOFT)).forbidConsent("example.org");

        Map<String, String> refused = consent(server, EVERYTHING, scope -> true);
        assertThat(fault(server, refused)).isEqualTo(AuthorizationFault.ADMINISTRATOR);

        URI page = server.adminConsentUri(EVERYTHING, "state-2", ADMIN_CALLBACK).orElseThrow();
        Map<String, String> answer = ScriptedProviders.query(visitor.approve(page, "admin@example.org"));
        assertThat(answer).containsEntry("state", "state-2").doesNotContainKey("error");
        assertThat(grantedFor(server, EVERYTHING).services()).isEqualTo(EVERYTHING);
    }

    @Test
    void an_administrator_may_decline() {
        AuthorizationServer server = server(Provider.MICROSOFT);
        URI page = server.adminConsentUri(EVERYTHING, "state-2", ADMIN_CALLBACK).orElseThrow();

        Map<String, String> answer = ScriptedProviders.query(visitor.decline(page, "admin@example.org"));

        assertThat(answer).containsKey("error");
        assertThat(fault(server, answer)).isEqualTo(AuthorizationFault.DENIED);
    }

    @Test
    void what_graph_demands_is_met_by_a_refresh_that_carries_it() throws IOException, InterruptedException {
        AuthorizationServer server = server(Provider.MICROSOFT);
        Granted granted = grantedFor(server, Set.of(Service.CALENDAR));
        control.demandClaims(TESS, false);

        String demanded = demandedOf(granted);
        Granted renewed = (Granted) server.refresh(granted.refreshToken().orElseThrow(), Optional.of(demanded));

        assertThat(granted.life()).isGreaterThan(Duration.ofHours(20));
        assertThat(probe(Provider.MICROSOFT, Service.CALENDAR, granted)).isEqualTo(Probe.UNAUTHORIZED);
        assertThat(probe(Provider.MICROSOFT, Service.CALENDAR, renewed)).isEqualTo(Probe.WORKS);
    }

    @Test
    void what_only_a_person_can_meet_is_carried_to_their_next_sign_in() throws IOException, InterruptedException {
        AuthorizationServer server = server(Provider.MICROSOFT);
        Granted granted = grantedFor(server, Set.of(Service.CALENDAR));
        control.demandClaims(TESS, true);

        GrantRefused refused =
                (GrantRefused) server.refresh(granted.refreshToken().orElseThrow(), Optional.of(demandedOf(granted)));
        URI page = server.authorizationUri(new Authorization(
                Set.of(Service.CALENDAR), "state-1", CHALLENGE, CALLBACK, Optional.of(TESS), refused.claims()));
        Granted again = exchanged(server, ScriptedProviders.query(visitor.allow(page, TESS)));

        assertThat(refused.claims()).isPresent();
        assertThat(probe(Provider.MICROSOFT, Service.CALENDAR, again)).isEqualTo(Probe.WORKS);
    }

    @ParameterizedTest
    @EnumSource
    void a_probe_finds_what_the_account_allowed_and_what_not(Provider provider) {
        Granted calendarOnly = grantedFor(server(provider), Set.of(Service.CALENDAR));

        assertThat(probe(provider, Service.CALENDAR, calendarOnly)).isEqualTo(Probe.WORKS);
        assertThat(probe(provider, Service.CALENDAR_READ, calendarOnly)).isEqualTo(Probe.WORKS);
        assertThat(probe(provider, Service.MAIL, calendarOnly)).isEqualTo(Probe.NOT_PERMITTED);
        assertThat(probe(provider, Service.CONTACTS, calendarOnly)).isEqualTo(Probe.NOT_PERMITTED);
    }

    @ParameterizedTest
    @EnumSource
    void a_probe_of_everything_works_until_the_token_ends(Provider provider) {
        Granted everything = grantedFor(server(provider), EVERYTHING);

        for (Service service : EnumSet.allOf(Service.class)) {
            assertThat(probe(provider, service, everything)).isEqualTo(Probe.WORKS);
        }
        control.expireTokens(TESS);
        for (Service service : EnumSet.allOf(Service.class)) {
            assertThat(probe(provider, service, everything)).isEqualTo(Probe.UNAUTHORIZED);
        }
    }

    @Test
    void access_for_some_days_is_granted_like_any_other() {
        AuthorizationServer server = server(Provider.GOOGLE);
        control.signIns(simulated(Provider.GOOGLE)).limitAccess(TESS, Duration.ofDays(30));

        assertThat(grantedFor(server, EVERYTHING).refreshToken()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = IdTokenFlaw.class,
            names = {"NO_SUBJECT", "NO_TENANT", "OTHER_AUDIENCE", "MALFORMED"})
    void an_id_token_of_microsoft_that_does_not_say_who_it_is_names_nobody(IdTokenFlaw flaw) {
        AuthorizationServer server = server(Provider.MICROSOFT);
        control.signIns(simulated(Provider.MICROSOFT)).flaw(flaw, 1);

        Granted granted = grantedFor(server, EVERYTHING);

        assertThat(server.accountOf(granted)).isInstanceOf(AccountAnswer.Unavailable.class);
    }

    private TokenAnswer refusedByGoogle(GoogleTokenError error) {
        AuthorizationServer server = server(Provider.GOOGLE);
        Granted granted = grantedFor(server, EVERYTHING);
        control.refuseTokens(error, 1);
        TokenAnswer refused = refreshed(server, granted);
        assertThat(refreshed(server, granted)).isInstanceOf(Granted.class);
        return refused;
    }

    /** What Graph demands of the next token, out of its challenge. */
    private String demandedOf(Granted granted) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String challenge = client.send(
                            HttpRequest.newBuilder(
                                            URI.create(simulators.endpoints().graphRoot() + "/me"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + granted.accessToken().reveal())
                                    .build(),
                            BodyHandlers.discarding())
                    .headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow();
            Matcher claims = Pattern.compile("claims=\"([^\"]+)\"").matcher(challenge);
            assertThat(claims.find()).isTrue();
            return new String(Base64.getDecoder().decode(claims.group(1)), StandardCharsets.UTF_8);
        }
    }

    private Probe probe(Provider provider, Service service, Granted granted) {
        ApiRoots roots = new ApiRoots(
                URI.create(simulators.endpoints().googleCalendarRoot()),
                URI.create(simulators.endpoints().googleGmailRoot()),
                URI.create(simulators.endpoints().googlePeopleRoot()),
                URI.create(simulators.endpoints().graphRoot()));
        return new HttpServiceProbes(roots, InstantSource.system()).probe(provider, service, granted.accessToken());
    }

    private AuthorizationServer server(Provider provider) {
        return server(provider, Secret.of(client(provider).secret()));
    }

    private AuthorizationServer server(Provider provider, Secret secret) {
        Optional<ClientCredentials> client =
                Optional.of(new ClientCredentials(client(provider).id(), secret));
        return switch (provider) {
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

    private OAuthClient client(Provider provider) {
        return provider == Provider.GOOGLE ? simulators.googleClient() : simulators.microsoftClient();
    }

    private static io.syncline.local.providers.account.Provider simulated(Provider provider) {
        return io.syncline.local.providers.account.Provider.valueOf(provider.name());
    }

    private String idOfTess(Provider provider) {
        Account tess = control.account(simulated(provider), TESS);
        return provider == Provider.GOOGLE ? tess.subject() : tess.tenant() + '.' + tess.subject();
    }

    private Granted grantedFor(AuthorizationServer server, Set<Service> services) {
        return exchanged(server, consent(server, services, scope -> true));
    }

    private static Granted exchanged(AuthorizationServer server, Map<String, String> redirect) {
        TokenAnswer answer = exchange(server, redirect);
        assertThat(answer).isInstanceOf(Granted.class);
        return (Granted) answer;
    }

    private static TokenAnswer exchange(AuthorizationServer server, Map<String, String> redirect) {
        return server.exchange(Secret.of(redirect.get("code")), VERIFIER, CALLBACK);
    }

    private static TokenAnswer refreshed(AuthorizationServer server, Granted granted) {
        return server.refresh(granted.refreshToken().orElseThrow());
    }

    private static AuthorizationFault fault(AuthorizationServer server, Map<String, String> redirect) {
        return server.faultOf(redirect.get("error"), redirect.getOrDefault("error_description", ""));
    }

    /** Tess ticks what she likes, and is sent back with these parameters. */
    private Map<String, String> consent(AuthorizationServer server, Set<Service> services, Predicate<String> ticked) {
        return ScriptedProviders.query(visitor.allowOnly(page(server, services), TESS, ticked));
    }

    private static URI page(AuthorizationServer server, Set<Service> services) {
        return server.authorizationUri(
                new Authorization(services, "state-1", CHALLENGE, CALLBACK, Optional.empty(), Optional.empty()));
    }
}
