package io.syncline.local.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Batches at Google, byte by byte.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/batch">Send batch requests</a>
 */
class GoogleBatchTest extends Simulated {

    @Test
    void parts_may_name_a_path_or_an_absolute_address_and_are_answered_in_order() throws IOException {
        var calendar = "/calendar/v3/calendars/primary/events";
        var absolute = simulators.endpoints().googleCalendar() + calendar;
        var body = part(1, "GET " + calendar + "/missing HTTP/1.1\r\n\r\n")
                + part(
                        2,
                        "POST " + absolute + "\r\nContent-Type: application/json\r\n\r\n"
                                + GoogleEventsTest.timed("inparts"))
                + part(3, "DELETE " + absolute + "/inparts HTTP/1.1\r\n\r\n");
        var answer = batch(body + "--b1--\r\n", token(Provider.GOOGLE, TESS));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("multipart/mixed; boundary=");
        assertThat(answer.body()).startsWith("--batch_");
        assertThat(answer.body())
                .containsSubsequence(
                        "Content-ID: <response-1>",
                        "HTTP/1.1 404",
                        "Content-ID: <response-2>",
                        "HTTP/1.1 200",
                        "Content-ID: <response-3>",
                        "HTTP/1.1 204");
    }

    @Test
    void a_part_without_authorization_is_401_on_its_own() throws IOException {
        var url = "/calendar/v3/calendars/primary/events";
        var token = token(Provider.GOOGLE, TESS);
        var body = part(1, "GET " + url + "\r\n\r\n")
                + part(2, "GET " + url + "\r\nAuthorization: Bearer " + token + "\r\n\r\n") + "--b1--\r\n";
        assertThat(batch(body, "").body()).containsSubsequence("HTTP/1.1 401", "HTTP/1.1 200");
    }

    @Test
    void T37_a_single_part_can_be_throttled_inside_of_a_good_batch() throws IOException {
        control.addFault(FaultRule.answering("GET", "/events/second", 1, 403, "{\"error\":{\"code\":403}}"));
        var url = "/calendar/v3/calendars/primary/events/";
        var body = part(1, "GET " + url + "first0\r\n\r\n") + part(2, "GET " + url + "second\r\n\r\n") + "--b1--\r\n";
        var answer = batch(body, token(Provider.GOOGLE, TESS));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsSubsequence("HTTP/1.1 404", "HTTP/1.1 403");
    }

    @Test
    void more_than_a_thousand_calls_and_a_body_without_boundary_are_refused() throws IOException {
        var many = new StringBuilder();
        for (int number = 0; number <= 1000; number++) {
            many.append(part(number, "GET /x\r\n\r\n"));
        }
        assertThat(batch(many + "--b1--\r\n", "").statusCode()).isEqualTo(400);
        assertThat(batch("nothing", "").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> batch(String body, String token) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(simulators.endpoints().googleCalendar() + "/batch/calendar/v3"))
                .header("Content-Type", "multipart/mixed; boundary=b1")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped(body)));
        return Visitor.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private static String part(int id, String call) {
        return "--b1\r\nContent-Type: application/http\r\nContent-ID: <" + id + ">\r\n\r\n" + call + "\r\n";
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
