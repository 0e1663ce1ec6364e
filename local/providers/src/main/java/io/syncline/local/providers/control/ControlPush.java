package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.push.Channel;
import io.syncline.local.providers.push.LifecycleEvent;
import io.syncline.local.providers.push.Notice;
import io.syncline.local.providers.push.PostWhims;
import io.syncline.local.providers.push.PushControl;
import io.syncline.local.providers.push.Subscription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Consumer;

/** Push notices over the control API. */
final class ControlPush {

    private final SimulatorControl control;
    private final PushControl push;

    ControlPush(SimulatorControl control) {
        this.control = control;
        this.push = control.push();
    }

    void addTo(Routes routes) {
        routes.on("GET", "/_sim/push", this::show)
                .on("POST", "/_sim/push", this::change)
                .on("POST", "/_sim/push/flush", request -> counted(push.flush()))
                .on(
                        "DELETE",
                        "/_sim/push/pending",
                        request -> counted(push.take().size()))
                .on("POST", "/_sim/push/kill", request -> found(push.kill(id(request)), id(request)))
                .on("POST", "/_sim/push/expire", request -> found(push.expire(id(request)), id(request)))
                .on("POST", "/_sim/push/lifecycle", this::lifecycle)
                .on("POST", "/_sim/push/forge", this::forge);
    }

    private Answer show(Request request) {
        var counts = push.counts();
        var json = Json.object();
        json.set("post", shown(push.whims()));
        json.putObject("counts")
                .put("written", counts.written())
                .put("delivered", counts.delivered())
                .put("failed", counts.failed())
                .put("lost", counts.lost())
                .put("doubled", counts.doubled());
        var channels = json.putArray("channels");
        push.channels().forEach(channel -> channels.add(shown(channel)));
        var subscriptions = json.putArray("subscriptions");
        push.subscriptions().forEach(subscription -> subscriptions.add(shown(subscription)));
        var pending = json.putArray("pending");
        push.pendingNotices().forEach(notice -> pending.add(shown(notice)));
        return Answer.json(200, json);
    }

    private Answer change(Request request) {
        var json = ControlHost.body(request);
        push.change(whims -> new PostWhims(
                json.path("paused").asBoolean(whims.paused()),
                json.path("dropShare").asDouble(whims.dropShare()),
                json.path("duplicateShare").asDouble(whims.duplicateShare()),
                Duration.ofMillis(json.path("delayMillis").asLong(whims.delay().toMillis())),
                json.path("shuffled").asBoolean(whims.shuffled()),
                json.path("bundle").asInt(whims.bundle())));
        where(json, "syncBeforeTheAnswer", value -> push.syncBeforeTheAnswer(value.asBoolean()));
        where(json, "refuseDuplicates", value -> push.refuseDuplicates(value.asBoolean()));
        where(json, "longestChannelSeconds", value -> push.shortenChannels(Duration.ofSeconds(value.asLong())));
        if (json.has("unauthorized")) {
            push.unauthorize(Json.text(json, "unauthorized"));
        }
        return Answer.empty(204);
    }

    private Answer lifecycle(Request request) {
        var json = ControlHost.body(request);
        var word = ControlHost.needed(json, "event");
        var event = LifecycleEvent.named(word)
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no lifecycle event."));
        var id = ControlHost.needed(json, "subscription");
        return found(push.lifecycle(id, event), id);
    }

    /** {@code {"url", "headers": {…}, "body"}}: a POST request as no provider would send it. */
    private Answer forge(Request request) {
        var json = ControlHost.body(request);
        var headers = new LinkedHashMap<String, String>();
        json.path("headers")
                .properties()
                .forEach(line -> headers.put(line.getKey(), line.getValue().asText()));
        var body = json.path("body");
        push.forge(new Notice(
                0,
                Json.text(json, "provider").map(Provider::of).orElse(Provider.GOOGLE),
                Notice.Kind.FORGED,
                "",
                "",
                ControlHost.needed(json, "url"),
                headers,
                body.isContainerNode() ? body.toString() : body.asText(),
                control.now(),
                control.now(),
                0));
        return Answer.empty(204);
    }

    private static void where(ObjectNode json, String field, Consumer<JsonNode> use) {
        if (json.hasNonNull(field)) {
            use.accept(json.path(field));
        }
    }

    private static String id(Request request) {
        return ControlHost.needed(ControlHost.body(request), "id");
    }

    private static Answer found(boolean there, String id) {
        if (!there) {
            throw new UnknownInSimulator("channel or subscription " + id);
        }
        return Answer.empty(204);
    }

    private static Answer counted(int count) {
        return Answer.json(200, Json.object().put("count", count));
    }

    private static ObjectNode shown(PostWhims whims) {
        return Json.object()
                .put("paused", whims.paused())
                .put("dropShare", whims.dropShare())
                .put("duplicateShare", whims.duplicateShare())
                .put("delayMillis", whims.delay().toMillis())
                .put("shuffled", whims.shuffled())
                .put("bundle", whims.bundle());
    }

    private static ObjectNode shown(Channel channel) {
        var json = Json.object()
                .put("id", channel.id())
                .put("resourceId", channel.resourceId())
                .put("account", channel.account())
                .put("calendar", channel.calendar())
                .put("address", channel.address())
                .put("expiration", channel.expiration().toString())
                .put("messages", channel.messages());
        channel.token().ifPresent(token -> json.put("token", token));
        return json;
    }

    private static ObjectNode shown(Subscription subscription) {
        var json = Json.object()
                .put("id", subscription.id())
                .put("account", subscription.account())
                .put("resource", subscription.resource())
                .put(
                        "changeType",
                        String.join(
                                ",",
                                subscription.changeTypes().stream().sorted().toList()))
                .put("notificationUrl", subscription.notificationUrl())
                .put("expiration", subscription.expiration().toString())
                .put("suspended", subscription.suspended());
        subscription.lifecycleUrl().ifPresent(url -> json.put("lifecycleNotificationUrl", url));
        subscription.clientState().ifPresent(state -> json.put("clientState", state));
        return json;
    }

    private static ObjectNode shown(Notice notice) {
        var json = Json.object()
                .put("number", notice.number())
                .put("provider", notice.provider().slug())
                .put("kind", notice.kind().name().toLowerCase(Locale.ROOT))
                .put("watch", notice.watch())
                .put("account", notice.account())
                .put("url", notice.url())
                .put("body", notice.body())
                .put("due", notice.due().toString())
                .put("attempts", notice.attempts());
        var headers = json.putObject("headers");
        notice.headers().forEach(headers::put);
        return json;
    }
}
