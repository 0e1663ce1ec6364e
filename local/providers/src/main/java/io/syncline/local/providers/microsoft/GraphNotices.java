package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.oauth.Tokens;
import io.syncline.local.providers.push.LifecycleEvent;
import io.syncline.local.providers.push.Notice;
import io.syncline.local.providers.push.NoticePost;
import io.syncline.local.providers.push.PushService;
import io.syncline.local.providers.push.Subscription;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What Graph sends to those who subscribed: the question whether they are there, changes, and news of the subscription.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Webhooks</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
public final class GraphNotices {

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain; charset=utf-8");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    private final World world;
    private final Tokens tokens;
    private final PushService push;

    GraphNotices(World world, Tokens tokens, PushService push) {
        this.world = world;
        this.tokens = tokens;
        this.push = push;
    }

    /**
     * Asks an endpoint to repeat a token within ten seconds.
     *
     * @throws io.syncline.local.providers.http.Refusal when it does not
     */
    void validate(String url) {
        var token = "Validation: Testing client application reachability for subscription Request-Id: "
                + new UUID(world.random().nextLong(), world.random().nextLong());
        var asked = url + (url.contains("?") ? "&" : "?") + "validationToken="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        var receipt = push.ask(asked, TEXT, HANDSHAKE);
        if (receipt.status() == 0 || receipt.took().compareTo(HANDSHAKE) > 0) {
            throw GraphError.of(400, "ValidationError", "Subscription validation request timed out.");
        }
        if (!repeats(receipt, token)) {
            throw GraphError.of(
                    400,
                    "ValidationError",
                    "Subscription validation request failed. Response must exactly match validationToken query"
                            + " parameter.");
        }
    }

    private static boolean repeats(NoticePost.Receipt receipt, String token) {
        return receipt.status() == 200
                && receipt.contentType().toLowerCase(Locale.ROOT).startsWith("text/plain")
                && receipt.body().equals(token);
    }

    /** Nothing is said where the consent is gone, where a new one is awaited, and of changes nobody asked for. */
    void changed(Subscription subscription, Entry entry) {
        var change = changeType(entry);
        if (subscription.changeTypes().contains(change)
                && !subscription.suspended()
                && tokens.isAlive(subscription.grant())) {
            push.send(notice(
                    subscription, Notice.Kind.CHANGE, subscription.notificationUrl(), item(subscription, entry)));
        }
    }

    /** News of a subscription, which goes to its address for them; nothing happens where it has none. */
    public void news(Subscription subscription, LifecycleEvent event) {
        var item = about(subscription)
                .put("lifecycleEvent", event.word())
                .put("organizationId", subscription.grant().account().tenant());
        subscription.lifecycleUrl().ifPresent(url -> push.send(notice(subscription, Notice.Kind.LIFECYCLE, url, item)));
    }

    private static String changeType(Entry entry) {
        if (entry.deleted()) {
            return "deleted";
        }
        return entry.revision() == entry.born() ? "created" : "updated";
    }

    private static ObjectNode item(Subscription subscription, Entry entry) {
        var id = GraphIds.shown(entry, subscription.immutableIds());
        var place = "Users/" + subscription.grant().account().subject() + "/Events/" + id;
        var item = about(subscription).put("changeType", changeType(entry)).put("resource", place);
        item.putObject("resourceData")
                .put("@odata.type", "#Microsoft.Graph.Event")
                .put("@odata.id", place)
                .put("@odata.etag", GraphEventView.etag(entry))
                .put("id", id);
        return item;
    }

    private static ObjectNode about(Subscription subscription) {
        var item = Json.object()
                .put("subscriptionId", subscription.id())
                .put("subscriptionExpirationDateTime", GraphSubscriptions.stamp(subscription.expiration()));
        subscription.clientState().ifPresent(state -> item.put("clientState", state));
        return item.put("tenantId", subscription.grant().account().tenant());
    }

    private Notice notice(Subscription subscription, Notice.Kind kind, String url, ObjectNode item) {
        var body = Json.object();
        body.putArray("value").add(item);
        var now = world.clock().instant();
        return new Notice(
                0,
                Provider.MICROSOFT,
                kind,
                subscription.id(),
                subscription.account(),
                url,
                JSON,
                body.toString(),
                now,
                now,
                0);
    }
}
