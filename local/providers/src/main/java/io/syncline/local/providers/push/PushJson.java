package io.syncline.local.providers.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import io.syncline.local.providers.oauth.Tokens;
import java.util.ArrayList;
import java.util.Set;

/** Channels and subscriptions as they are kept. Notices on their way end with the process. */
public final class PushJson {

    private PushJson() {}

    public static ObjectNode of(PushService push) {
        var json = Json.object();
        var channels = json.putArray("channels");
        push.channels().living().forEach(channel -> channels.add(of(channel)));
        push.channels().usedIds().forEach(json.putArray("usedChannelIds")::add);
        var subscriptions = json.putArray("subscriptions");
        push.subscriptions().living().forEach(subscription -> subscriptions.add(of(subscription)));
        return json;
    }

    /**
     * Takes back what was kept; a subscription whose grant is unknown is forgotten.
     *
     * @param tokens Microsoft's, already restored
     * @throws IllegalArgumentException when it is malformed
     */
    public static void restore(PushService push, Tokens tokens, ObjectNode kept) {
        var channels = new ArrayList<Channel>();
        Fields.list(kept, "channels").forEach(channel -> channels.add(channel(channel)));
        push.channels().restore(channels, Fields.texts(kept, "usedChannelIds"));
        Fields.list(kept, "subscriptions").forEach(json -> restore(push, tokens, json));
    }

    /** Moves on with every change. */
    public static String mark(PushService push) {
        return push.channels().changes() + "/" + push.subscriptions().changes();
    }

    private static ObjectNode of(Channel channel) {
        var json = Json.object()
                .put("id", channel.id())
                .put("resourceId", channel.resourceId())
                .put("resourceUri", channel.resourceUri())
                .put("calendar", channel.calendar())
                .put("account", channel.account())
                .put("address", channel.address())
                .put("expiration", channel.expiration().toString())
                .put("messages", channel.messages());
        channel.token().ifPresent(token -> json.put("token", token));
        return json;
    }

    private static Channel channel(JsonNode json) {
        return new Channel(
                Fields.text(json, "id"),
                Fields.text(json, "resourceId"),
                Fields.text(json, "resourceUri"),
                Fields.text(json, "calendar"),
                Fields.text(json, "account"),
                Fields.text(json, "address"),
                Json.text(json, "token"),
                Fields.instant(json, "expiration"),
                Fields.number(json, "messages"));
    }

    private static ObjectNode of(Subscription subscription) {
        var json = Json.object()
                .put("id", subscription.id())
                .put("grant", subscription.grant().number())
                .put("notificationUrl", subscription.notificationUrl())
                .put("resource", subscription.resource())
                .put("expiration", subscription.expiration().toString())
                .put("immutableIds", subscription.immutableIds())
                .put("suspended", subscription.suspended());
        subscription.changeTypes().stream().sorted().forEach(json.putArray("changeTypes")::add);
        subscription.lifecycleUrl().ifPresent(url -> json.put("lifecycleUrl", url));
        subscription.clientState().ifPresent(state -> json.put("clientState", state));
        return json;
    }

    private static void restore(PushService push, Tokens tokens, JsonNode json) {
        tokens.grantNumbered(Fields.number(json, "grant"))
                .map(grant -> new Subscription(
                        Fields.text(json, "id"),
                        grant,
                        Set.copyOf(Fields.texts(json, "changeTypes")),
                        Fields.text(json, "notificationUrl"),
                        Json.text(json, "lifecycleUrl"),
                        Json.text(json, "clientState"),
                        Fields.text(json, "resource"),
                        Fields.instant(json, "expiration"),
                        Fields.flag(json, "immutableIds"),
                        Fields.flag(json, "suspended")))
                .ifPresent(push.subscriptions()::open);
    }
}
