package io.syncline.local.providers.microsoft;

import static io.syncline.local.providers.microsoft.GraphEventsTest.assertRefused;
import static io.syncline.local.providers.microsoft.GraphEventsTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.SyncStateDialect;
import io.syncline.local.providers.http.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Graph does beyond the usual: dead links in every dialect, odd pages, writes that fail by themselves.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-overview">Delta query</a>
 * @see <a href="https://learn.microsoft.com/graph/delta-query-events">Get incremental changes to events</a>
 * @see <a href="https://learn.microsoft.com/graph/errors">Error responses</a>
 */
class GraphQuirksTest extends Simulated {

    private static final String WINDOW = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z";

    private String token;
    private String calendar;

    @BeforeEach
    void signIn() {
        token = token(Provider.MICROSOFT, DANA);
        var jobs = control.account(Provider.MICROSOFT, DANA).calendars().get(1).id();
        calendar = simulators.endpoints().graphRoot() + "/me/calendars/" + Visitor.encoded(jobs);
    }

    @ParameterizedTest
    @EnumSource(SyncStateDialect.class)
    void T16_a_delta_link_dies_in_every_dialect(SyncStateDialect dialect) {
        create(event("Boiler"));
        var link = get(calendar + "/calendarView/delta" + WINDOW)
                .body()
                .path("@odata.deltaLink")
                .asText();
        quirks().syncStateDialect(dialect);
        control.expireSyncState(Provider.MICROSOFT, DANA, "Jobs");
        var dead = get(link);
        assertRefused(dead, dialect.status(), dialect.code());
        if (dialect.hasLocation()) {
            assertThat(get(dead.header("Location")).body().path("value")).hasSize(1);
        } else {
            assertThat(dead.header("Location")).isEmpty();
        }
    }

    @Test
    void T16_a_next_link_dies_in_the_middle_of_a_round() {
        create(event("One"));
        create(event("Two"));
        var next = get(calendar + "/calendarView/delta" + WINDOW, "Prefer", "odata.maxpagesize=1")
                .body()
                .path("@odata.nextLink")
                .asText();
        control.expireSyncState(Provider.MICROSOFT, DANA, "Jobs");
        assertRefused(get(next), 410, "SyncStateNotFound");
    }

    @Test
    void T18_every_page_can_have_an_empty_one_before_it_and_repeat_an_item() {
        for (int number = 0; number < 5; number++) {
            create(event("Page " + number));
        }
        quirks().emptyPages(true);
        quirks().duplicates(true);
        var pages = pages(calendar + "/calendarView/delta" + WINDOW, 2);
        assertThat(pages).anyMatch(List::isEmpty);
        var all = pages.stream().flatMap(List::stream).toList();
        assertThat(all).hasSizeGreaterThan(5);
        assertThat(all.stream().map(one -> one.path("id")).distinct()).hasSize(5);
    }

    @Test
    void T19_a_round_can_tell_older_states_and_mix_its_items_but_ends_with_the_newest() {
        quirks().outOfOrder(true);
        var ids = new ArrayList<String>();
        for (int number = 0; number < 8; number++) {
            ids.add(create(event("Old " + number)).body().path("id").asText());
        }
        var link = get(calendar + "/calendarView/delta" + WINDOW, "Prefer", "odata.maxpagesize=100")
                .body()
                .path("@odata.deltaLink")
                .asText();
        for (var id : ids) {
            visitor.send(
                    "PATCH", calendar + "/events/" + id, token, Json.object().put("subject", "New"));
        }
        var all = pages(link, 100).stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(16);
        assertThat(all.stream().map(one -> one.path("id").asText()).distinct().toList())
                .isNotEqualTo(ids)
                .containsExactlyInAnyOrderElementsOf(ids);
        for (var id : ids) {
            assertThat(all.stream()
                            .filter(one -> one.path("id").asText().equals(id))
                            .map(one -> one.path("subject").asText()))
                    .last()
                    .isEqualTo("New");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STALE_412, 412, ErrorIrresolvableConflict",
        "CONFLICT_409, 409, ErrorIrresolvableConflict",
        "CONCURRENT_SAVE_409, 409, ConcurrentItemSave"
    })
    void T34_a_write_can_fail_although_nobody_changed_anything(
            CalendarQuirks.WriteConflict how, int status, String code) {
        var id = create(event("Boiler")).body().path("id").asText();
        quirks().conflictOnWrite(1, how);
        var change = Json.object().put("subject", "x");
        assertRefused(visitor.send("PATCH", calendar + "/events/" + id, token, change), status, code);
        assertThat(visitor.send("PATCH", calendar + "/events/" + id, token, change)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void T34_an_event_can_get_another_version_right_after_it_was_made() {
        quirks().bumpAfterCreate(1);
        var made = create(event("Boiler")).body();
        var url = calendar + "/events/" + made.path("id").asText();
        var change = Json.object().put("subject", "x");
        var etag = made.path("@odata.etag").asText();
        assertRefused(visitor.send("PATCH", url, token, change, "If-Match", etag), 412, "ErrorIrresolvableConflict");
        assertThat(get(url).body().path("@odata.etag").asText()).isNotEqualTo(etag);
    }

    @Test
    void T29_a_zone_without_a_windows_name_is_custom() {
        var event = event("Odd");
        event.withObject("/start").put("timeZone", "Antarctica/Troll");
        event.withObject("/end").put("timeZone", "Antarctica/Troll");
        assertThat(create(event).body().path("originalStartTimeZone").asText()).isEqualTo("tzone://Microsoft/Custom");
        event.withObject("/start").put("timeZone", "tzone://Microsoft/Custom");
        assertRefused(create(event), 400, "TimeZoneNotSupportedException");
    }

    private List<List<JsonNode>> pages(String first, int size) {
        var pages = new ArrayList<List<JsonNode>>();
        var next = first;
        while (!next.isEmpty()) {
            var page = get(next, "Prefer", "odata.maxpagesize=" + size).body();
            pages.add(page.path("value").valueStream().toList());
            next = page.path("@odata.nextLink").asText();
        }
        return pages;
    }

    private CalendarQuirks quirks() {
        return control.quirks(Provider.MICROSOFT, DANA, "Jobs");
    }

    private Reply create(ObjectNode event) {
        return visitor.send("POST", calendar + "/events", token, event);
    }

    private Reply get(String url, String... headers) {
        return visitor.get(url, token, headers);
    }
}
