package io.syncline.local.providers.microsoft;

import static io.syncline.local.providers.microsoft.GraphEventsTest.assertRefused;
import static io.syncline.local.providers.microsoft.GraphEventsTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.http.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of a calendar view.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/event-delta">event: delta</a>
 * @see <a href="https://learn.microsoft.com/graph/delta-query-overview">Delta query</a>
 */
class GraphDeltaTest extends Simulated {

    private static final String WINDOW = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z";

    private String token;
    private String calendar;

    @BeforeEach
    void signIn() {
        token = token(Provider.MICROSOFT, DANA);
        var jobs = control.account(Provider.MICROSOFT, DANA).calendars().get(1).id();
        calendar = simulators.endpoints().graphRoot() + "/me/calendars/" + Visitor.encoded(jobs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "delta()", "microsoft.graph.delta()"})
    void delta_goes_by_every_documented_name(String name) {
        assertThat(get(calendar + "/calendarView/" + name + WINDOW).status()).isEqualTo(200);
    }

    @Test
    void a_round_without_window_or_with_query_options_is_400() {
        assertRefused(get(calendar + "/calendarView/delta"), 400, "ErrorInvalidParameter");
        assertRefused(get(calendar + "/calendarView/delta?startDateTime=&endDateTime="), 400, "ErrorInvalidParameter");
        assertRefused(get(calendar + "/calendarView/delta" + WINDOW + "&$select=subject"), 400, "ErrorInvalidUrlQuery");
    }

    @Test
    void pages_are_joined_by_next_links_and_end_with_a_delta_link() {
        for (int number = 0; number < 5; number++) {
            create("Page " + number);
        }
        var first = get(calendar + "/calendarView/delta" + WINDOW, "Prefer", "odata.maxpagesize=3");
        assertThat(first.body().path("value")).hasSize(3);
        assertThat(first.body().has("@odata.deltaLink")).isFalse();
        var last = get(first.body().path("@odata.nextLink").asText(), "Prefer", "odata.maxpagesize=3");
        assertThat(last.body().path("value")).hasSize(2);
        assertThat(last.body().has("@odata.nextLink")).isFalse();
        assertThat(last.header("Preference-Applied")).contains("odata.maxpagesize");
    }

    @Test
    void a_quiet_round_is_empty_and_gives_a_new_delta_link() {
        create("Quiet");
        var quiet = get(deltaLink());
        assertThat(quiet.body().path("value")).isEmpty();
        assertThat(get(quiet.body().path("@odata.deltaLink").asText()).body().path("value"))
                .isEmpty();
    }

    @Test
    void a_deleted_event_leaves_a_tombstone_of_its_id() {
        var id = create("Gone");
        var link = deltaLink();
        visitor.delete(calendar + "/events/" + id, token);
        var value = get(link).body().path("value");
        assertThat(value).hasSize(1);
        assertThat(value.at("/0/id").asText()).isEqualTo(id);
        assertThat(value.at("/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(value.at("/0/subject").isMissingNode()).isTrue();
    }

    @Test
    void T21_an_event_that_was_moved_outside_comes_as_removed_although_it_exists() {
        var id = create("Moves");
        var link = deltaLink();
        var change = Json.object();
        change.putObject("start").put("dateTime", "2027-05-01T08:00:00").put("timeZone", "UTC");
        change.putObject("end").put("dateTime", "2027-05-01T09:00:00").put("timeZone", "UTC");
        visitor.send("PATCH", calendar + "/events/" + id, token, change);
        assertThat(get(link).body().at("/value/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(visitor.get(calendar + "/events/" + id, token).status()).isEqualTo(200);
    }

    @Test
    void T35_a_clients_own_write_comes_back_as_a_change() {
        var id = create("Echo");
        var link = deltaLink();
        visitor.send("PATCH", calendar + "/events/" + id, token, Json.object().put("subject", "Echo 2"));
        assertThat(get(link).body().at("/value/0/subject").asText()).isEqualTo("Echo 2");
    }

    @Test
    void T16_an_expired_state_is_410_SyncStateNotFound() {
        create("Lost");
        var link = deltaLink();
        control.expireSyncState(Provider.MICROSOFT, DANA);
        assertRefused(get(link), 410, "SyncStateNotFound");
        assertRefused(get(calendar + "/calendarView/delta?$deltatoken=invented"), 410, "SyncStateNotFound");
        assertThat(get(deltaLink()).status()).isEqualTo(200);
    }

    @Test
    void T18_a_round_can_begin_with_an_empty_page() {
        create("Later");
        visitor.send("POST", simulators.endpoints().control() + "/_sim/settings", "", "{\"emptyFirstPages\":true}");
        var first = get(calendar + "/calendarView/delta" + WINDOW);
        assertThat(first.body().path("value")).isEmpty();
        assertThat(get(first.body().path("@odata.nextLink").asText()).body().path("value"))
                .hasSize(1);
    }

    @Test
    void a_thousand_changes_come_in_their_order_and_each_once() {
        var when = control.create(
                        Provider.MICROSOFT,
                        DANA,
                        "Jobs",
                        UserEvent.of(
                                "First",
                                new UserEvent.When.AllDay(
                                        java.time.LocalDate.of(2026, 11, 25), java.time.LocalDate.of(2026, 11, 26))))
                .when();
        var link = deltaLink();
        for (int number = 0; number < 1000; number++) {
            control.create(Provider.MICROSOFT, DANA, "Jobs", UserEvent.of("Job " + number, when));
        }
        var subjects = new ArrayList<String>();
        while (true) {
            var page = get(link, "Prefer", "odata.maxpagesize=200");
            page.body()
                    .path("value")
                    .valueStream()
                    .map(one -> one.path("subject"))
                    .map(JsonNode::asText)
                    .forEach(subjects::add);
            if (page.body().has("@odata.deltaLink")) {
                break;
            }
            link = page.body().path("@odata.nextLink").asText();
        }
        assertThat(subjects)
                .hasSize(1000)
                .doesNotHaveDuplicates()
                .startsWith("Job 0", "Job 1")
                .endsWith("Job 999");
    }

    private String create(String subject) {
        return visitor.send("POST", calendar + "/events", token, event(subject))
                .body()
                .path("id")
                .asText();
    }

    private String deltaLink() {
        return get(calendar + "/calendarView/delta" + WINDOW, "Prefer", "odata.maxpagesize=1000")
                .body()
                .path("@odata.deltaLink")
                .asText();
    }

    private Reply get(String url, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        return visitor.get(url, token, all.toArray(String[]::new));
    }
}
