package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Single events: get, create, patch, delete.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/event">event resource type</a>
 */
final class GraphEvents {

    private final World world;
    private final GraphAccess access;
    private final GraphTransactions transactions;

    GraphEvents(World world, GraphAccess access, GraphTransactions transactions) {
        this.world = world;
        this.access = access;
        this.transactions = transactions;
    }

    Answer get(Request request) {
        var found = existing(access.reading(request), request);
        return shown(200, found.entry, request);
    }

    Answer create(Request request) {
        var account = access.writing(request);
        var calendar = GraphAccess.calendar(account, request);
        if (!calendar.writable()) {
            throw GraphError.accessDenied();
        }
        return shown(201, create(account, calendar, body(request), request), request);
    }

    Entry create(Account account, StoredCalendar calendar, ObjectNode sent, Request request) {
        var transactionId = Json.text(sent, "transactionId");
        return calendar.exclusively(() -> {
            var earlier = transactionId.flatMap(id -> transactions.find(account, id));
            var existing = earlier.flatMap(creation -> live(account, creation.eventId()));
            if (existing.isEmpty()) {
                var entry = create(account, calendar, sent);
                transactionId.ifPresent(id -> transactions.remember(
                        account, id, new GraphTransactions.Creation(entry.id(), sent.deepCopy())));
                return entry;
            }
            if (earlier.filter(creation -> creation.body().equals(sent)).isEmpty()) {
                throw GraphError.duplicateTransaction(GraphIds.shown(
                        existing.get().id(), GraphPreferences.of(request).immutableIds()));
            }
            return existing.get();
        });
    }

    /** Creates without looking at the transaction id. */
    Entry create(Account account, StoredCalendar calendar, ObjectNode sent) {
        var uid = new UUID(world.random().nextLong(), world.random().nextLong());
        var draft = GraphEventDraft.created(sent, account, uid);
        var id = GraphIds.created(world.random());
        return calendar.put(id, draft.body(), draft.span(), false, world.clock().instant());
    }

    Answer patch(Request request) {
        var account = access.writing(request);
        var sent = body(request);
        var calendar = existing(account, request).calendar;
        return calendar.exclusively(() -> {
            var entry = writable(account, request);
            return shown(200, sent.isEmpty() ? entry : patch(calendar, entry, sent), request);
        });
    }

    Entry patch(StoredCalendar calendar, Entry entry, ObjectNode changes) {
        var draft = GraphEventDraft.patched(changes, entry);
        return calendar.put(
                entry.id(), draft.body(), draft.span(), false, world.clock().instant());
    }

    Answer delete(Request request) {
        var account = access.writing(request);
        var calendar = existing(account, request).calendar;
        return calendar.exclusively(() -> {
            delete(calendar, writable(account, request));
            return Answer.empty(204);
        });
    }

    Entry delete(StoredCalendar calendar, Entry entry) {
        return calendar.put(
                entry.id(), entry.body(), entry.span(), true, world.clock().instant());
    }

    private static Entry writable(Account account, Request request) {
        var found = existing(account, request);
        if (!found.calendar.writable()) {
            throw GraphError.accessDenied();
        }
        Optional<String> wanted = request.headers().first("If-Match").filter(tag -> !tag.equals("*"));
        if (wanted.filter(tag -> !tag.equals(GraphEventView.etag(found.entry))).isPresent()) {
            throw GraphError.staleChangeKey();
        }
        return found.entry;
    }

    private static Found existing(Account account, Request request) {
        var id = GraphIds.stored(request.place("eventId"));
        var places = request.namedPlace("calendarId").isPresent()
                ? List.of(GraphAccess.calendar(account, request))
                : account.calendars();
        return places.stream()
                .flatMap(calendar -> calendar.find(id).stream().map(entry -> new Found(calendar, entry)))
                .filter(found -> !found.entry.deleted())
                .findFirst()
                .orElseThrow(GraphError::notFound);
    }

    private static Optional<Entry> live(Account account, String eventId) {
        return account.calendars().stream()
                .flatMap(calendar -> calendar.find(eventId).stream())
                .filter(entry -> !entry.deleted())
                .findFirst();
    }

    /** An empty body is refused: an SDK model that is sent a second time serialises to nothing. */
    private static ObjectNode body(Request request) {
        var body = request.json()
                .orElseThrow(() -> GraphError.of(400, "RequestBodyRead", "Unable to read JSON request payload."));
        if (body.isEmpty() && request.method().equals("POST")) {
            throw GraphError.of(400, "ErrorInvalidRequest", "The request body is empty.");
        }
        return body;
    }

    private static Answer shown(int status, Entry entry, Request request) {
        var preferences = GraphPreferences.of(request);
        var view =
                Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/events/$entity");
        view.setAll(new GraphEventView(preferences).of(entry, request.query()));
        return preferences.applied(Answer.json(status, view).with("ETag", GraphEventView.etag(entry)));
    }

    private record Found(StoredCalendar calendar, Entry entry) {}
}
