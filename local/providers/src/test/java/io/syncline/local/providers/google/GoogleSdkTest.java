package io.syncline.local.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.googleapis.batch.json.JsonBatchCallback;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Google simulator under Google's own Java client. */
class GoogleSdkTest {

    private static ProviderSimulators simulators;
    private static Calendar client;

    @BeforeAll
    static void start() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults());
        var token = new Visitor(simulators).accessToken(Provider.GOOGLE, "sdk@fieldworks.example");
        HttpRequestInitializer bearer = request -> request.getHeaders().setAuthorization("Bearer " + token);
        client = new Calendar.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), bearer)
                .setApplicationName("syncline-test")
                .setRootUrl(simulators.endpoints().googleCalendarRoot())
                .build();
    }

    @AfterAll
    static void stop() {
        simulators.close();
    }

    @Test
    void the_calendar_list_has_a_primary_a_second_and_a_read_only_calendar() throws IOException {
        var entries = client.calendarList().list().execute().getItems();
        assertThat(entries).hasSize(3);
        assertThat(entries.getFirst().getPrimary()).isTrue();
        assertThat(entries.getFirst().getTimeZone()).isEqualTo("Europe/Zurich");
        assertThat(entries).extracting("accessRole").containsExactly("owner", "owner", "reader");
    }

    @Test
    void an_event_lives_through_insert_get_update_patch_and_delete() throws IOException {
        var made = client.events()
                .insert("primary", event("abcde01234", "Boiler, Seestrasse 4"))
                .execute();
        assertThat(made.getStatus()).isEqualTo("confirmed");
        assertThat(made.getStart().getTimeZone()).isEqualTo("Europe/Zurich");
        assertThat(made.getExtendedProperties().getPrivate()).containsEntry("job", "J-1");

        made.setSummary("Boiler, Seestrasse 5");
        made.set("unknownField", "kept");
        var update = client.events().update("primary", made.getId(), made);
        update.getRequestHeaders().setIfMatch(made.getEtag());
        var updated = update.execute();
        assertThat(updated.getEtag()).isNotEqualTo(made.getEtag());
        assertThat(updated.get("unknownField")).isEqualTo("kept");

        var patched = client.events()
                .patch("primary", made.getId(), new Event().setLocation("Basel"))
                .execute();
        assertThat(patched.getLocation()).isEqualTo("Basel");
        assertThat(patched.getSummary()).isEqualTo("Boiler, Seestrasse 5");

        client.events().delete("primary", made.getId()).setSendUpdates("none").execute();
        assertThat(client.events().get("primary", made.getId()).execute().getStatus())
                .isEqualTo("cancelled");
        assertThatThrownBy(() -> client.events().delete("primary", made.getId()).execute())
                .isInstanceOfSatisfying(GoogleJsonResponseException.class, gone -> {
                    assertThat(gone.getStatusCode()).isEqualTo(410);
                    assertThat(gone.getDetails().getErrors().getFirst().getReason())
                            .isEqualTo("deleted");
                });
    }

    @Test
    void R21_a_series_lives_through_insert_instances_a_changed_one_and_a_cancelled_one() throws IOException {
        var calendar = jobsCalendar();
        var series = event("series0000", "Weekly").setRecurrence(List.of("RRULE:FREQ=WEEKLY;COUNT=3"));
        client.events().insert(calendar, series).execute();
        var instances =
                client.events().instances(calendar, "series0000").execute().getItems();
        assertThat(instances).hasSize(3);
        var second = instances.get(1);
        assertThat(second.getRecurringEventId()).isEqualTo("series0000");
        assertThat(second.getOriginalStartTime().getTimeZone()).isEqualTo("Europe/Zurich");
        client.events()
                .update(calendar, second.getId(), second.setSummary("Only this one"))
                .execute();
        client.events().delete(calendar, instances.get(2).getId()).execute();

        var all = client.events()
                .list(calendar)
                .setICalUID("series0000@google.com")
                .execute();
        assertThat(all.getItems())
                .extracting(Event::getId)
                .containsExactly("series0000", second.getId(), instances.get(2).getId());
        assertThat(all.getItems()).extracting(Event::getStatus).containsExactly("confirmed", "confirmed", "cancelled");
        assertThat(all.getItems().get(2).getOriginalStartTime())
                .isEqualTo(instances.get(2).getOriginalStartTime());
        client.events().delete(calendar, "series0000").execute();
        assertThat(client.events()
                        .list(calendar)
                        .setICalUID("series0000@google.com")
                        .execute()
                        .getItems())
                .isEmpty();
    }

    @Test
    void a_stale_etag_is_refused_with_412_conditionNotMet() throws IOException {
        var made =
                client.events().insert("primary", event("stale0etag", "Stale")).execute();
        client.events()
                .patch("primary", made.getId(), new Event().setSummary("Newer"))
                .execute();
        var late = client.events().update("primary", made.getId(), made);
        late.getRequestHeaders().setIfMatch(made.getEtag());
        assertThatThrownBy(late::execute).isInstanceOfSatisfying(GoogleJsonResponseException.class, stale -> {
            assertThat(stale.getStatusCode()).isEqualTo(412);
            assertThat(stale.getDetails().getErrors().getFirst().getReason()).isEqualTo("conditionNotMet");
        });
    }

    @Test
    void a_listing_comes_in_pages_and_its_sync_token_gives_only_what_changed_since() throws IOException {
        var calendar = jobsCalendar();
        for (int number = 0; number < 5; number++) {
            client.events()
                    .insert(calendar, event("page0" + number, "Page " + number))
                    .execute();
        }
        var first = client.events().list(calendar).setMaxResults(3).execute();
        assertThat(first.getItems()).hasSize(3);
        assertThat(first.getNextSyncToken()).isNull();
        var last = client.events()
                .list(calendar)
                .setMaxResults(3)
                .setPageToken(first.getNextPageToken())
                .execute();
        assertThat(last.getItems()).hasSize(2);
        assertThat(last.getNextPageToken()).isNull();

        client.events().delete(calendar, "page00").execute();
        simulators
                .control()
                .update(
                        Provider.GOOGLE,
                        "sdk@fieldworks.example",
                        "Jobs",
                        "page01",
                        event -> event.withTitle("By the user"));
        var changes = client.events()
                .list(calendar)
                .setSyncToken(last.getNextSyncToken())
                .execute();
        assertThat(changes.getItems()).extracting("id").containsExactly("page00", "page01");
        assertThat(changes.getItems().getFirst().getStatus()).isEqualTo("cancelled");
        assertThat(changes.getItems().getLast().getSummary()).isEqualTo("By the user");
        var quiet = client.events()
                .list(calendar)
                .setSyncToken(changes.getNextSyncToken())
                .execute();
        assertThat(quiet.getItems()).isEmpty();
    }

    @Test
    void a_batch_of_fifty_answers_each_part_on_its_own_and_in_order() throws IOException {
        client.events().insert("primary", event("batch007", "Taken")).execute();
        var outcomes = new LinkedHashMap<Integer, String>();
        var batch = client.batch(client.getRequestFactory().getInitializer());
        for (int number = 0; number < 50; number++) {
            var id = String.format("batch%03d", number);
            client.events().insert("primary", event(id, "Größe " + number)).queue(batch, noted(outcomes, number));
        }
        simulators.control().requests().clear();
        batch.execute();

        assertThat(outcomes).hasSize(50);
        assertThat(outcomes.get(7)).isEqualTo("409 duplicate");
        assertThat(outcomes.get(49)).isEqualTo("Größe 49");
        assertThat(simulators.control().requests().count(LedgerEntry.Kind.BATCH))
                .isEqualTo(1);
        assertThat(simulators.control().requests().count(LedgerEntry.Kind.WRITE))
                .isEqualTo(50);
    }

    @Test
    void a_batch_takes_patches_and_deletes_too() throws IOException {
        client.events().insert("primary", event("inabatch1", "One")).execute();
        client.events().insert("primary", event("inabatch2", "Two")).execute();
        var outcomes = new LinkedHashMap<Integer, String>();
        var batch = client.batch(client.getRequestFactory().getInitializer());
        client.events()
                .patch("primary", "inabatch1", new Event().setSummary("Uno"))
                .queue(batch, noted(outcomes, 1));
        var deleted = new ArrayList<String>();
        client.events().delete("primary", "inabatch2").queue(batch, new JsonBatchCallback<Void>() {
            @Override
            public void onSuccess(Void nothing, HttpHeaders headers) {
                deleted.add("inabatch2");
            }

            @Override
            public void onFailure(GoogleJsonError error, HttpHeaders headers) {
                deleted.add("failed " + error);
            }
        });
        batch.execute();
        assertThat(outcomes).containsExactly(Map.entry(1, "Uno"));
        assertThat(deleted).containsExactly("inabatch2");
    }

    @Test
    void the_holidays_cannot_be_written() throws IOException {
        var holidays =
                client.calendarList().list().execute().getItems().getLast().getId();
        assertThat(holidays).contains("#");
        assertThatThrownBy(() ->
                        client.events().insert(holidays, event("nope00", "No")).execute())
                .isInstanceOfSatisfying(
                        GoogleJsonResponseException.class,
                        refused -> assertThat(refused.getDetails()
                                        .getErrors()
                                        .getFirst()
                                        .getReason())
                                .isEqualTo("requiredAccessLevel"));
    }

    @Test
    void what_the_user_enters_in_the_calendar_is_seen_by_the_client() throws IOException {
        var day = java.time.LocalDate.of(2026, 12, 24);
        var made = simulators
                .control()
                .create(
                        Provider.GOOGLE,
                        "sdk@fieldworks.example",
                        "primary",
                        UserEvent.of("Off", new UserEvent.When.AllDay(day, day.plusDays(1)))
                                .withPrivate(true));
        var seen = client.events().get("primary", made.id()).execute();
        assertThat(seen.getStart().getDate().toString()).isEqualTo("2026-12-24");
        assertThat(seen.getVisibility()).isEqualTo("private");
    }

    private static String jobsCalendar() throws IOException {
        return client.calendarList().list().execute().getItems().get(1).getId();
    }

    private static Event event(String id, String title) {
        return new Event()
                .setId(id)
                .setSummary(title)
                .setStart(at("2026-11-25T10:00:00+01:00"))
                .setEnd(at("2026-11-25T11:00:00+01:00"))
                .setExtendedProperties(new Event.ExtendedProperties().setPrivate(Map.of("job", "J-1")));
    }

    private static EventDateTime at(String time) {
        return new EventDateTime().setDateTime(DateTime.parseRfc3339(time)).setTimeZone("Europe/Zurich");
    }

    private static JsonBatchCallback<Event> noted(Map<Integer, String> outcomes, int number) {
        return new JsonBatchCallback<>() {
            @Override
            public void onSuccess(Event event, HttpHeaders headers) {
                outcomes.put(number, event.getSummary());
            }

            @Override
            public void onFailure(GoogleJsonError error, HttpHeaders headers) {
                outcomes.put(
                        number,
                        error.getCode() + " " + error.getErrors().getFirst().getReason());
            }
        };
    }
}
