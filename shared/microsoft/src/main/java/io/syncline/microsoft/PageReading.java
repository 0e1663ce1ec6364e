package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteChange;
import io.syncline.sync.RemoteFailure;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The items of a page, turned into changes. What a page says to be removed is asked for again, because an event that
 * was moved out of the window looks the same (R15, trap 21); so is the master of an occurrence where the page lacks it
 * (trap 22).
 */
sealed interface PageReading {

    record Read(List<RemoteChange> changes) implements PageReading {}

    record Unread(RemoteFailure failure) implements PageReading {}

    static PageReading of(EventPages pages, List<Event> page) {
        List<Event> items = page.stream().filter(PageReading::hasId).toList();
        Map<String, Event> known = new HashMap<>();
        items.stream().filter(PageReading::isMaster).forEach(master -> known.put(idOf(master), master));
        Set<String> missing = new LinkedHashSet<>();
        items.forEach(
                item -> furtherId(item).filter(id -> !known.containsKey(id)).ifPresent(missing::add));
        return fetch(pages, List.copyOf(missing), known)
                .<PageReading>map(Unread::new)
                .orElseGet(() -> new Read(changes(items, known)));
    }

    private static List<RemoteChange> changes(List<Event> items, Map<String, Event> known) {
        return items.stream()
                .filter(item -> !isMaster(item))
                .flatMap(item -> (isRemoved(item) ? removed(item, known) : present(item, known)).stream())
                .toList();
    }

    private static Optional<RemoteChange> removed(Event item, Map<String, Event> known) {
        Event still = known.get(idOf(item));
        if (still == null) {
            return Optional.of(new RemoteChange.Gone(new EventId(idOf(item))));
        }
        // a series is listed by its occurrences
        return isMaster(still) ? Optional.empty() : EventReading.of(still).map(RemoteChange.Present::new);
    }

    /** An occurrence whose series was deleted since is left out: a later page tells so. */
    private static Optional<RemoteChange> present(Event item, Map<String, Event> known) {
        if (!isStub(item)) {
            return EventReading.of(item).map(RemoteChange.Present::new);
        }
        return Optional.ofNullable(known.get(item.getSeriesMasterId()))
                .flatMap(master -> new EventReading(item, Optional.of(master)).read())
                .map(RemoteChange.Present::new);
    }

    private static Optional<RemoteFailure> fetch(EventPages pages, List<String> ids, Map<String, Event> known) {
        for (int from = 0; from < ids.size(); from += Graph.LARGEST_BATCH) {
            List<String> some = ids.subList(from, Math.min(from + Graph.LARGEST_BATCH, ids.size()));
            Optional<RemoteFailure> failure = fetchBatch(pages, some, known);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<RemoteFailure> fetchBatch(EventPages pages, List<String> ids, Map<String, Event> known) {
        var requests = new EventRequests(pages.calendar());
        List<Function<GraphServiceClient, RequestInformation>> asked =
                ids.stream().map(id -> requests.get(new EventId(id))).toList();
        return switch (pages.graph().batch(pages.accessToken(), asked)) {
            case Reply.Answer<List<Reply<String>>>(List<Reply<String>> replies) -> keep(replies, known);
            case Reply.Refusal<List<Reply<String>>>(GraphError error) -> Optional.of(error.failure());
            case Reply.Silence<List<Reply<String>>> silence -> Optional.of(silence.failure());
        };
    }

    /** One unclear answer leaves the whole page unread: a guess could delete. */
    private static Optional<RemoteFailure> keep(List<Reply<String>> replies, Map<String, Event> known) {
        return replies.stream().flatMap(reply -> keep(reply, known).stream()).findFirst();
    }

    private static Optional<RemoteFailure> keep(Reply<String> reply, Map<String, Event> known) {
        return switch (reply) {
            case Reply.Answer<String>(String body) -> keep(body, known);
            case Reply.Refusal<String>(GraphError error) when error.saysMissing() -> Optional.empty();
            case Reply.Refusal<String>(GraphError error) -> Optional.of(error.failure());
            case Reply.Silence<String> silence -> Optional.of(silence.failure());
        };
    }

    private static Optional<RemoteFailure> keep(String body, Map<String, Event> known) {
        Optional<Event> event = GraphJson.event(body).filter(PageReading::hasId);
        event.ifPresent(found -> known.put(idOf(found), found));
        return event.isPresent()
                ? Optional.empty()
                : Optional.of(new RemoteFailure.Unavailable("Microsoft's answer to a look-up cannot be read."));
    }

    /** What else has to be known before the item can be read. */
    private static Optional<String> furtherId(Event item) {
        if (isRemoved(item)) {
            return Optional.of(idOf(item));
        }
        return isStub(item)
                ? Optional.ofNullable(item.getSeriesMasterId()).filter(PageReading::isId)
                : Optional.empty();
    }

    /** An occurrence has little more than a time in a delta; its texts are its master's. */
    private static boolean isStub(Event item) {
        return item.getSubject() == null && item.getSeriesMasterId() != null;
    }

    private static boolean isRemoved(Event item) {
        return item.getAdditionalData().containsKey("@removed");
    }

    private static boolean isMaster(Event item) {
        return item.getType() == EventType.SeriesMaster;
    }

    private static boolean hasId(Event item) {
        return isId(idOf(item));
    }

    private static String idOf(Event item) {
        return Optional.ofNullable(item.getId()).orElse("");
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= 1024;
    }
}
