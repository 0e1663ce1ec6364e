package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Grant;
import io.syncline.local.providers.push.Subscription;
import io.syncline.local.providers.push.Subscriptions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * Subscriptions to the events of a mailbox.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/subscription-post-subscriptions">Create subscription</a>
 * @see <a href="https://learn.microsoft.com/graph/api/subscription-update">Update subscription</a>
 * @see <a href="https://learn.microsoft.com/graph/api/subscription-reauthorize">Reauthorize subscription</a>
 */
final class GraphSubscriptions {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'");

    private final World world;
    private final GraphAccess access;
    private final GraphNotices notices;
    private final Subscriptions subscriptions;

    GraphSubscriptions(World world, GraphAccess access, GraphNotices notices, Subscriptions subscriptions) {
        this.world = world;
        this.access = access;
        this.notices = notices;
        this.subscriptions = subscriptions;
    }

    Answer create(Request request) {
        var account = access.reading(request);
        var grant = access.bearer(request);
        var asked = GraphSubscriptionDraft.of(body(request), account, now());
        refuseDuplicate(asked, grant);
        notices.validate(asked.notificationUrl());
        asked.lifecycleUrl().ifPresent(notices::validate);
        var subscription =
                subscription(asked, grant, GraphPreferences.of(request).immutableIds());
        subscriptions.open(subscription);
        return Answer.json(201, shown(subscription));
    }

    Answer list(Request request) {
        var grant = access.bearer(request);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#subscriptions");
        var value = json.putArray("value");
        subscriptions.living().stream()
                .filter(subscription -> isOf(subscription, grant))
                .forEach(subscription -> value.add(shown(subscription)));
        return Answer.json(200, json);
    }

    Answer get(Request request) {
        return Answer.json(200, shown(existing(request)));
    }

    Answer renew(Request request) {
        var subscription = existing(request);
        var expiration = GraphSubscriptionDraft.expiration(body(request), now());
        return subscriptions
                .renew(subscription.id(), expiration)
                .map(renewed -> Answer.json(200, shown(renewed)))
                .orElseThrow(GraphSubscriptions::gone);
    }

    Answer reauthorize(Request request) {
        var subscription = existing(request);
        subscriptions.renew(subscription.id(), subscription.expiration());
        return Answer.empty(204);
    }

    Answer delete(Request request) {
        subscriptions.remove(existing(request).id());
        return Answer.empty(204);
    }

    /** Tells those who watch the mailbox of the event's newest state. */
    void changed(String account, Entry entry) {
        subscriptions.living().stream()
                .filter(subscription -> subscription.account().equals(account))
                .forEach(subscription -> notices.changed(subscription, entry));
    }

    private void refuseDuplicate(GraphSubscriptionDraft asked, Grant grant) {
        boolean duplicate = subscriptions.refusingDuplicates()
                && subscriptions.living().stream()
                        .anyMatch(there -> isOf(there, grant)
                                && there.resource().equals(asked.resource())
                                && there.changeTypes().equals(asked.changeTypes()));
        if (duplicate) {
            throw GraphError.of(409, "Conflict", "A subscription of this application to this resource exists.");
        }
    }

    private Subscription subscription(GraphSubscriptionDraft asked, Grant grant, boolean immutableIds) {
        return new Subscription(
                new UUID(world.random().nextLong(), world.random().nextLong()).toString(),
                grant,
                asked.changeTypes(),
                asked.notificationUrl(),
                asked.lifecycleUrl(),
                asked.clientState(),
                asked.resource(),
                asked.expiration(),
                immutableIds,
                false);
    }

    private Subscription existing(Request request) {
        var grant = access.bearer(request);
        return subscriptions
                .find(request.place("subscriptionId"))
                .filter(subscription -> isOf(subscription, grant))
                .orElseThrow(GraphSubscriptions::gone);
    }

    private static boolean isOf(Subscription subscription, Grant grant) {
        return subscription.account().equals(grant.account().email())
                && subscription.grant().clientId().equals(grant.clientId());
    }

    private static Refusal gone() {
        return GraphError.of(404, "ResourceNotFound", "The object was not found.");
    }

    private static ObjectNode body(Request request) {
        return request.json()
                .orElseThrow(() -> GraphError.of(400, "BadRequest", "Unable to read JSON request payload."));
    }

    private static ObjectNode shown(Subscription subscription) {
        var json = Json.object()
                .put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity")
                .put("id", subscription.id())
                .put("resource", subscription.resource())
                .put("applicationId", subscription.grant().clientId())
                .put(
                        "changeType",
                        String.join(
                                ",",
                                subscription.changeTypes().stream().sorted().toList()))
                .put("notificationUrl", subscription.notificationUrl())
                .putNull("notificationQueryOptions")
                .put("expirationDateTime", stamp(subscription.expiration()))
                .put("creatorId", subscription.grant().account().subject())
                .putNull("includeResourceData")
                .put("latestSupportedTlsVersion", "v1_2")
                .putNull("encryptionCertificate")
                .putNull("encryptionCertificateId")
                .putNull("notificationUrlAppId");
        orNull(json, "lifecycleNotificationUrl", subscription.lifecycleUrl());
        orNull(json, "clientState", subscription.clientState());
        return json;
    }

    private static void orNull(ObjectNode json, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> json.put(field, text), () -> json.putNull(field));
    }

    static String stamp(Instant instant) {
        return STAMP.format(instant.atOffset(ZoneOffset.UTC));
    }

    private Instant now() {
        return world.clock().instant();
    }
}
