package io.syncline.aws.bus;

import io.syncline.aws.Json;
import io.syncline.connection.Announcements;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Announcements on an event bus: source {@code syncline}, detail type {@code ConnectionNeedsAttention}, and the detail
 * {@code {"id":…,"organisation":…,"connection":…,"owner":…,"provider":…,"account":…,"act":"owner"|"administrator",
 * "reason":…,"since":…}}.
 */
public final class BusAnnouncements implements Announcements {

    private final EventBridgeClient bus;
    private final String name;

    public BusAnnouncements(EventBridgeClient bus, String name) {
        this.bus = bus;
        this.name = name;
    }

    /** Also throws where the bus took the request and refused the event, which is an answer with status 200. */
    @Override
    public void publish(NeedsAttention announcement) {
        PutEventsRequestEntry event = PutEventsRequestEntry.builder()
                .eventBusName(name)
                .source("syncline")
                .detailType("ConnectionNeedsAttention")
                .time(announcement.since())
                .detail(detail(announcement))
                .build();
        PutEventsResponse answer = bus.putEvents(request -> request.entries(event));
        if (answer.failedEntryCount() > 0) {
            throw new IllegalStateException("The event bus refused an event: "
                    + answer.entries().getFirst().errorCode());
        }
    }

    private static String detail(NeedsAttention announcement) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", announcement.id())
                .put("organisation", announcement.organisation().value())
                .put("connection", announcement.connection().value())
                .put("owner", announcement.owner().value())
                .put("provider", announcement.provider().word())
                .put("account", announcement.account())
                .put("act", announcement.byAdministrator() ? "administrator" : "owner")
                .put("reason", announcement.reason())
                .put("since", announcement.since().toString())
                .toString();
    }
}
