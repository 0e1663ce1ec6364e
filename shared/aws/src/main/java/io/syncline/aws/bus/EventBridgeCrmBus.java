package io.syncline.aws.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.calendar.CrmBus;
import io.syncline.calendar.CrmEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * The CRM at the other end of an event bus: source {@code syncline}, the detail type is the name of the event, and
 * {@code docs/events.md} has a JSON Schema of each.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html">PutEvents: ten entries and
 *     256 KB in all</a>
 */
public final class EventBridgeCrmBus implements CrmBus {

    private static final int MOST_ENTRIES = 10;
    /** A little below the limit, which counts source and detail type too. */
    private static final int MOST_BYTES = 250_000;

    private final EventBridgeClient bus;
    private final String name;
    private final Function<CrmEvent, ObjectNode> form;

    /**
     * A way to a bus.
     *
     * @param form the JSON form of an event; its member {@code details} is left out of one that would be larger than
     *     the bus takes
     */
    public EventBridgeCrmBus(EventBridgeClient bus, String name, Function<CrmEvent, ObjectNode> form) {
        this.bus = bus;
        this.name = name;
        this.form = form;
    }

    @Override
    public void send(List<CrmEvent> events) {
        List<PutEventsRequestEntry> pack = new ArrayList<>();
        for (CrmEvent event : events) {
            PutEventsRequestEntry entry = entry(event);
            boolean full = pack.size() == MOST_ENTRIES || size(pack) + size(entry) > MOST_BYTES;
            if (full && !pack.isEmpty()) {
                put(pack);
                pack.clear();
            }
            pack.add(entry);
        }
        if (!pack.isEmpty()) {
            put(pack);
        }
    }

    /** The bus may take some and refuse others, which is an answer with status 200. */
    private void put(List<PutEventsRequestEntry> entries) {
        PutEventsResponse answer = bus.putEvents(request -> request.entries(entries));
        if (answer.failedEntryCount() > 0) {
            String code = answer.entries().stream()
                    .filter(entry -> entry.errorCode() != null)
                    .findFirst()
                    .map(PutEventsResultEntry::errorCode)
                    .orElse("no reason");
            throw new IllegalStateException("The event bus refused " + answer.failedEntryCount() + " of "
                    + entries.size() + " events: " + code);
        }
    }

    private PutEventsRequestEntry entry(CrmEvent event) {
        return PutEventsRequestEntry.builder()
                .eventBusName(name)
                .source("syncline")
                .detailType(type(event))
                .time(event.at())
                .detail(text(event))
                .build();
    }

    private String text(CrmEvent event) {
        ObjectNode json = form.apply(event);
        String text = json.toString();
        return bytes(text) <= MOST_BYTES ? text : json.without("details").toString();
    }

    private static String type(CrmEvent event) {
        return switch (event) {
            case CrmEvent.JobRescheduled _ -> "JobRescheduled";
            case CrmEvent.JobRemovedFromCalendar _ -> "JobRemovedFromCalendar";
            case CrmEvent.ConflictOpened _ -> "ConflictOpened";
            case CrmEvent.ConflictResolved _ -> "ConflictResolved";
            case CrmEvent.SyncFailed _ -> "SyncFailed";
            case CrmEvent.JobContinued _ -> "JobContinued";
        };
    }

    private static int size(List<PutEventsRequestEntry> entries) {
        return entries.stream().mapToInt(EventBridgeCrmBus::size).sum();
    }

    private static int size(PutEventsRequestEntry entry) {
        return bytes(entry.detail()) + 100;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
