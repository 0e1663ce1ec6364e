package io.syncline.local.providers.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong by chance, in the providers' own words.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors (Google)</a>
 * @see <a href="https://learn.microsoft.com/graph/errors">Errors (Microsoft)</a>
 */
class MishapsTest extends SimulatedInProcess {

    private static final String DELTA =
            "/v1.0/me/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z";

    private final String google = googleToken(TESS);
    private final String microsoft = microsoftToken(DANA);

    @Test
    void nothing_goes_wrong_unless_somebody_wants_it() {
        assertThat(seen(() -> google("POST", CALENDAR, google, googleEvent("Fine"))))
                .containsExactly("200");
        assertThat(control.mishaps()).isEmpty();
    }

    @Test
    void the_servers_fail_and_nothing_is_done() {
        certain(Mishap.SERVER_ERROR);
        assertThat(seen(() -> google("POST", CALENDAR, google, googleEvent("Lost"))))
                .isSubsetOf("500 backendError", "502 backendError", "503 backendError", "504 backendError")
                .hasSizeGreaterThan(1);
        assertThat(seen(() -> graph("POST", EVENTS, microsoft, graphEvent("Lost"))))
                .isSubsetOf(
                        "500 ErrorInternalServerError", "502 UnknownError", "503 ErrorServerBusy", "504 GatewayTimeout")
                .hasSizeGreaterThan(1);
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).isEmpty();
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary")).isEmpty();
    }

    @Test
    void T37_both_say_that_it_is_too_much() {
        certain(Mishap.TOO_MANY_REQUESTS);
        assertThat(seen(() -> get("google-calendar", CALENDAR, google))).containsExactly("429 rateLimitExceeded");
        assertThat(seen(() -> get("graph", EVENTS, microsoft))).containsExactly("429 TooManyRequests");
        var waits = new HashSet<Boolean>();
        for (int call = 0; call < 50; call++) {
            waits.add(get("graph", EVENTS, microsoft).headers().containsKey("Retry-After"));
        }
        assertThat(waits).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void T37_google_words_a_quota_as_403_too() {
        certain(Mishap.QUOTA);
        assertThat(seen(() -> google("POST", CALENDAR, google, googleEvent("No"))))
                .contains("403 userRateLimitExceeded", "403 rateLimitExceeded", "403 quotaExceeded");
        assertThat(seen(() -> graph("POST", EVENTS, microsoft, graphEvent("No"))))
                .containsExactly("429 ApplicationThrottled");
    }

    @Test
    void T30_a_cut_connection_did_nothing() {
        certain(Mishap.CUT);
        assertThat(google("POST", CALENDAR, google, googleEvent("Lost")).isCut())
                .isTrue();
        assertThat(graph("POST", EVENTS, microsoft, graphEvent("Lost")).isCut()).isTrue();
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).isEmpty();
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary")).isEmpty();
    }

    @Test
    void T30_a_lost_answer_did_everything() {
        certain(Mishap.LOST_ANSWER);
        var answer = google("POST", CALENDAR, google, googleEvent("Done"));
        assertThat(answer.isCut() || answer.status() == 504).isTrue();
        graph("POST", EVENTS, microsoft, graphEvent("Done"));
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).hasSize(1);
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary")).hasSize(1);
    }

    @Test
    void half_of_an_answer_is_no_json() {
        certain(Mishap.GARBLED);
        var answer = google("POST", CALENDAR, google, googleEvent("Done"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.length()).isPositive();
        assertThat(answer.json()).isEmpty();
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).hasSize(1);
    }

    @Test
    void T40_F12_a_full_google_listing_is_empty_and_its_token_is_worth_nothing() {
        google("POST", CALENDAR, google, googleEvent("There"));
        certain(Mishap.EMPTY_LIST);
        var listing = json(get("google-calendar", CALENDAR, google));
        assertThat(listing.path("items")).isEmpty();
        var next = CALENDAR + "?syncToken="
                + listing.path("nextSyncToken").asText().replace("=", "%3D");
        assertThat(get("google-calendar", next, google).status()).isEqualTo(410);
    }

    @Test
    void T40_F12_a_full_graph_round_is_empty_and_its_link_is_worth_nothing() {
        graph("POST", EVENTS, microsoft, graphEvent("There"));
        certain(Mishap.EMPTY_LIST);
        var round = json(get("graph", DELTA, microsoft));
        assertThat(round.path("value")).isEmpty();
        var link = round.path("@odata.deltaLink").asText();
        assertThat(link).startsWith(simulators.endpoints().graphRoot());
        assertThat(get("graph", link, microsoft).status()).isEqualTo(410);
    }

    @Test
    void T13_google_takes_a_sync_token_no_more() {
        var token = json(get("google-calendar", CALENDAR, google))
                .path("nextSyncToken")
                .asText();
        certain(Mishap.EXPIRED_CURSOR);
        assertThat(seen(() -> get("google-calendar", CALENDAR + "?syncToken=" + token, google)))
                .containsExactly("410 fullSyncRequired");
        assertThat(get("google-calendar", CALENDAR, google).status()).isEqualTo(200);
    }

    @Test
    void T16_graph_takes_a_link_no_more_and_says_so_in_many_ways() {
        var link = json(get("graph", DELTA, microsoft)).path("@odata.deltaLink").asText();
        certain(Mishap.EXPIRED_CURSOR);
        assertThat(seen(() -> get("graph", link, microsoft)))
                .containsExactlyInAnyOrder(
                        "410 SyncStateNotFound", "410 resyncRequired", "400 syncStateInvalid", "410 syncstatenotfound");
        assertThat(get("graph", DELTA, microsoft).status()).isEqualTo(200);
    }

    @Test
    void T34_a_write_is_stale_although_nobody_changed_anything() {
        var event = json(google("POST", CALENDAR, google, googleEvent("Mine")));
        var outlook = json(graph("POST", EVENTS, microsoft, graphEvent("Mine")));
        certain(Mishap.STALE_WRITE);
        var path = CALENDAR + "/" + event.path("id").asText();
        var change = Json.object().put("summary", "Changed");
        assertThat(seen(() -> google(
                        "PATCH",
                        path,
                        google,
                        change,
                        "If-Match",
                        event.path("etag").asText())))
                .containsExactly("412 conditionNotMet");
        assertThat(google("PATCH", path, google, change).status()).isEqualTo(200);
        var outlookPath = EVENTS + "/" + outlook.path("id").asText();
        var subject = Json.object().put("subject", "Changed");
        assertThat(seen(() -> graph(
                        "PATCH",
                        outlookPath,
                        microsoft,
                        subject,
                        "If-Match",
                        outlook.path("@odata.etag").asText())))
                .containsExactlyInAnyOrder("412 ErrorIrresolvableConflict", "409 ErrorIrresolvableConflict");
    }

    @Test
    void T10_a_living_token_is_refused() {
        certain(Mishap.UNAUTHORIZED);
        assertThat(seen(() -> get("google-calendar", CALENDAR, google))).containsExactly("401 authError");
        assertThat(seen(() -> get("graph", EVENTS, microsoft))).containsExactly("401 InvalidAuthenticationToken");
    }

    @Test
    void T38_calls_of_a_batch_fail_one_by_one() {
        control.setOdds(MishapOdds.NONE.with(Mishap.CUT, 0.5), new Random(3));
        var statuses = new HashSet<Integer>();
        for (int run = 0; run < 20; run++) {
            var batch = Json.object();
            batch.putArray("requests")
                    .addObject()
                    .put("id", "1")
                    .put("method", "GET")
                    .put("url", "/me/events");
            json(graph("POST", "/v1.0/$batch", microsoft, batch))
                    .path("responses")
                    .forEach(part -> statuses.add(part.path("status").asInt()));
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 504);
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void mishaps_are_counted_by_kind(Mishap kind) {
        var event = json(graph("POST", EVENTS, microsoft, graphEvent("There")));
        var link = json(get("graph", DELTA, microsoft)).path("@odata.deltaLink").asText();
        certain(kind);
        get("graph", DELTA, microsoft);
        get("graph", link, microsoft);
        var path = EVENTS + "/" + event.path("id").asText();
        graph("PATCH", path, microsoft, Json.object().put("subject", "Changed"), "If-Match", "W/\"x\"");
        assertThat(control.mishaps()).containsOnlyKeys(kind);
        assertThat(control.mishaps().getOrDefault(kind, 0L)).isPositive();
        control.setOdds(MishapOdds.NONE);
        assertThat(get("graph", EVENTS, microsoft).status()).isEqualTo(200);
    }

    @Test
    void one_seed_gives_one_history() {
        assertThat(outcomes(5)).isEqualTo(outcomes(5)).isNotEqualTo(outcomes(6));
    }

    @Test
    void a_share_of_the_requests_fails() {
        control.setOdds(MishapOdds.NONE.with(Mishap.SERVER_ERROR, 0.1), new Random(1));
        for (int call = 0; call < 1_000; call++) {
            get("google-calendar", CALENDAR, google);
        }
        assertThat(control.mishaps().getOrDefault(Mishap.SERVER_ERROR, 0L)).isBetween(60L, 140L);
    }

    @Test
    void a_planned_fault_comes_before_chance() {
        certain(Mishap.SERVER_ERROR);
        control.addFault(FaultRule.answering("GET", "/events", 1, 418, "{}"));
        assertThat(get("google-calendar", CALENDAR, google).status()).isEqualTo(418);
    }

    @Test
    void odds_lie_between_0_and_1() {
        assertThatThrownBy(() -> MishapOdds.all(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MishapOdds.all(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void odds_are_set_over_http() {
        var odds = Json.object().put("all", 0).put("lostAnswer", 1);
        assertThat(send("simulator-control", "POST", "/_sim/mishaps", "", odds.toString())
                        .status())
                .isEqualTo(200);
        google("POST", CALENDAR, google, googleEvent("Done"));
        var shown = json(get("simulator-control", "/_sim/mishaps", ""));
        assertThat(shown.at("/counts/lostAnswer").asInt()).isEqualTo(1);
        assertThat(send("simulator-control", "POST", "/_sim/mishaps", "", "{\"earthquake\": 1}")
                        .status())
                .isEqualTo(400);
    }

    private List<String> outcomes(int seed) {
        control.setOdds(MishapOdds.all(0.1), new Random(seed));
        return java.util.stream.IntStream.range(0, 100)
                .mapToObj(call -> get("google-calendar", CALENDAR, google))
                .map(answer -> answer.isCut() ? "cut" : answer.status() + reason(answer))
                .toList();
    }

    private void certain(Mishap kind) {
        control.setOdds(MishapOdds.NONE.with(kind, 1), new Random(3));
    }

    /** All kinds of answers that fifty equal requests get. */
    private static Set<String> seen(Supplier<Answer> request) {
        var seen = new HashSet<String>();
        for (int call = 0; call < 50; call++) {
            var answer = request.get();
            seen.add((answer.status() + " " + reason(answer)).strip());
        }
        return seen;
    }
}
