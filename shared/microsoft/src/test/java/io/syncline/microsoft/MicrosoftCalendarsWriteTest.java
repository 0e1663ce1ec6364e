package io.syncline.microsoft;

import static io.syncline.microsoft.GraphAnswers.challenge;
import static io.syncline.microsoft.GraphAnswers.event;
import static io.syncline.microsoft.GraphAnswers.list;
import static io.syncline.microsoft.GraphAnswers.refused;
import static io.syncline.microsoft.GraphAnswers.usedBy;
import static io.syncline.microsoft.StubbedGraph.CALENDAR;
import static io.syncline.microsoft.StubbedGraph.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.RemoteWrite.Create;
import io.syncline.calendar.RemoteWrite.Delete;
import io.syncline.calendar.RemoteWrite.Update;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Adopted;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.identity.OrganisationId;
import io.syncline.microsoft.StubbedGraph.Said;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrosoftCalendarsWriteTest {

    private static final String ETAG = "W/\"v1\"";
    private static final EventVersion V1 = new EventVersion(ETAG);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final StubbedGraph graph = new StubbedGraph();

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void R10_F20_S28_a_creation_carries_its_key_twice_and_invites_nobody() {
        graph.saysInBatch(Said.json(201, event("e1", ETAG, "Pump")));

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(answer).isInstanceOf(Written.class);
        JsonObject part = graph.asked().getFirst().parts().getFirst();
        assertThat(part.get("url").getAsString()).isEqualTo("/me/calendars/AAMk%2Fcal%3D%3D/events");
        JsonObject body = part.getAsJsonObject("body");
        assertThat(body.get("transactionId").getAsString())
                .startsWith("syncline/")
                .endsWith("/job-1");
        assertThat(body.get("singleValueExtendedProperties").toString()).contains("Name SynclineJob");
        assertThat(body.keySet())
                .containsExactlyInAnyOrder(
                        "@odata.type",
                        "subject",
                        "body",
                        "location",
                        "start",
                        "end",
                        "isAllDay",
                        "showAs",
                        "transactionId",
                        "singleValueExtendedProperties");
        assertThat(body.getAsJsonObject("start").toString())
                .isEqualTo("{\"dateTime\":\"2026-12-01T09:00:00.0000000\",\"timeZone\":\"W. Europe Standard Time\"}");
        assertThat(((Written) answer).event().mark()).contains(new JobId("job-1"));
        assertThat(((Written) answer).event().details()).isEqualTo(pump());
    }

    @Test
    void both_preferences_survive_the_batch_writer_as_one_line() {
        graph.saysInBatch(Said.json(201, event("e1", ETAG, "Pump")));

        write(new Create(key("job-1"), pump()));

        JsonObject headers = graph.asked().getFirst().parts().getFirst().getAsJsonObject("headers");
        String prefer = headers.asMap().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("prefer"))
                .map(header -> header.getValue().getAsString())
                .findFirst()
                .orElse("");
        assertThat(prefer).contains("IdType=\"ImmutableId\"").contains("outlook.body-content-type=\"text\"");
        assertThat(headers.asMap().keySet()).noneMatch(name -> name.equalsIgnoreCase("authorization"));
        assertThat(graph.asked().getFirst().header("Authorization")).isEqualTo("Bearer a-token");
    }

    @Test
    void T33_every_attempt_has_a_whole_body_of_its_own() {
        graph.saysInBatch(refused(503, "ErrorServerBusy")).saysInBatch(Said.json(201, event("e1", ETAG, "Pump")));
        var create = new Create(key("job-1"), pump());
        MicrosoftCalendars calendars = graph.calendars();

        calendars.write(TOKEN, CALENDAR, List.of(create));
        calendars.write(TOKEN, CALENDAR, List.of(create));

        List<JsonObject> bodies = graph.asked().stream()
                .map(asked -> asked.parts().getFirst().getAsJsonObject("body"))
                .toList();
        assertThat(bodies.get(1).keySet()).isEqualTo(bodies.get(0).keySet());
        assertThat(bodies.get(1).get("transactionId")).isEqualTo(bodies.get(0).get("transactionId"));
        assertThat(bodies.get(1)).isNotEqualTo(bodies.get(0));
    }

    @Test
    void R10_a_used_transaction_adopts_its_event() {
        graph.saysInBatch(usedBy("e0")).saysInBatch(Said.json(200, event("e0", ETAG, "Pump, side door")));

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(answer).isInstanceOf(Adopted.class);
        assertThat(((Adopted) answer).event().details().title()).isEqualTo("Pump, side door");
        assertThat(graph.asked().get(1).parts().getFirst().get("url").getAsString())
                .endsWith("/events/e0");
    }

    @Test
    void R10_a_used_transaction_is_told_by_409_as_well() {
        Said conflict = Said.json(409, usedBy("e0").body());
        graph.saysInBatch(conflict).saysInBatch(Said.json(200, event("e0", ETAG, "Pump")));

        assertThat(write(new Create(key("job-1"), pump()))).isInstanceOf(Adopted.class);
    }

    @Test
    void R10_an_answer_that_is_not_what_was_asked_for_is_an_event_that_was_there() {
        graph.saysInBatch(Said.json(201, event("e0", ETAG, "Edited by its owner")));

        assertThat(write(new Create(key("job-1"), pump()))).isInstanceOf(Adopted.class);
    }

    @Test
    void R10_a_transaction_of_a_deleted_event_is_followed_by_another() {
        graph.saysInBatch(usedBy("dead"))
                .saysInBatch(refused(404, "ErrorItemNotFound"))
                .saysInBatch(Said.json(200, list()))
                .saysInBatch(Said.json(201, event("e2", ETAG, "Pump")));

        assertThat(write(new Create(key("job-1"), pump()))).isInstanceOf(Written.class);
        String first = transaction(0);
        assertThat(transaction(3)).startsWith(first + "/").isNotEqualTo(first);
    }

    @Test
    void R10_the_event_of_a_lost_second_creation_is_found_by_its_key() {
        graph.saysInBatch(usedBy("dead"))
                .saysInBatch(refused(404, "ErrorItemNotFound"))
                .saysInBatch(Said.json(200, list(event("e2", ETAG, "Pump"))));

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(answer).isInstanceOf(Adopted.class);
        assertThat(graph.asked().get(2).parts().getFirst().get("url").getAsString())
                .contains("singleValueExtendedProperties")
                .contains("SynclineJob");
    }

    @Test
    void R10_a_copy_made_by_a_person_is_not_mistaken_for_the_event() {
        graph.saysInBatch(usedBy("dead"))
                .saysInBatch(refused(404, "ErrorItemNotFound"))
                .saysInBatch(Said.json(
                        200,
                        list(
                                event("copy", ETAG, "Pump", ",\"createdDateTime\":\"2026-11-02T00:00:00Z\""),
                                event("ours", ETAG, "Pump", ",\"createdDateTime\":\"2026-11-01T00:00:00Z\""))));

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(((Adopted) answer).event().id()).isEqualTo(new EventId("ours"));
    }

    @Test
    void a_transaction_that_never_gets_free_ends_in_a_refusal() {
        Said loop = usedBy("dead");
        for (int i = 0; i < 30; i++) {
            graph.saysInBatch(loop)
                    .saysInBatch(refused(404, "ErrorItemNotFound"))
                    .saysInBatch(Said.json(200, list()));
        }

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(((Failed) answer).failure()).isInstanceOf(RemoteFailure.Refused.class);
    }

    @Test
    void R04_an_update_writes_what_differs_if_the_version_still_holds() {
        graph.saysInBatch(Said.json(200, event("e1", "W/\"v2\"", "Valve")));
        Details to = pump().with(Field.TITLE, titled("Valve"));

        WriteAnswer answer = write(new Update(new EventId("e/1="), V1, pump(), to));

        JsonObject part = graph.asked().getFirst().parts().getFirst();
        assertThat(part.get("method").getAsString()).isEqualTo("PATCH");
        assertThat(part.get("url").getAsString()).endsWith("/events/e%2F1%3D");
        assertThat(part.getAsJsonObject("body").toString())
                .isEqualTo("{\"@odata.type\":\"#microsoft.graph.event\",\"subject\":\"Valve\"}");
        assertThat(part.getAsJsonObject("headers").get("if-match").getAsString())
                .isEqualTo(ETAG);
        assertThat(((Written) answer).event().version()).isEqualTo(new EventVersion("W/\"v2\""));
    }

    @Test
    void an_update_of_nothing_only_reads() {
        graph.saysInBatch(Said.json(200, event("e1", ETAG, "Pump")), Said.json(200, event("e2", "W/\"v2\"", "Pump")));

        List<WriteAnswer> answers = writeAll(
                new Update(new EventId("e1"), V1, pump(), pump()), new Update(new EventId("e2"), V1, pump(), pump()));

        assertThat(graph.asked().getFirst().parts())
                .allMatch(part -> part.get("method").getAsString().equals("GET"));
        assertThat(answers.get(0)).isInstanceOf(Written.class);
        assertThat(answers.get(1)).isEqualTo(new Stale());
    }

    @Test
    void a_timed_event_becomes_an_all_day_one_in_one_piece() {
        graph.saysInBatch(Said.json(200, event("e1", ETAG, "Pump")));
        Details days = pump().with(
                        Field.WHEN,
                        new Details(
                                "",
                                "",
                                "",
                                new When.AllDay(LocalDate.parse("2026-12-24"), LocalDate.parse("2026-12-26")),
                                Availability.BUSY,
                                Status.CONFIRMED));

        write(new Update(new EventId("e1"), V1, pump(), days));

        JsonObject body = graph.asked().getFirst().parts().getFirst().getAsJsonObject("body");
        assertThat(body.get("isAllDay").getAsBoolean()).isTrue();
        assertThat(body.getAsJsonObject("start").toString())
                .isEqualTo("{\"dateTime\":\"2026-12-24T00:00:00.0000000\",\"timeZone\":\"UTC\"}");
        assertThat(body.getAsJsonObject("end").get("dateTime").getAsString()).isEqualTo("2026-12-26T00:00:00.0000000");
        assertThat(body.keySet()).containsExactlyInAnyOrder("@odata.type", "isAllDay", "start", "end");
    }

    @Test
    void T34_a_stale_version_is_told_in_all_its_ways() {
        graph.saysInBatch(
                refused(412, "ErrorIrresolvableConflict"),
                refused(409, "ErrorIrresolvableConflict"),
                refused(409, "ConcurrentItemSave"));

        assertThat(writeAll(
                        new Update(new EventId("a"), V1, pump(), titled("B")),
                        new Update(new EventId("b"), V1, pump(), titled("B")),
                        new Delete(new EventId("c"), V1)))
                .containsOnly(new Stale());
    }

    @Test
    void a_deletion_of_what_is_not_there_is_done() {
        graph.saysInBatch(new Said(204, java.util.Map.of(), ""), refused(404, "ErrorItemNotFound"))
                .says(200, "{\"id\":\"cal\"}");

        assertThat(writeAll(new Delete(new EventId("a"), V1), new Delete(new EventId("b"), V1)))
                .containsOnly(new Absent());
    }

    @Test
    void T40_events_of_a_calendar_that_is_gone_are_not_taken_for_deleted() {
        graph.saysInBatch(refused(404, "ErrorItemNotFound")).says(refused(404, "ErrorItemNotFound"));

        assertThat(writeAll(new Update(new EventId("a"), V1, pump(), titled("B")), new Delete(new EventId("b"), V1)))
                .containsOnly(new Failed(new RemoteFailure.CalendarGone()));
    }

    @Test
    void T38_answers_stand_in_the_order_of_the_writes_however_they_arrive() {
        for (int chunk = 0; chunk < 3; chunk++) {
            graph.says(question -> reversed(question.parts()));
        }
        List<RemoteWrite> writes = IntStream.range(0, 50)
                .<RemoteWrite>mapToObj(i -> new Create(key("job-" + i), titled("Title " + i)))
                .toList();

        List<WriteAnswer> answers = graph.calendars().write(TOKEN, CALENDAR, writes);

        assertThat(answers)
                .extracting(answer -> ((Written) answer).event().details().title())
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "Title " + i).toList());
        assertThat(graph.asked()).extracting(asked -> asked.parts().size()).containsExactly(20, 20, 10);
    }

    @Test
    void T37_throttling_inside_of_a_batch_stops_the_rest_and_is_not_retried() {
        graph.saysInBatch(
                Said.json(201, event("e1", ETAG, "Pump")),
                refused(429, "ApplicationThrottled").with("Retry-After", "9"));
        List<RemoteWrite> writes = IntStream.range(0, 25)
                .<RemoteWrite>mapToObj(i -> new Create(key("job-" + i), pump()))
                .toList();

        List<WriteAnswer> answers = graph.calendars().write(TOKEN, CALENDAR, writes);

        assertThat(answers.getFirst()).isInstanceOf(Written.class);
        assertThat(answers.subList(1, 25))
                .containsOnly(new Failed(new RemoteFailure.Throttled(Optional.of(Duration.ofSeconds(9)))));
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void T38_every_part_of_a_batch_has_a_fate_of_its_own() {
        graph.saysInBatch(
                Said.json(201, event("e1", ETAG, "Pump")),
                refused(403, "ErrorAccessDenied"),
                refused(400, "ErrorPropertyValidationFailure"),
                refused(424, "FailedDependency"),
                refused(503, "ErrorServerBusy"));

        List<WriteAnswer> answers = writeAll(IntStream.range(0, 5)
                .mapToObj(i -> new Create(key("job-" + i), pump()))
                .toArray(RemoteWrite[]::new));

        assertThat(answers.get(0)).isInstanceOf(Written.class);
        assertThat(failure(answers.get(1))).isInstanceOf(RemoteFailure.Refused.class);
        assertThat(failure(answers.get(2)))
                .isEqualTo(new RemoteFailure.Refused("ErrorPropertyValidationFailure: Something about it."));
        assertThat(failure(answers.get(3))).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(failure(answers.get(4))).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void a_part_without_an_answer_may_or_may_not_have_happened() {
        graph.says(200, "{\"responses\":[]}");

        assertThat(failure(write(new Create(key("job-1"), pump())))).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void malformed_answers_are_no_answers() {
        for (String nonsense : List.of("{", "[]", "{\"responses\":7}", "{\"responses\":[{}]}", "<html>")) {
            graph.says(200, nonsense);

            assertThat(failure(write(new Create(key("job-1"), pump())))).isInstanceOf(RemoteFailure.Unavailable.class);
        }
    }

    @Test
    void a_created_event_that_cannot_be_read_may_or_may_not_be_there() {
        graph.saysInBatch(Said.json(201, "{\"id\":\"e1\"}"));

        assertThat(failure(write(new Create(key("job-1"), pump())))).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void a_refused_token_is_told_of_every_write_and_sent_once() {
        graph.says(refused(401, "InvalidAuthenticationToken"));

        List<WriteAnswer> answers =
                graph.calendars().write(TOKEN, CALENDAR, Collections.nCopies(30, new Delete(new EventId("e"), V1)));

        assertThat(answers).hasSize(30).containsOnly(new Failed(new RemoteFailure.Unauthorized()));
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void what_graph_demands_of_the_next_token_is_told_of_a_batch_and_of_its_parts() {
        String demand = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
        Said refused = refused(401, "InvalidAuthenticationToken").with("WWW-Authenticate", challenge(demand));
        graph.says(refused).saysInBatch(refused);

        WriteAnswer whole = write(new Delete(new EventId("e"), V1));
        WriteAnswer part = write(new Delete(new EventId("e"), V1));

        assertThat(whole).isEqualTo(new Failed(new RemoteFailure.Unauthorized(Optional.of(demand))));
        assertThat(part).isEqualTo(whole);
        assertThat(graph.asked()).hasSize(2);
    }

    @Test
    void a_refused_batch_is_not_retried_and_tells_when_to_come_back() {
        graph.says(refused(429, "TooManyRequests").with("Retry-After", "Sun, 22 Nov 2026 09:01:00 GMT"));

        WriteAnswer answer = write(new Create(key("job-1"), pump()));

        assertThat(failure(answer)).isEqualTo(new RemoteFailure.Throttled(Optional.of(Duration.ofMinutes(1))));
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void F26_a_write_whose_answer_is_lost_is_not_repeated_by_the_transport() {
        graph.saysInBatch(Said.json(201, event("e1", ETAG, "Pump"))).says(Said.cut());
        MicrosoftCalendars calendars = graph.calendars();
        calendars.write(TOKEN, CALENDAR, List.of(new Create(key("job-1"), pump())));

        List<WriteAnswer> answers = calendars.write(TOKEN, CALENDAR, List.of(new Create(key("job-2"), pump())));

        assertThat(failure(answers.getFirst())).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(graph.asked()).hasSize(2);
    }

    @Test
    void a_missing_mailbox_says_so() {
        graph.saysInBatch(refused(404, "MailboxNotEnabledForRESTAPI"));

        assertThat(failure(write(new Create(key("job-1"), pump()))))
                .isEqualTo(new RemoteFailure.NotPermitted(
                        "MailboxNotEnabledForRESTAPI: this account has no mailbox in Exchange Online."));
    }

    @Test
    void more_than_fifty_writes_are_a_mistake_of_the_caller() {
        List<RemoteWrite> writes = Collections.nCopies(51, new Delete(new EventId("e"), V1));

        assertThatThrownBy(() -> graph.calendars().write(TOKEN, CALENDAR, writes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Said reversed(List<JsonObject> parts) {
        List<String> responses = parts.reversed().stream()
                .map(part -> "{\"id\":\"%s\",\"status\":201,\"headers\":{},\"body\":%s}"
                        .formatted(
                                part.get("id").getAsString(),
                                event(
                                        "id" + part.get("id").getAsString(),
                                        ETAG,
                                        part.getAsJsonObject("body")
                                                .get("subject")
                                                .getAsString())))
                .toList();
        return Said.json(200, "{\"responses\":[" + String.join(",", responses) + "]}");
    }

    private String transaction(int call) {
        return graph.asked()
                .get(call)
                .parts()
                .getFirst()
                .getAsJsonObject("body")
                .get("transactionId")
                .getAsString();
    }

    private WriteAnswer write(RemoteWrite write) {
        return writeAll(write).getFirst();
    }

    private List<WriteAnswer> writeAll(RemoteWrite... writes) {
        return graph.calendars().write(TOKEN, CALENDAR, Arrays.asList(writes));
    }

    private static RemoteFailure failure(WriteAnswer answer) {
        return ((Failed) answer).failure();
    }

    private static EventKey key(String job) {
        return new EventKey(new OrganisationId("org-1"), new JobId(job), CALENDAR);
    }

    private static Details pump() {
        return titled("Pump");
    }

    private static Details titled(String title) {
        return new Details(
                title,
                "Ring twice",
                "Main St 1",
                new When.Timed(
                        LocalDateTime.parse("2026-12-01T09:00"), LocalDateTime.parse("2026-12-01T10:00"), BERLIN),
                Availability.BUSY,
                Status.CONFIRMED);
    }
}
