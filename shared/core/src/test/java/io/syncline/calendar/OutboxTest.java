package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.connection.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the CRM is told, in which order, and what becomes of it while the bus takes nothing. */
class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final CalendarRef CALENDAR = new CalendarRef(new ConnectionId("c_0f"), new CalendarId("primary"));

    private final InMemoryRows rows = new InMemoryRows();
    private final InMemoryCalendarItems items = new InMemoryCalendarItems(rows);
    private final RecordingCrmBus bus = new RecordingCrmBus();

    private Outbox over(CrmBus any) {
        return new Outbox(any, items, ORG, CALENDAR);
    }

    /** As many events as asked for, owed and on record. */
    private List<CrmEvent> owed(int count) {
        List<CrmEvent> events = IntStream.range(0, count)
                .mapToObj(i -> (CrmEvent) new CrmEvent.JobRemovedFromCalendar(
                        String.format("event-%03d", i), ORG, NOW, new JobId("J-" + i), TESS))
                .toList();
        items.commit(
                ORG,
                CALENDAR,
                events.stream()
                        .map(event -> new Commit(event.id(), List.of(new RowChange.Owe(event))))
                        .toList());
        return events;
    }

    private List<CrmEvent> onRecord() {
        return items.waiting(ORG, CALENDAR, Optional.empty(), 1_000).owed();
    }

    @Test
    void R08_the_crm_is_told_in_the_order_in_which_it_happened_and_nothing_stays_owed() {
        List<CrmEvent> events = owed(120);
        Outbox outbox = over(bus);
        outbox.add(events.subList(0, 30));
        outbox.add(events.subList(30, 120));
        outbox.flush();
        assertThat(bus.sent()).isEqualTo(events);
        assertThat(onRecord()).isEmpty();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void F11_nothing_is_crossed_off_before_the_bus_took_it() {
        List<CrmEvent> events = owed(120);
        List<Integer> stillOwed = new ArrayList<>();
        Outbox outbox = over(sent -> {
            assertThat(onRecord()).containsAll(sent);
            stillOwed.add(onRecord().size());
        });
        outbox.add(events);
        outbox.flush();
        assertThat(stillOwed).containsExactly(120, 70, 20);
    }

    @Test
    void F11_what_a_bus_refuses_stays_owed_and_is_told_by_the_next_run() {
        List<CrmEvent> events = owed(3);
        bus.failNext(1);
        Outbox outbox = over(bus);
        outbox.add(events);
        outbox.flush();
        assertThat(bus.sent()).isEmpty();
        assertThat(onRecord()).isEqualTo(events);
        Outbox next = over(bus);
        next.add(onRecord());
        next.flush();
        assertThat(bus.sent()).isEqualTo(events);
        assertThat(onRecord()).isEmpty();
    }

    @Test
    void F11_a_bus_that_takes_the_first_part_only_is_told_the_rest_later_and_nothing_twice() {
        List<CrmEvent> events = owed(120);
        List<CrmEvent> taken = new ArrayList<>();
        Outbox outbox = over(sent -> {
            if (!taken.isEmpty()) {
                throw new IllegalStateException("The bus takes nothing more now");
            }
            taken.addAll(sent);
        });
        outbox.add(events);
        outbox.flush();
        assertThat(onRecord()).isEqualTo(events.subList(taken.size(), 120)).hasSize(70);
        Outbox next = over(bus);
        next.add(onRecord());
        next.flush();
        taken.addAll(bus.sent());
        assertThat(taken).isEqualTo(events);
    }

    @Test
    void F11_a_bus_that_refuses_keeps_nobody_waiting_and_is_not_asked_again_by_the_same_events() {
        List<Integer> asked = new ArrayList<>();
        Outbox outbox = over(sent -> {
            asked.add(sent.size());
            throw new IllegalStateException("The bus takes nothing now");
        });
        outbox.add(owed(120));
        outbox.flush();
        outbox.flush();
        assertThat(asked).containsExactly(50);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void F11_a_worker_that_dies_before_it_crossed_off_what_was_sent_sends_it_again_with_the_same_ids() {
        List<CrmEvent> events = owed(2);
        Outbox outbox = over(bus);
        outbox.add(events);
        rows.beforeEachCommit(() -> {
            throw new IllegalStateException("The worker dies");
        });
        assertThatThrownBy(outbox::flush).hasMessage("The worker dies");
        rows.beforeEachCommit(() -> {});
        Outbox next = over(bus);
        next.add(onRecord());
        next.flush();
        assertThat(bus.sent())
                .extracting(CrmEvent::id)
                .containsExactly("event-000", "event-001", "event-000", "event-001");
        assertThat(onRecord()).isEmpty();
    }

    @Test
    void R13_a_run_that_owes_nothing_neither_sends_nor_stores() {
        long before = rows.writes();
        Outbox outbox = over(_ -> {
            throw new AssertionError("There is nothing to be told");
        });
        outbox.add(List.of());
        outbox.flush();
        assertThat(rows.writes()).isEqualTo(before);
    }
}
