package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.Extension;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.connection.ConnectionId;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Google about channels, and how its answers are taken. */
class GoogleChannelsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Secret TOKEN = Secret.of("access");
    private static final CalendarRef CALENDAR =
            new CalendarRef(new ConnectionId("c_1"), new CalendarId("tess@fieldworks.example"));
    private static final NewChannel FRESH =
            new NewChannel(new ChannelId("0123456789abcdef0123"), Secret.of("the-secret"));
    private static final Instant IN_A_WEEK = NOW.plus(Duration.ofDays(7));

    private ScriptedGoogle google;
    private RemoteChannels channels;

    @BeforeEach
    void start() throws IOException {
        google = new ScriptedGoogle();
        channels = new GoogleCalendars(google.root(), InstantSource.fixed(NOW))
                .channels(URI.create("https://calendar.example.org"));
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void a_channel_is_asked_for_under_our_id_with_our_secret_for_a_week() {
        google.then(200, answer("\"resourceId\":\"res-1\",\"expiration\":\"" + IN_A_WEEK.toEpochMilli() + "\""));

        assertThat(open()).isEqualTo(new Opening.Opened("res-1", IN_A_WEEK));

        ScriptedGoogle.Asked asked = google.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri().getPath()).isEqualTo("/calendar/v3/calendars/tess@fieldworks.example/events/watch");
        JsonObject body = JsonParser.parseString(asked.body()).getAsJsonObject();
        assertThat(body.get("id").getAsString()).isEqualTo("0123456789abcdef0123");
        assertThat(body.get("type").getAsString()).isEqualTo("web_hook");
        assertThat(body.get("address").getAsString()).isEqualTo("https://calendar.example.org/notices/google");
        assertThat(body.get("token").getAsString()).isEqualTo("the-secret");
        assertThat(body.get("expiration").getAsLong()).isEqualTo(IN_A_WEEK.toEpochMilli());
    }

    @Test
    void R25_a_channel_that_ends_earlier_than_asked_for_is_taken_as_it_is() {
        Instant sooner = NOW.plus(Duration.ofDays(1));
        google.then(200, answer("\"resourceId\":\"res-1\",\"expiration\":\"" + sooner.toEpochMilli() + "\""));

        assertThat(open()).isEqualTo(new Opening.Opened("res-1", sooner));
    }

    @Test
    void R25_a_channel_without_an_end_is_taken_for_one_of_a_week() {
        google.then(200, answer("\"resourceId\":\"res-1\""));

        assertThat(open()).isEqualTo(new Opening.Opened("res-1", IN_A_WEEK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"kind\":\"api#channel\"", "\"resourceId\":\"\"", "\"resourceId\":\"r\",\"expiration\":\"1\""})
    void an_answer_that_is_no_channel_is_none(String members) {
        google.then(200, answer(members));

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(RemoteFailure.Unavailable.class));
    }

    @ParameterizedTest
    @CsvSource({
        "400, pushNotSupportedForRequestedResource",
        "400, push.webhookUrlUnauthorized",
        "400, push.webhookUrlNotHttps",
        "403, insufficientPermissions"
    })
    void T39_what_no_repetition_mends_leaves_the_calendar_to_its_poll(int status, String reason) {
        google.then(status, ScriptedGoogle.error(status, reason));

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Unsupported.class,
                        unsupported -> assertThat(unsupported.reason())
                                .startsWith("Google does not ")
                                .endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({
        "400, channelIdNotUnique, Refused",
        "401, authError, Refused",
        "401, push.webhookUrlUnauthorized, Refused",
        "403, rateLimitExceeded, Throttled",
        "404, notFound, CalendarGone",
        "503, backendError, Unavailable"
    })
    void F22_anything_else_is_tried_again(int status, String reason, String failure) {
        google.then(status, ScriptedGoogle.error(status, reason));

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.failure().getClass().getSimpleName())
                                .isEqualTo(failure));
    }

    @Test
    void F22_a_channel_is_stopped_by_its_id_and_the_id_of_what_it_watches() {
        google.then(204, "");

        channels.close(TOKEN, CALENDAR, channel());

        ScriptedGoogle.Asked asked = google.asked().getFirst();
        assertThat(asked.uri().getPath()).isEqualTo("/calendar/v3/channels/stop");
        JsonObject body = JsonParser.parseString(asked.body()).getAsJsonObject();
        assertThat(body.get("id").getAsString()).isEqualTo("0123456789abcdef0123");
        assertThat(body.get("resourceId").getAsString()).isEqualTo("res-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 403, 500})
    void F22_a_channel_that_cannot_be_stopped_ends_by_itself(int status) {
        google.then(status, ScriptedGoogle.error(status, "whatever"));

        channels.close(TOKEN, CALENDAR, channel());

        assertThat(google.asked()).hasSize(1);
    }

    @Test
    void F22_google_is_not_asked_to_prolong_a_channel() {
        assertThat(channels.extend(TOKEN, CALENDAR, channel())).isEqualTo(new Extension.NotOffered());
        assertThat(google.asked()).isEmpty();
    }

    private Opening open() {
        return channels.open(TOKEN, CALENDAR, FRESH);
    }

    private static Channel channel() {
        return new Channel(FRESH.id(), "res-1", IN_A_WEEK, NOW.plus(Duration.ofDays(5)));
    }

    private static String answer(String members) {
        return "{\"id\":\"0123456789abcdef0123\"," + members + "}";
    }
}
