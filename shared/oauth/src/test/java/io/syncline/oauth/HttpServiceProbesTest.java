package io.syncline.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes.Probe;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceProbesTest {
    private static final Secret TOKEN = Secret.of("access-1");

    private ScriptedServer server;
    private HttpServiceProbes probes;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        probes = new HttpServiceProbes(roots(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiRoots roots() {
        return new ApiRoots(
                server.uri("/calendar-root/"),
                server.uri("/gmail-root"),
                server.uri("/people-root/"),
                server.uri("/v1.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE, CALENDAR, /calendar-root/calendar/v3/users/me/calendarList?maxResults=1",
        "GOOGLE, CALENDAR_READ, /calendar-root/calendar/v3/users/me/calendarList?maxResults=1",
        "GOOGLE, MAIL, /gmail-root/gmail/v1/users/me/profile",
        "GOOGLE, CONTACTS, /people-root/v1/people/me/connections?personFields=names&pageSize=1",
        "MICROSOFT, CALENDAR, /v1.0/me/calendars?$top=1&$select=id",
        "MICROSOFT, CALENDAR_READ, /v1.0/me/calendars?$top=1&$select=id",
        "MICROSOFT, MAIL, /v1.0/me/messages?$top=1&$select=id",
        "MICROSOFT, CONTACTS, /v1.0/me/contacts?$top=1&$select=id"
    })
    void something_small_of_the_service_is_read(Provider provider, Service service, String address) {
        server.answer(200, "{\"value\":[]}");

        assertThat(probes.probe(provider, service, TOKEN)).isEqualTo(Probe.WORKS);
        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().getFirst().method()).isEqualTo("GET");
        assertThat(server.asked().getFirst().uri()).hasToString(address);
        assertThat(server.asked().getFirst().headers().get("Authorization")).containsExactly("Bearer access-1");
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHENTICATED, UNAUTHORIZED",
        "403, insufficientPermissions, NOT_PERMITTED",
        "403, ACCESS_TOKEN_SCOPE_INSUFFICIENT, NOT_PERMITTED",
        "403, domainPolicy, NOT_PERMITTED",
        "403, something_new, NOT_PERMITTED",
        "404, notFound, NOT_PERMITTED",
        "400, failedPrecondition, NOT_PERMITTED",
        "403, rateLimitExceeded, UNAVAILABLE",
        "403, userRateLimitExceeded, UNAVAILABLE",
        "403, RATE_LIMIT_EXCEEDED, UNAVAILABLE",
        "403, quotaExceeded, UNAVAILABLE",
        "403, dailyLimitExceeded, UNAVAILABLE",
        "403, accessNotConfigured, UNAVAILABLE",
        "403, SERVICE_DISABLED, UNAVAILABLE",
        "400, invalid, UNAVAILABLE",
        "429, rateLimitExceeded, UNAVAILABLE",
        "500, backendError, UNAVAILABLE",
        "503, backendError, UNAVAILABLE"
    })
    void an_error_of_google_is_told_by_its_status_and_reason(int status, String reason, Probe found) {
        server.answer(status, "{\"error\":{\"code\":%d,\"errors\":[{\"reason\":\"%s\"}]}}".formatted(status, reason));
        assertThat(probes.probe(Provider.GOOGLE, Service.MAIL, TOKEN)).isEqualTo(found);

        server.answer(status, "{\"error\":{\"code\":%d,\"details\":[{\"reason\":\"%s\"}]}}".formatted(status, reason));
        assertThat(probes.probe(Provider.GOOGLE, Service.CONTACTS, TOKEN)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "401, InvalidAuthenticationToken, UNAUTHORIZED",
        "403, ErrorAccessDenied, NOT_PERMITTED",
        "404, MailboxNotEnabledForRESTAPI, NOT_PERMITTED",
        "400, BadRequest, UNAVAILABLE",
        "423, Locked, UNAVAILABLE",
        "429, TooManyRequests, UNAVAILABLE",
        "504, Timeout, UNAVAILABLE"
    })
    void an_error_of_microsoft_is_told_by_its_status(int status, String code, Probe found) {
        server.answer(status, "{\"error\":{\"code\":\"%s\",\"message\":\"m\"}}".formatted(code));

        assertThat(probes.probe(Provider.MICROSOFT, Service.CALENDAR, TOKEN)).isEqualTo(found);
    }

    @ParameterizedTest
    @EnumSource
    void a_401_needs_no_body(Provider provider) {
        server.answer(401, "");

        assertThat(probes.probe(provider, Service.CALENDAR, TOKEN)).isEqualTo(Probe.UNAUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>sign in to the network</html>",
        "302, ''",
        "403, <html>forbidden</html>",
        "404, ''",
        "404, '{\"error\":\"x\"}'",
        "403, '[]'"
    })
    void a_page_of_something_in_between_says_nothing(int status, String body) {
        server.answer(status, body);

        assertThat(probes.probe(Provider.MICROSOFT, Service.MAIL, TOKEN)).isEqualTo(Probe.UNAVAILABLE);
        assertThat(probes.probe(Provider.GOOGLE, Service.MAIL, TOKEN)).isEqualTo(Probe.UNAVAILABLE);
    }

    @Test
    void a_huge_answer_is_not_read() {
        server.answer(200, "{\"x\":\"" + "y".repeat(70_000) + "\"}");

        assertThat(probes.probe(Provider.GOOGLE, Service.MAIL, TOKEN)).isEqualTo(Probe.UNAVAILABLE);
    }

    @Test
    void silence_says_nothing() {
        server.fallSilent();
        HttpServiceProbes impatient =
                new HttpServiceProbes(roots(), new JsonOverHttp(InstantSource.system(), Duration.ofMillis(50)));

        assertThat(impatient.probe(Provider.GOOGLE, Service.MAIL, TOKEN)).isEqualTo(Probe.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nX-Evil: 1", "ä"})
    void a_token_that_does_not_fit_into_a_header_is_not_sent(String token) {
        assertThat(probes.probe(Provider.GOOGLE, Service.MAIL, Secret.of(token)))
                .isEqualTo(Probe.UNAVAILABLE);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void the_real_roots_are_those_of_the_providers() {
        assertThat(ApiRoots.real().calendar()).hasToString("https://www.googleapis.com/");
        assertThat(ApiRoots.real().gmail()).hasToString("https://gmail.googleapis.com/");
        assertThat(ApiRoots.real().people()).hasToString("https://people.googleapis.com/");
        assertThat(ApiRoots.real().graph()).hasToString("https://graph.microsoft.com/v1.0");
    }
}
