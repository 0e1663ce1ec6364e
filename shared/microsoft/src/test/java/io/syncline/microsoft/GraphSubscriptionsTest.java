package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.syncline.calendar.Channel;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.Extension;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Graph about subscriptions, and how its answers are taken. */
class GraphSubscriptionsTest {

    private static final NewChannel FRESH =
            new NewChannel(new ChannelId("0123456789abcdef0123"), Secret.of("the-secret"));
    private static final Instant END = StubbedGraph.NOW.plus(Duration.ofMinutes(10_065));
    private static final Channel OPEN = new Channel(FRESH.id(), "sub/1", END, END.minus(Duration.ofDays(1)));
    private static final String ANSWER = "{\"id\":\"sub/1\",\"expirationDateTime\":\"2026-11-29T08:45:00.0000000Z\"}";
    private static final String OWN_ADDRESS = "https://calendar.example.org/notices/microsoft?connection=c_1";

    private final StubbedGraph graph = new StubbedGraph();
    private final RemoteChannels channels = graph.calendars()
            .channels(URI.create("https://calendar.example.org"), InstantSource.fixed(StubbedGraph.NOW));

    @AfterEach
    void stop() {
        graph.close();
    }

    @Test
    void R25_a_subscription_is_asked_for_just_under_seven_days_with_our_secret_and_immutable_ids() {
        graph.says(201, ANSWER);

        assertThat(open()).isEqualTo(new Opening.Opened("sub/1", END));

        StubbedGraph.Asked asked = graph.asked().getFirst();
        assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /v1.0/subscriptions");
        assertThat(asked.header("Prefer")).isEqualTo("IdType=\"ImmutableId\"");
        JsonObject body = JsonParser.parseString(asked.body()).getAsJsonObject();
        assertThat(body.get("resource").getAsString()).isEqualTo("me/events");
        assertThat(body.get("changeType").getAsString()).isEqualTo("created,updated,deleted");
        assertThat(body.get("clientState").getAsString()).isEqualTo("0123456789abcdef0123.the-secret");
        assertThat(body.get("notificationUrl").getAsString()).isEqualTo(OWN_ADDRESS);
        assertThat(body.get("lifecycleNotificationUrl").getAsString())
                .isEqualTo("https://calendar.example.org/notices/microsoft/lifecycle");
        assertThat(Instant.parse(body.get("expirationDateTime").getAsString())).isEqualTo(END);
    }

    @Test
    void F22_a_subscription_is_prolonged_where_it_is() {
        graph.says(200, ANSWER);

        assertThat(channels.extend(StubbedGraph.TOKEN, StubbedGraph.CALENDAR, OPEN))
                .isEqualTo(new Extension.Extended(END));

        StubbedGraph.Asked asked = graph.asked().getFirst();
        assertThat(asked.method() + " " + asked.uri()).isEqualTo("PATCH /v1.0/subscriptions/sub%2F1");
        assertThat(JsonParser.parseString(asked.body()).getAsJsonObject().keySet())
                .containsExactly("expirationDateTime");
    }

    @Test
    void S20_a_subscription_that_graph_does_not_know_any_more_is_gone() {
        graph.says(404, error("ResourceNotFound"));

        assertThat(channels.extend(StubbedGraph.TOKEN, StubbedGraph.CALENDAR, OPEN))
                .isEqualTo(new Extension.Gone());
    }

    @ParameterizedTest
    @CsvSource({
        "401, InvalidAuthenticationToken, Unauthorized",
        "429, TooManyRequests, Throttled",
        "503, ServiceUnavailable, Unavailable",
        "400, InvalidRequest, Refused"
    })
    void F22_a_renewal_that_fails_is_tried_again(int status, String code, String failure) {
        graph.says(status, error(code));

        assertThat(channels.extend(StubbedGraph.TOKEN, StubbedGraph.CALENDAR, OPEN))
                .isInstanceOfSatisfying(
                        Extension.Failed.class,
                        failed -> assertThat(failed.failure().getClass().getSimpleName())
                                .isEqualTo(failure));
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationError, Refused",
        "401, InvalidAuthenticationToken, Unauthorized",
        "503, ServiceUnavailable, Unavailable"
    })
    void F22_an_opening_that_fails_is_tried_again(int status, String code, String failure) {
        graph.says(status, error(code));

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.failure().getClass().getSimpleName())
                                .isEqualTo(failure));
    }

    @Test
    void R25_a_mailbox_that_must_not_be_watched_is_left_to_its_poll() {
        graph.says(403, error("Authorization_RequestDenied"));

        assertThat(open()).isInstanceOf(Opening.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":\"\"}"})
    void an_answer_that_is_no_subscription_is_none(String body) {
        graph.says(201, body);

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(RemoteFailure.Unavailable.class));
    }

    @Test
    void F26_one_that_is_left_from_an_attempt_whose_answer_was_lost_makes_room() {
        graph.says(409, error("Conflict"))
                .says(
                        200,
                        "{\"value\":[{\"id\":\"mine\",\"notificationUrl\":\"" + OWN_ADDRESS + "\"},"
                                + "{\"id\":\"others\",\"notificationUrl\":\"" + OWN_ADDRESS + "2\"},{\"id\":null}]}")
                .says(204, "")
                .says(201, ANSWER);

        assertThat(open()).isInstanceOf(Opening.Opened.class);
        assertThat(graph.asked())
                .extracting(asked -> asked.method() + " " + asked.uri())
                .containsExactly(
                        "POST /v1.0/subscriptions",
                        "GET /v1.0/subscriptions",
                        "DELETE /v1.0/subscriptions/mine",
                        "POST /v1.0/subscriptions");
    }

    @Test
    void F26_one_that_belongs_to_somebody_else_is_left_alone() {
        graph.says(409, error("Conflict"))
                .says(200, "{\"value\":[{\"id\":\"others\",\"notificationUrl\":\"https://elsewhere.example/\"}]}");

        assertThat(open()).isInstanceOf(Opening.Failed.class);
        assertThat(graph.asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404, 401, 500})
    void F22_a_subscription_is_closed_as_well_as_it_can_be(int status) {
        graph.says(status, status == 204 ? "" : error("Whatever"));

        channels.close(StubbedGraph.TOKEN, StubbedGraph.CALENDAR, OPEN);

        assertThat(graph.asked().getFirst().method()).isEqualTo("DELETE");
    }

    private Opening open() {
        return channels.open(StubbedGraph.TOKEN, StubbedGraph.CALENDAR, FRESH);
    }

    private static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Something about it.\"}}";
    }
}
