package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The subscription that a request asks for.
 *
 * @param expiration when it ends; at least 45 minutes ahead, whatever was asked for
 * @see <a href="https://learn.microsoft.com/graph/api/subscription-post-subscriptions">Create subscription</a>
 */
record GraphSubscriptionDraft(
        Set<String> changeTypes,
        String notificationUrl,
        Optional<String> lifecycleUrl,
        Optional<String> clientState,
        String resource,
        Instant expiration) {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final int LONGEST_STATE = 128;
    private static final Set<String> CHANGES = Set.of("created", "updated", "deleted");

    /**
     * Reads a request's body.
     *
     * @throws Refusal for what Graph answers with 400
     */
    static GraphSubscriptionDraft of(ObjectNode sent, Account account, Instant now) {
        return new GraphSubscriptionDraft(
                changeTypes(needed(sent, "changeType")),
                safe(needed(sent, "notificationUrl")),
                Json.text(sent, "lifecycleNotificationUrl").map(GraphSubscriptionDraft::safe),
                clientState(sent),
                resource(needed(sent, "resource"), account),
                expiration(sent, now));
    }

    /** The end that a request asks for, checked and raised. */
    static Instant expiration(ObjectNode sent, Instant now) {
        var wanted = instant(needed(sent, "expirationDateTime"));
        if (!wanted.isAfter(now)) {
            throw refused("Subscription expiration must be in the future.");
        }
        if (wanted.isAfter(now.plus(LONGEST))) {
            throw refused("Subscription expiration can only be " + LONGEST.toMinutes() + " minutes in the future.");
        }
        var least = now.plus(SHORTEST);
        return wanted.isBefore(least) ? least : wanted;
    }

    static Refusal refused(String message) {
        return GraphError.of(400, "InvalidRequest", message);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new Refusal(
                    refused("'" + text + "' is no date with time and zone.").answer(), malformed);
        }
    }

    private static Set<String> changeTypes(String text) {
        var types = List.of(text.replace(" ", "").split(",", -1));
        if (!CHANGES.containsAll(types)) {
            throw refused("The change type '" + text + "' is not supported.");
        }
        return Set.copyOf(types);
    }

    private static Optional<String> clientState(ObjectNode sent) {
        var state = Json.text(sent, "clientState");
        if (state.filter(text -> text.length() > LONGEST_STATE).isPresent()) {
            throw refused("The clientState is longer than " + LONGEST_STATE + " characters.");
        }
        return state;
    }

    /** The events of the whole mailbox: nothing narrower is documented. */
    private static String resource(String resource, Account account) {
        var segments = List.of(resource.replaceFirst("^/", "").split("/", -1));
        boolean ofMe = segments.equals(List.of("me", "events"));
        boolean ofUser = segments.size() == 3
                && segments.get(0).equals("users")
                && segments.get(2).equals("events")
                && (segments.get(1).equals(account.subject()) || segments.get(1).equalsIgnoreCase(account.email()));
        if (!ofMe && !ofUser) {
            throw refused("The resource '" + resource + "' is not supported for change notifications.");
        }
        return resource;
    }

    /** HTTPS; on this machine nobody has a certificate. */
    private static String safe(String url) {
        try {
            var uri = URI.create(url);
            var host = Optional.ofNullable(uri.getHost()).orElse("");
            if (!host.isEmpty() && ("https".equals(uri.getScheme()) || host.matches("localhost|127\\.0\\.0\\.1"))) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(refused("'" + url + "' is no address.").answer(), malformed);
        }
        throw refused("The notification endpoint must use HTTPS.");
    }

    private static String needed(ObjectNode sent, String field) {
        return Json.text(sent, field).orElseThrow(() -> refused("The property " + field + " is required."));
    }
}
