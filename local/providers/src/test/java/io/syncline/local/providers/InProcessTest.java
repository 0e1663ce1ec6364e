package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.http.Exchange;
import io.syncline.local.providers.http.HeaderLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Simulators without sockets, threads and sleep. */
class InProcessTest extends SimulatedInProcess {

    @Test
    void every_host_answers() {
        var answers = Stream.of(
                        "google-accounts",
                        "google-calendar",
                        "microsoft-login",
                        "graph",
                        "gmail",
                        "google-people",
                        "simulator-control")
                .map(part -> get(part, "/_sim/accounts", "none").status());
        assertThat(answers).doesNotContain(0, 500, 503).contains(200);
    }

    @Test
    void a_host_is_found_by_the_address_and_no_other_address_is_answered() {
        var exchange = simulators.exchange();
        var token = microsoftToken(DANA);
        var headers = new HeaderLines().add("Authorization", "Bearer " + token);
        var url = simulators.endpoints().graphRoot() + "/me";
        assertThat(exchange.send("GET", url, headers, new byte[0]).status()).isEqualTo(200);
        assertThatThrownBy(() -> exchange.send("GET", "https://graph.microsoft.com/v1.0/me", headers, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void T36_a_zipped_body_is_read_and_a_broken_one_refused() throws IOException {
        var token = googleToken(TESS);
        var headers = new HeaderLines().add("Authorization", "Bearer " + token).add("Content-Encoding", "gzip");
        var exchange = simulators.exchange();
        assertThat(insert(exchange, headers, zipped(googleEvent("Zipped").toString())))
                .isEqualTo(200);
        assertThat(insert(exchange, headers, "no gzip".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(400);
    }

    @Test
    void latency_is_added_up_and_nobody_sleeps() {
        control.setLatency(Duration.ofMinutes(5));
        get("graph", "/v1.0/me", microsoftToken(DANA));
        control.setLatency(Duration.ofSeconds(3));
        get("graph", "/v1.0/me", microsoftToken(DANA));
        assertThat(control.latencySpent()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    @Test
    void T30_a_caller_gives_up_on_a_long_delay_and_the_write_is_done_all_the_same() {
        control.addFault(new FaultRule(
                FaultRule.neverAnswering("POST", "/events$", 1).target(),
                1,
                1,
                Duration.ofSeconds(30),
                new FaultEffect.Delays()));
        var token = googleToken(TESS);
        assertThat(google("POST", CALENDAR, token, googleEvent("Late")).isCut()).isTrue();
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).hasSize(1);
    }

    @Test
    void a_silent_host_is_a_cut_connection() {
        var token = googleToken(TESS);
        control.addFault(FaultRule.neverAnswering("POST", "/events$", 1));
        assertThat(google("POST", CALENDAR, token, googleEvent("Unheard")).isCut())
                .isTrue();
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).isEmpty();
    }

    @Test
    void two_runs_of_one_seed_are_equal() {
        var first =
                google("POST", CALENDAR, googleToken(TESS), googleEvent("Same")).text();
        var again = new InProcessTest();
        var second = again.google("POST", CALENDAR, again.googleToken(TESS), googleEvent("Same"))
                .text();
        assertThat(second).isEqualTo(first);
    }

    private static int insert(Exchange exchange, HeaderLines headers, byte[] body) {
        return exchange.send("google-calendar", "POST", CALENDAR, headers, body).status();
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
