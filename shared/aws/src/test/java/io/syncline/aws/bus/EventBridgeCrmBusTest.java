package io.syncline.aws.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.aws.Json;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeCrmBusTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JobId JOB = new JobId("job-1");
    private static final UserId ANN = new UserId("ann");

    private final FakeBus fake = new FakeBus();
    private int size = 10;
    private final EventBridgeCrmBus bus = new EventBridgeCrmBus(fake, "syncline", this::json);

    @Test
    void each_event_has_its_name_and_comes_from_syncline() {
        ConflictId conflict = new ConflictId(
                new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x")),
                JOB,
                Optional.of(new Aspect.OfField(Field.TITLE)));
        bus.send(List.of(
                new CrmEvent.JobRescheduled("a", ACME, NOW, JOB, 3, List.of("when"), details(), ANN),
                new CrmEvent.JobRemovedFromCalendar("b", ACME, NOW, JOB, ANN),
                new CrmEvent.ConflictOpened("c", ACME, NOW, conflict, JOB, ANN, Optional.of("when")),
                new CrmEvent.ConflictResolved("e", ACME, NOW, conflict, JOB, "crm", Optional.of(ANN)),
                new CrmEvent.SyncFailed("g", ACME, NOW, Optional.of(JOB), ANN, "Too long."),
                new CrmEvent.JobContinued("i", ACME, NOW, new JobId("job-2"), JOB, details(), ANN)));
        List<PutEventsRequestEntry> entries = fake.requests.getFirst();
        assertThat(entries)
                .extracting(PutEventsRequestEntry::detailType)
                .containsExactly(
                        "JobRescheduled",
                        "JobRemovedFromCalendar",
                        "ConflictOpened",
                        "ConflictResolved",
                        "SyncFailed",
                        "JobContinued");
        assertThat(entries)
                .allMatch(entry -> entry.source().equals("syncline")
                        && entry.eventBusName().equals("syncline")
                        && entry.time().equals(NOW));
        assertThat(entries.getFirst().detail()).isEqualTo("{\"id\":\"a\",\"details\":\"xxxxxxxxxx\"}");
    }

    @Test
    void ten_events_are_sent_at_once_and_all_of_them_in_order() {
        bus.send(events(25));
        assertThat(fake.requests).extracting(List::size).containsExactly(10, 10, 5);
        assertThat(fake.ids())
                .containsExactlyElementsOf(events(25).stream().map(CrmEvent::id).toList());
    }

    @Test
    void no_events_are_no_request() {
        bus.send(List.of());
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void large_events_are_sent_in_requests_that_the_bus_takes() {
        size = 100_000;
        bus.send(events(5));
        assertThat(fake.requests).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(fake.requests).allMatch(entries -> FakeBus.bytes(entries) <= 256_000);
    }

    @Test
    void an_event_that_is_larger_than_the_bus_takes_is_told_without_its_details() {
        size = 300_000;
        bus.send(events(2));
        assertThat(fake.requests.getFirst())
                .extracting(PutEventsRequestEntry::detail)
                .containsExactly("{\"id\":\"e-0\"}", "{\"id\":\"e-1\"}");
    }

    @Test
    void an_event_that_the_bus_refused_is_not_taken_for_told() {
        fake.refusing = 3;
        assertThatThrownBy(() -> bus.send(events(5)))
                .hasMessageContaining("1 of 5")
                .hasMessageContaining("ThrottlingException");
        assertThatCode(() -> bus.send(events(3))).doesNotThrowAnyException();
    }

    private ObjectNode json(CrmEvent event) {
        return Json.MAPPER.createObjectNode().put("id", event.id()).put("details", "x".repeat(size));
    }

    private static List<CrmEvent> events(int number) {
        return IntStream.range(0, number)
                .<CrmEvent>mapToObj(place -> new CrmEvent.JobRemovedFromCalendar("e-" + place, ACME, NOW, JOB, ANN))
                .toList();
    }

    private static Details details() {
        When when = new When.AllDay(LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-24"));
        return new Details("Boiler", "", "", when, Availability.BUSY, Status.CONFIRMED);
    }

    /** A bus that refuses one entry of a request, the one at a place. */
    private static final class FakeBus implements EventBridgeClient {
        private final List<List<PutEventsRequestEntry>> requests = new ArrayList<>();
        private int refusing = -1;

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            requests.add(request.entries());
            List<PutEventsResultEntry> results = IntStream.range(
                            0, request.entries().size())
                    .mapToObj(this::result)
                    .toList();
            boolean refuses = refusing >= 0 && refusing < results.size();
            return PutEventsResponse.builder()
                    .failedEntryCount(refuses ? 1 : 0)
                    .entries(results)
                    .build();
        }

        private PutEventsResultEntry result(int place) {
            return place == refusing
                    ? PutEventsResultEntry.builder()
                            .errorCode("ThrottlingException")
                            .build()
                    : PutEventsResultEntry.builder().eventId("id").build();
        }

        private List<String> ids() {
            return requests.stream()
                    .flatMap(List::stream)
                    .map(entry -> entry.detail().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"))
                    .toList();
        }

        private static int bytes(List<PutEventsRequestEntry> entries) {
            return entries.stream()
                    .mapToInt(entry -> entry.detail().getBytes(StandardCharsets.UTF_8).length)
                    .sum();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            requests.clear();
        }
    }
}
