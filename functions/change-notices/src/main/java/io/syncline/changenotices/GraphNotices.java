package io.syncline.changenotices;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.Refusal;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.Notice;
import io.syncline.calendar.Notice.News;
import io.syncline.token.Secret;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices of Graph: several in one request, of several subscriptions and tenants. Of each, the client state and whether
 * it is about the subscription itself are read, and nothing else: what it says of an event is no news that anybody may
 * act on.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/changenotificationcollection">changeNotificationCollection</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
final class GraphNotices {

    /** Different ones in one request; a calendar whose notice is cut off is found by its poll. */
    private static final int MOST = 100;

    private static final Pattern CLIENT_STATE = Pattern.compile("([A-Za-z0-9-]{16,64})\\.([A-Za-z0-9_-]{1,63})");

    private GraphNotices() {}

    /** The notices in a request; none where its body is no JSON, is too large, or has another form. */
    static Set<Notice> in(HttpRequest request) {
        Set<Notice> notices = new LinkedHashSet<>();
        for (JsonNode entry : body(request).map(json -> json.path("value")).stream()
                .filter(JsonNode::isArray)
                .flatMap(JsonNode::valueStream)
                .toList()) {
            if (notices.size() < MOST) {
                notice(entry).ifPresent(notices::add);
            }
        }
        return notices;
    }

    private static Optional<JsonNode> body(HttpRequest request) {
        try {
            return Optional.of(request.json(JsonNode.class));
        } catch (Refusal e) {
            return Optional.empty(); // whoever sends such things is told nothing about it
        }
    }

    private static Optional<Notice> notice(JsonNode entry) {
        Matcher state = CLIENT_STATE.matcher(entry.path("clientState").asText(""));
        return state.matches()
                ? Optional.of(new Notice(new ChannelId(state.group(1)), Secret.of(state.group(2)), news(entry)))
                : Optional.empty();
    }

    private static News news(JsonNode entry) {
        return switch (entry.path("lifecycleEvent").asText("")) {
            case "subscriptionRemoved" -> News.LOST;
            case "reauthorizationRequired" -> News.TO_BE_RENEWED;
            default -> News.CHANGED; // "missed" as well, and what does not exist yet: looking is never wrong
        };
    }
}
