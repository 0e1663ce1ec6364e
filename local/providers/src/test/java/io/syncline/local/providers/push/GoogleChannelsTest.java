package io.syncline.local.providers.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Notification channels.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/watch">Events: watch</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop">Channels: stop</a>
 */
class GoogleChannelsTest extends SimulatedInProcess {

    private static final String ADDRESS = "https://hub.example/notices/google";

    private final PushControl push = control.push();
    private final String token = googleToken(TESS);

    @Test
    void a_channel_lives_seven_days_and_names_its_resource() {
        var channel = json(watch("c-1", asked -> {}));
        assertThat(channel.path("kind").asText()).isEqualTo("api#channel");
        assertThat(channel.path("id").asText()).isEqualTo("c-1");
        assertThat(channel.path("token").asText()).isEqualTo("secret");
        assertThat(channel.path("resourceId").asText()).isNotEmpty();
        assertThat(channel.path("resourceUri").asText()).endsWith("/events?alt=json");
        assertThat(channel.path("expiration").isTextual()).isTrue();
        assertThat(expiration(channel)).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void a_shorter_life_is_given_and_a_longer_one_cut() {
        var short1 = NOW.plus(Duration.ofHours(1));
        assertThat(expiration(json(watch("c-1", asked -> asked.put("expiration", short1.toEpochMilli())))))
                .isEqualTo(short1);
        assertThat(expiration(
                        json(watch("c-2", asked -> asked.putObject("params").put("ttl", "60")))))
                .isEqualTo(NOW.plusSeconds(60));
        push.shortenChannels(Duration.ofDays(1));
        assertThat(expiration(
                        json(watch("c-3", asked -> asked.putObject("params").put("ttl", "2592000")))))
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void T39_the_sync_message_comes_at_once_and_changes_follow_with_larger_numbers() {
        watch("c-1", asked -> {});
        google("POST", CALENDAR, token, googleEvent("By the API"));
        control.create(Provider.GOOGLE, TESS, "primary", byHand("By hand"));
        var notices = push.take();
        assertThat(notices)
                .extracting(notice -> notice.headers().get("X-Goog-Resource-State"))
                .containsExactly("sync", "exists", "exists");
        assertThat(numbers(notices)).isSorted().doesNotHaveDuplicates().startsWith(1L);
        var notice = notices.getLast();
        assertThat(notice.url()).isEqualTo(ADDRESS);
        assertThat(notice.body()).isEmpty();
        assertThat(notice.headers())
                .containsEntry("X-Goog-Channel-ID", "c-1")
                .containsEntry("X-Goog-Channel-Token", "secret")
                .containsEntry("X-Goog-Channel-Expiration", "Sun, 29 Nov 2026 12:00:00 GMT")
                .containsKeys("X-Goog-Resource-ID", "X-Goog-Resource-URI");
    }

    @Test
    void T39_the_sync_message_can_come_before_the_answer() {
        var seen = new ArrayList<String>();
        endpoint = (url, headers, body, patience) -> {
            seen.add(headers.getOrDefault("X-Goog-Resource-State", ""));
            return NoticePost.Receipt.of(200);
        };
        push.syncBeforeTheAnswer(true);
        watch("c-1", asked -> {});
        assertThat(seen).containsExactly("sync");
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void T39_only_changes_of_the_watched_calendar_are_told() {
        watch("c-1", asked -> {});
        push.take();
        control.create(Provider.GOOGLE, TESS, "Jobs", byHand("Elsewhere"));
        control.openAccount(Provider.GOOGLE, "tom@fieldworks.example", "Tom", "Europe/Zurich");
        control.create(Provider.GOOGLE, "tom@fieldworks.example", "primary", byHand("Tom's"));
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void T39_a_channel_ends_without_a_word() {
        watch("c-1", asked -> {});
        push.take();
        control.advanceClock(Duration.ofDays(7));
        control.create(Provider.GOOGLE, TESS, "primary", byHand("Too late"));
        assertThat(push.pendingNotices()).isEmpty();
        assertThat(push.channels()).isEmpty();
    }

    @Test
    void T39_overlapping_channels_bring_duplicates() {
        watch("c-1", asked -> {});
        watch("c-2", asked -> {});
        push.take();
        control.create(Provider.GOOGLE, TESS, "primary", byHand("Twice"));
        assertThat(push.take()).extracting(Notice::watch).containsExactly("c-1", "c-2");
    }

    @Test
    void an_id_is_used_once_for_ever() {
        var channel = json(watch("c-1", asked -> {}));
        stop("c-1", channel.path("resourceId").asText());
        var again = watch("c-1", asked -> {});
        assertThat(again.status()).isEqualTo(400);
        assertThat(reason(again)).isEqualTo("channelIdNotUnique");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "ümlaut",
                "a,b",
                "x1234567890123456789012345678901234567890123456789012345678901234"
            })
    void an_id_of_other_letters_or_longer_than_64_is_refused(String id) {
        assertThat(watch(id, asked -> {}).status()).isEqualTo(400);
        assertThat(push.channels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hub.example/notices", "ftp://hub.example/", "no address", "https://"})
    void an_address_must_be_https(String address) {
        var refused = watch("c-1", asked -> asked.put("address", address));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(reason(refused)).isEqualTo("push.webhookUrlNotHttps");
    }

    @Test
    void this_machine_needs_no_certificate() {
        assertThat(watch("c-1", asked -> asked.put("address", "http://localhost:9000/notices"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_domain_that_nobody_verified_is_refused() {
        push.unauthorize(Optional.of("hub\\.example"));
        var refused = watch("c-1", asked -> {});
        assertThat(refused.status()).isEqualTo(401);
        assertThat(reason(refused)).isEqualTo("push.webhookUrlUnauthorized");
        push.unauthorize(Optional.empty());
        assertThat(watch("c-1", asked -> {}).status()).isEqualTo(200);
    }

    @Test
    void public_holidays_cannot_be_watched() {
        var holidays =
                control.account(Provider.GOOGLE, TESS).calendars().getLast().id();
        var path = "/calendar/v3/calendars/" + holidays.replace("#", "%23") + "/events/watch";
        var refused = google("POST", path, token, asked("c-1"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(reason(refused)).isEqualTo("pushNotSupportedForRequestedResource");
    }

    @Test
    void an_expiration_in_the_past_and_a_long_token_are_refused() {
        assertThat(watch("c-1", asked -> asked.put("expiration", NOW.toEpochMilli()))
                        .status())
                .isEqualTo(400);
        assertThat(watch("c-2", asked -> asked.put("token", "x".repeat(257))).status())
                .isEqualTo(400);
    }

    @Test
    void a_stopped_channel_is_silent_and_is_not_found_again() {
        var resource = json(watch("c-1", asked -> {})).path("resourceId").asText();
        push.take();
        assertThat(stop("c-1", "another").status()).isEqualTo(404);
        assertThat(stop("c-1", resource).status()).isEqualTo(204);
        assertThat(stop("c-1", resource).status()).isEqualTo(404);
        control.create(Provider.GOOGLE, TESS, "primary", byHand("Unwatched"));
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void nobody_stops_another_persons_channel() {
        var resource = json(watch("c-1", asked -> {})).path("resourceId").asText();
        var stop = Json.object().put("id", "c-1").put("resourceId", resource);
        var tom = googleToken("tom@fieldworks.example");
        assertThat(google("POST", "/calendar/v3/channels/stop", tom, stop).status())
                .isEqualTo(404);
        assertThat(push.channels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 0})
    void T39_a_failed_delivery_is_tried_again(int status) {
        watch("c-1", asked -> {});
        endpoint = answering(status);
        assertThat(push.deliverDue()).isEqualTo(1);
        assertThat(push.pendingNotices()).extracting(Notice::attempts).containsExactly(1);
        assertThat(push.deliverDue()).isZero();
        endpoint = answering(204);
        control.advanceClock(Duration.ofMinutes(1));
        assertThat(push.deliverDue()).isEqualTo(1);
        assertThat(push.pendingNotices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 102, 400, 404, 410, 302})
    void T39_nothing_else_is_tried_again(int status) {
        watch("c-1", asked -> {});
        endpoint = answering(status);
        push.deliverDue();
        control.advanceClock(Duration.ofHours(1));
        assertThat(push.pendingNotices()).isEmpty();
        assertThat(push.counts().delivered() + push.counts().lost()).isEqualTo(1);
    }

    private Answer watch(String id, Consumer<ObjectNode> change) {
        var asked = asked(id);
        change.accept(asked);
        return google("POST", CALENDAR + "/watch", token, asked);
    }

    private static ObjectNode asked(String id) {
        return Json.object()
                .put("id", id)
                .put("type", "web_hook")
                .put("address", ADDRESS)
                .put("token", "secret");
    }

    private Answer stop(String id, String resourceId) {
        return google(
                "POST",
                "/calendar/v3/channels/stop",
                token,
                Json.object().put("id", id).put("resourceId", resourceId));
    }

    private static Instant expiration(JsonNode channel) {
        return Instant.ofEpochMilli(Long.parseLong(channel.path("expiration").asText()));
    }

    private static List<Long> numbers(List<Notice> notices) {
        return notices.stream()
                .map(notice -> Long.valueOf(notice.headers().getOrDefault("X-Goog-Message-Number", "0")))
                .toList();
    }
}
