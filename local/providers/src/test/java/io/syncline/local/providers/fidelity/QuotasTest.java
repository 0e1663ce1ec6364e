package io.syncline.local.providers.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.push.NoticePost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Quotas in their several shapes.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/quota">Quotas (Google)</a>
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Limits (Microsoft)</a>
 */
class QuotasTest extends SimulatedInProcess {

    @Test
    void nothing_is_counted_unless_somebody_wants_it() {
        var token = googleToken(TESS);
        for (int call = 0; call < 700; call++) {
            assertThat(get("google-calendar", CALENDAR, token).status()).isEqualTo(200);
        }
    }

    @Test
    void T37_the_601st_request_of_a_user_in_a_minute_is_refused_in_one_of_three_ways() {
        control.quotas().set(QuotaLimits.PUBLISHED);
        var token = googleToken(TESS);
        for (int call = 0; call < 600; call++) {
            assertThat(get("google-calendar", CALENDAR, token).status()).isEqualTo(200);
        }
        var shapes = new HashSet<String>();
        for (int call = 0; call < 50; call++) {
            var refused = get("google-calendar", CALENDAR, token);
            shapes.add(refused.status() + " " + reason(refused));
        }
        assertThat(shapes)
                .containsExactlyInAnyOrder(
                        "403 userRateLimitExceeded", "403 rateLimitExceeded", "429 rateLimitExceeded");
        assertThat(get("google-calendar", CALENDAR, googleToken("tom@fieldworks.example"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void T37_the_window_slides() {
        control.quotas().set(new QuotaLimits(2, 0, 0, 0));
        var token = googleToken(TESS);
        assertThat(get("google-calendar", CALENDAR, token).status()).isEqualTo(200);
        control.advanceClock(Duration.ofSeconds(40));
        assertThat(get("google-calendar", CALENDAR, token).status()).isEqualTo(200);
        assertThat(get("google-calendar", CALENDAR, token).status()).isIn(403, 429);
        control.advanceClock(Duration.ofSeconds(20));
        assertThat(get("google-calendar", CALENDAR, token).status()).isEqualTo(200);
        assertThat(get("google-calendar", CALENDAR, token).status()).isIn(403, 429);
    }

    @Test
    void T37_the_project_has_a_quota_of_its_own() {
        control.quotas().set(new QuotaLimits(0, 2, 0, 0));
        get("google-calendar", CALENDAR, googleToken(TESS));
        get("google-calendar", CALENDAR, googleToken("tom@fieldworks.example"));
        var refused = get("google-calendar", CALENDAR, googleToken("una@fieldworks.example"));
        assertThat(reason(refused)).isEqualTo("rateLimitExceeded");
        assertThat(json(refused).at("/error/errors/0/domain").asText()).isEqualTo("usageLimits");
    }

    @Test
    void T37_an_exhausted_account_reads_and_writes_nothing_for_hours() {
        control.quotas().exhaust(TESS, Duration.ofHours(3));
        assertThat(reason(google("POST", CALENDAR, googleToken(TESS), googleEvent("No"))))
                .isEqualTo("quotaExceeded");
        assertThat(get("google-calendar", CALENDAR, googleToken(TESS)).status()).isEqualTo(200);
        control.advanceClock(Duration.ofHours(3));
        assertThat(google("POST", CALENDAR, googleToken(TESS), googleEvent("Yes"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void T37_T38_each_call_of_a_batch_counts_and_the_batch_does_not() {
        control.quotas().set(new QuotaLimits(3, 0, 0, 0));
        var part = "--b\r\nContent-Type: application/http\r\n\r\nGET " + CALENDAR + "\r\n\r\n";
        var answer = send(
                "google-calendar",
                "POST",
                "/batch/calendar/v3",
                googleToken(TESS),
                part.repeat(5) + "--b--\r\n",
                "Content-Type",
                "multipart/mixed; boundary=b");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().split("HTTP/1.1 200", -1)).hasSize(4);
        assertThat(answer.text().split("HTTP/1.1 4", -1)).hasSize(3);
    }

    @Test
    void T37_a_mailbox_over_its_count_is_told_when_to_come_back_and_refused_calls_count() {
        control.quotas().set(new QuotaLimits(0, 0, 2, 0));
        var token = microsoftToken(DANA);
        get("graph", EVENTS, token);
        control.advanceClock(Duration.ofMinutes(4));
        get("graph", EVENTS, token);
        var refused = get("graph", EVENTS, token);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "360");
        control.advanceClock(Duration.ofMinutes(6));
        assertThat(get("graph", EVENTS, token).status()).isEqualTo(429);
        assertThat(get("graph", EVENTS, microsoftToken("eve@elsewhere.example")).status())
                .isEqualTo(200);
    }

    @Test
    void T37_the_fifth_request_at_once_is_one_too_many() {
        control.quotas().set(QuotaLimits.PUBLISHED);
        var statuses = new ArrayList<Integer>();
        whileUnderWay(4, () -> {
            var refused = get("graph", EVENTS, microsoftToken(DANA));
            statuses.add(refused.status());
            assertThat(reason(refused)).isEqualTo("ApplicationThrottled");
            assertThat(refused.headers()).containsKey("Retry-After");
        });
        whileUnderWay(
                3, () -> statuses.add(get("graph", EVENTS, microsoftToken(DANA)).status()));
        assertThat(statuses).containsExactly(429, 200);
        assertThat(control.requests().checks().mostAtOnce("graph", DANA)).isEqualTo(5);
    }

    @Test
    void T37_T38_a_call_in_a_batch_is_refused_inside_a_200() {
        control.quotas().set(QuotaLimits.PUBLISHED);
        var answers = new ArrayList<Answer>();
        whileUnderWay(1, () -> answers.add(graph("POST", "/v1.0/$batch", microsoftToken(DANA), batchOf(8))));
        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(statusesIn(answers.getFirst())).hasSize(8).containsOnly(200, 429);
        assertThat(statusesIn(answers.getFirst()).stream().filter(status -> status == 429))
                .hasSize(2);
    }

    @Test
    void a_batch_alone_is_served_whole() {
        control.quotas().set(QuotaLimits.PUBLISHED);
        assertThat(statusesIn(graph("POST", "/v1.0/$batch", microsoftToken(DANA), batchOf(20))))
                .containsOnly(200);
    }

    @Test
    void a_quota_is_not_negative() {
        assertThatThrownBy(() -> new QuotaLimits(0, 0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quotas_are_set_over_http() {
        assertThat(json(sim("POST", "/_sim/quotas", Json.object().put("published", true)))
                        .path("googleUserMinute")
                        .asInt())
                .isEqualTo(600);
        sim("POST", "/_sim/quotas", Json.object().put("graphAtOnce", 2));
        assertThat(control.quotas().limits()).isEqualTo(new QuotaLimits(600, 10_000, 10_000, 2));
        sim("POST", "/_sim/quotas/exhaust", Json.object().put("email", TESS).put("seconds", 60));
        assertThat(control.quotas().isExhausted(TESS)).isTrue();
    }

    /** Runs a task while so many requests of the mailbox wait for a handshake. */
    private void whileUnderWay(int requests, Runnable task) {
        endpoint = (url, headers, body, patience) -> {
            if (requests > 1) {
                whileUnderWay(requests - 1, task);
            } else {
                task.run();
            }
            return NoticePost.Receipt.of(404);
        };
        var wanted = Json.object()
                .put("changeType", "updated")
                .put("notificationUrl", "https://hub.example/notices")
                .put("resource", "me/events")
                .put("expirationDateTime", NOW.plus(Duration.ofDays(2)).toString());
        graph("POST", "/v1.0/subscriptions", microsoftToken(DANA), wanted);
    }

    private static JsonNode batchOf(int calls) {
        var batch = Json.object();
        var requests = batch.putArray("requests");
        for (int call = 0; call < calls; call++) {
            requests.addObject().put("id", "" + call).put("method", "GET").put("url", "/me/events");
        }
        return batch;
    }

    private static List<Integer> statusesIn(Answer answer) {
        var statuses = new ArrayList<Integer>();
        json(answer)
                .path("responses")
                .forEach(part -> statuses.add(part.path("status").asInt()));
        return statuses;
    }

    private Answer sim(String method, String path, JsonNode body) {
        return send("simulator-control", method, path, "", body.toString());
    }
}
