package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.push.Channel;
import io.syncline.local.providers.push.Channels;
import io.syncline.local.providers.push.Notice;
import io.syncline.local.providers.push.PushService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Notification channels for the events of a calendar: {@code Events: watch} and {@code Channels: stop}.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/watch">Events: watch</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop">Channels: stop</a>
 */
final class GoogleChannels {

    private final World world;
    private final GoogleAccess access;
    private final PushService push;

    GoogleChannels(World world, GoogleAccess access, PushService push) {
        this.world = world;
        this.access = access;
        this.push = push;
    }

    Answer watch(Request request) {
        var calendar = access.reading(request);
        var account = access.caller(request);
        var asked = GoogleChannelDraft.of(
                request.json().orElseThrow(() -> GoogleError.required("Required")),
                world.clock().instant(),
                channels().longest());
        if (!calendar.writable()) {
            throw GoogleError.of(
                            400,
                            "pushNotSupportedForRequestedResource",
                            "Push notifications are not supported by this resource.")
                    .refusal();
        }
        checkAddress(asked.address());
        var channel = channel(asked, calendar, account);
        if (!channels().open(channel)) {
            throw GoogleError.of(400, "channelIdNotUnique", "Channel id " + channel.id() + " not unique")
                    .refusal();
        }
        sendSync(channel);
        return Answer.json(200, shown(channel));
    }

    /** Ends a channel; the caller must be the one who opened it. */
    Answer stop(Request request) {
        var account = access.caller(request);
        var sent = request.json().orElseThrow(() -> GoogleError.required("Required"));
        var id = needed(sent, "id");
        if (!channels().stop(id, needed(sent, "resourceId"), account.email())) {
            throw GoogleError.of(404, "notFound", "Channel '" + id + "' not found for project")
                    .refusal();
        }
        return Answer.empty(204);
    }

    /** Tells everybody who watches the calendar that something changed, and not what. */
    void changed(Account account, StoredCalendar calendar) {
        channels().living().stream()
                .filter(channel -> channel.account().equals(account.email()))
                .filter(channel -> channel.calendar().equals(calendar.id()))
                .forEach(channel -> push.send(notice(channels().nextMessage(channel), Notice.Kind.CHANGE, "exists")));
    }

    private void sendSync(Channel channel) {
        var sync = notice(channels().nextMessage(channel), Notice.Kind.SYNC, "sync");
        if (channels().syncFirst()) {
            push.sendAtOnce(sync);
        } else {
            push.send(sync);
        }
    }

    private void checkAddress(String address) {
        if (channels().isUnauthorized(address)) {
            throw GoogleError.of(
                            401, "push.webhookUrlUnauthorized", "Unauthorized WebHook callback channel: " + address)
                    .refusal();
        }
    }

    private static Channel channel(GoogleChannelDraft asked, StoredCalendar calendar, Account account) {
        return new Channel(
                asked.id(),
                resourceId(calendar),
                "https://www.googleapis.com/calendar/v3/calendars/"
                        + calendar.id().replace("#", "%23") + "/events?alt=json",
                calendar.id(),
                account.email(),
                asked.address(),
                asked.token(),
                asked.expiration(),
                0);
    }

    private static String resourceId(StoredCalendar calendar) {
        var hash = UUID.nameUUIDFromBytes(("events of " + calendar.id()).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hash.toString().substring(0, 20).getBytes(StandardCharsets.US_ASCII));
    }

    private Notice notice(Channel channel, Notice.Kind kind, String state) {
        var now = world.clock().instant();
        return new Notice(
                0,
                Provider.GOOGLE,
                kind,
                channel.id(),
                channel.account(),
                channel.address(),
                headers(channel, state),
                "",
                now,
                now,
                0);
    }

    private static Map<String, String> headers(Channel channel, String state) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "*/*");
        headers.put("User-Agent", "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google)");
        headers.put("X-Goog-Channel-ID", channel.id());
        channel.token().ifPresent(token -> headers.put("X-Goog-Channel-Token", token));
        headers.put("X-Goog-Channel-Expiration", webDate(channel.expiration()));
        headers.put("X-Goog-Resource-ID", channel.resourceId());
        headers.put("X-Goog-Resource-URI", channel.resourceUri());
        headers.put("X-Goog-Resource-State", state);
        headers.put("X-Goog-Message-Number", Long.toString(channel.messages()));
        return headers;
    }

    private static String webDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static ObjectNode shown(Channel channel) {
        var json = Json.object()
                .put("kind", "api#channel")
                .put("id", channel.id())
                .put("resourceId", channel.resourceId())
                .put("resourceUri", channel.resourceUri());
        channel.token().ifPresent(token -> json.put("token", token));
        return json.put("expiration", Long.toString(channel.expiration().toEpochMilli()));
    }

    private static String needed(ObjectNode sent, String field) {
        return Json.text(sent, field).orElseThrow(() -> GoogleError.required("Required parameter: " + field));
    }

    private Channels channels() {
        return push.channels();
    }
}
