package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series over the control API. */
class ControlSeriesTest extends Simulated {

    private static final String RULE = "RRULE:FREQ=WEEKLY;COUNT=4";

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R21_a_series_lives_through_everything_that_its_owner_can_do(Provider provider) {
        var id = created(provider);
        var edited = send(provider, "PATCH", "/events/" + id + "/occurrences/2026-12-02", "{\"title\":\"Other\"}");
        assertThat(edited.body().path("title").asText()).isEqualTo("Other");
        assertThat(send(provider, "DELETE", "/events/" + id + "/occurrences/2026-12-09", "")
                        .status())
                .isEqualTo(204);
        var series = get(provider, "/series/" + id);
        assertThat(series.at("/exceptions/2026-12-02/title").asText()).isEqualTo("Other");
        assertThat(series.at("/exceptions/2026-12-09").isNull()).isTrue();
        assertThat(get(provider, "/series").path("series")).hasSize(1);
        assertThat(occurrences(provider)).isEqualTo(3);
        send(provider, "POST", "/events/" + id + "/occurrences/2026-12-09/restore", "");
        assertThat(occurrences(provider)).isEqualTo(4);

        var tail = send(
                provider, "POST", "/events/" + id + "/split", "{\"from\":\"2026-12-09\",\"event\":{\"title\":\"B\"}}");
        assertThat(tail.body().path("title").asText()).isEqualTo("B");
        assertThat(get(provider, "/series").path("series")).hasSize(2);
        var other = "{\"recurrence\":[\"RRULE:FREQ=DAILY;COUNT=2\"]}";
        var tailId = tail.body().path("id").asText();
        assertThat(send(provider, "PUT", "/events/" + tailId + "/recurrence", other)
                        .status())
                .isEqualTo(200);
        assertThat(occurrences(provider)).isEqualTo(4);
        send(provider, "PUT", "/events/" + tailId + "/recurrence", "{\"recurrence\":[]}");
        assertThat(occurrences(provider)).isEqualTo(3);
        send(provider, "POST", "/events/" + tailId + "/move", "{\"calendar\":\"primary\"}");
        assertThat(occurrences(provider)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void what_is_not_there_is_404_and_what_makes_no_sense_400(Provider provider) {
        var id = created(provider);
        assertThat(send(provider, "DELETE", "/events/" + id + "/occurrences/2026-12-03", "")
                        .status())
                .isEqualTo(404);
        assertThat(send(provider, "DELETE", "/events/" + id + "/occurrences/soon", "")
                        .status())
                .isEqualTo(400);
        assertThat(send(provider, "POST", "/events/" + id + "/split", "{\"from\":\"2026-11-25\"}")
                        .status())
                .isEqualTo(400);
        assertThat(send(provider, "PUT", "/events/" + id + "/recurrence", "{\"recurrence\":[\"RRULE:x\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(send(provider, "POST", "/quirks", "{\"wings\":true}").status())
                .isEqualTo(400);
        assertThat(send(provider, "POST", "/quirks", "{\"masters\":\"ABOVE\"}").status())
                .isEqualTo(400);
    }

    @Test
    void quirks_go_on_and_off_and_raw_events_come_in() {
        var quirks = "{\"bumpAfterCreate\":1,\"conflictOnWrite\":{\"times\":2,\"how\":\"CONFLICT_409\"},"
                + "\"syncStateDialect\":\"INVALID_400\",\"emptyPages\":true,\"duplicates\":true,\"outOfOrder\":true,"
                + "\"masters\":\"FIRST\",\"cancelledKeepDetails\":true}";
        assertThat(send(Provider.MICROSOFT, "POST", "/quirks", quirks).status()).isEqualTo(204);
        var set = control.quirks(Provider.MICROSOFT, DANA, "Jobs");
        assertThat(set.givesEmptyPages() && set.givesDuplicates() && set.isOutOfOrder())
                .isTrue();
        assertThat(set.dialect().code()).isEqualTo("syncStateInvalid");
        send(Provider.MICROSOFT, "DELETE", "/quirks", "");
        assertThat(set.givesEmptyPages()
                        || set.takesBump()
                        || set.takeConflict().isPresent())
                .isFalse();
        var raw = send(Provider.MICROSOFT, "POST", "/raw", "{\"subject\":7}");
        assertThat(control.resource(
                                Provider.MICROSOFT,
                                DANA,
                                "Jobs",
                                raw.body().path("id").asText())
                        .orElseThrow()
                        .path("subject")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void the_sync_state_of_one_calendar_can_die_alone() {
        var account = control.account(Provider.GOOGLE, TESS);
        visitor.send(
                "POST",
                simulators.endpoints().control() + "/_sim/sync-state/expire",
                "",
                "{\"provider\":\"google\",\"email\":\"" + TESS + "\",\"calendar\":\"Jobs\"}");
        assertThat(account.calendars().get(1).generation()).isEqualTo(2);
        assertThat(account.primary().generation()).isEqualTo(1);
    }

    private String created(Provider provider) {
        var event = Json.object()
                .put("title", "Boiler")
                .put("start", "2026-11-25T10:00")
                .put("end", "2026-11-25T11:00");
        event.putArray("recurrence").add(RULE);
        return send(provider, "POST", "/events", event.toString())
                .body()
                .path("id")
                .asText();
    }

    private int occurrences(Provider provider) {
        return get(provider, "/occurrences?from=2026-11-22T00:00:00Z&to=2027-03-01T00:00:00Z")
                .path("occurrences")
                .size();
    }

    private ObjectNode get(Provider provider, String path) {
        return (ObjectNode) visitor.get(url(provider) + path, "").body();
    }

    private Reply send(Provider provider, String method, String path, String body) {
        return visitor.send(method, url(provider) + path, "", body);
    }

    private String url(Provider provider) {
        var email = provider == Provider.GOOGLE ? TESS : DANA;
        return simulators.endpoints().control() + "/_sim/" + provider.slug() + "/accounts/" + email + "/calendars/Jobs";
    }
}
