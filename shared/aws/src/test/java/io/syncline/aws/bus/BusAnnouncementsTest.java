package io.syncline.aws.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.aws.Json;
import io.syncline.connection.Announcements.NeedsAttention;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class BusAnnouncementsTest {

    private final FakeBus bus = new FakeBus();
    private final BusAnnouncements announcements = new BusAnnouncements(bus, "syncline");

    @Test
    void what_is_announced_says_whose_account_needs_what_since_when() throws Exception {
        announcements.publish(announcement(false));
        PutEventsRequestEntry event = bus.events.getFirst();
        assertThat(event.eventBusName()).isEqualTo("syncline");
        assertThat(event.source()).isEqualTo("syncline");
        assertThat(event.detailType()).isEqualTo("ConnectionNeedsAttention");
        assertThat(Json.MAPPER.readTree(event.detail())).isEqualTo(Json.MAPPER.readTree("""
                                {"id":"c_1-7","organisation":"acme","connection":"c_1","owner":"tess","provider":"google",
                                "account":"tess@fieldworks.example","act":"owner","reason":"Connect \\"again\\".",
                                "since":"2026-11-22T12:00:00Z"}
                                """));
    }

    @Test
    void it_says_when_an_administrator_has_to_act() throws Exception {
        announcements.publish(announcement(true));
        assertThat(Json.MAPPER
                        .readTree(bus.events.getFirst().detail())
                        .path("act")
                        .asText())
                .isEqualTo("administrator");
    }

    @Test
    void an_event_that_the_bus_refused_is_not_taken_for_told() {
        bus.refuses = true;
        assertThatThrownBy(() -> announcements.publish(announcement(false)))
                .hasMessageContaining("ThrottlingException");
    }

    private static NeedsAttention announcement(boolean byAdministrator) {
        return new NeedsAttention(
                "c_1-7",
                new OrganisationId("acme"),
                new ConnectionId("c_1"),
                new UserId("tess"),
                Provider.GOOGLE,
                "tess@fieldworks.example",
                byAdministrator,
                "Connect \"again\".",
                Instant.parse("2026-11-22T12:00:00Z"));
    }

    private static final class FakeBus implements EventBridgeClient {
        private final List<PutEventsRequestEntry> events = new ArrayList<>();
        private boolean refuses;

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            events.addAll(request.entries());
            PutEventsResultEntry result = refuses
                    ? PutEventsResultEntry.builder()
                            .errorCode("ThrottlingException")
                            .build()
                    : PutEventsResultEntry.builder().eventId("1").build();
            return PutEventsResponse.builder()
                    .failedEntryCount(refuses ? 1 : 0)
                    .entries(result)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            refuses = true;
        }
    }
}
