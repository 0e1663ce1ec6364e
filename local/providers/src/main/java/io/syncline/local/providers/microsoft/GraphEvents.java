package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
        return shown(200, found, request);
    }

    Answer create(Request request) {
        var account = access.writing(request);
        var calendar = GraphAccess.calendar(account, request);
        if (!calendar.writable()) {
            throw GraphError.accessDenied();
        }
        return shown(201, new Found(calendar, create(account, calendar, body(request), request)), request);
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
                if (calendar.quirks().takesBump()) {
                    calendar.touch(entry, world.clock().instant());
                }
                return entry;
            }
            if (earlier.filter(creation -> creation.body().equals(sent)).isEmpty()) {
                throw GraphError.duplicateTransaction(GraphIds.shown(
                        existing.get(), GraphPreferences.of(request).immutableIds()));
            }
            return existing.get();
        });
    }

    /** Creates without looking at the transaction id. */
    Entry create(Account account, StoredCalendar calendar, ObjectNode sent) {
        var uid = new UUID(world.random().nextLong(), world.random().nextLong());
        var draft = GraphEventDraft.created(sent, account, uid);
        var id = GraphIds.created(world.random());
        return calendar.put(id, draft.content(), false, world.clock().instant());
    }

    Answer patch(Request request) {
        var account = access.writing(request);
        var sent = body(request);
        var calendar = existing(account, request).calendar;
        return calendar.exclusively(() -> {
            var entry = writable(account, request);
            var after = sent.isEmpty() ? entry : patch(calendar, entry, sent);
            return shown(200, new Found(calendar, after), request);
        });
    }

    /** Changes an event; an occurrence becomes an exception, a series may take its exceptions along or drop them. */
    Entry patch(StoredCalendar calendar, Entry entry, ObjectNode changes) {
        var content = GraphEventDraft.patched(changes, entry).content();
        boolean moved = !content.span().start().equals(entry.span().start());
        entry.role().instance().filter(one -> moved).ifPresent(one -> {
            var master = calendar.find(one.masterId()).orElseThrow(GraphError::notFound);
            GraphSeries.checkNeighbours(calendar, master, entry, content);
        });
        var after = calendar.put(entry.id(), content, false, world.clock().instant());
        if (entry.role().rule().isPresent()) {
            new GraphReach(calendar, world.clock()).follow(entry, after);
        }
        return after;
    }

    Answer delete(Request request) {
        var account = access.writing(request);
        var calendar = existing(account, request).calendar;
        return calendar.exclusively(() -> {
            delete(calendar, writable(account, request));
            return Answer.empty(204);
        });
    }

    /** A series goes with its exceptions; an occurrence leaves a note in its series, and no tombstone. */
    Entry delete(StoredCalendar calendar, Entry entry) {
        if (entry.role().instance().isPresent()) {
            return cancel(calendar, entry);
        }
        new GraphReach(calendar, world.clock()).delete(entry);
        var content = new Content(entry.body(), entry.span(), entry.role());
        return calendar.put(entry.id(), content, true, world.clock().instant());
    }

    private Entry cancel(StoredCalendar calendar, Entry occurrence) {
        calendar.find(occurrence.id()).ifPresent(calendar::forget);
        return GraphIds.day(occurrence.id())
                .flatMap(day -> note(calendar, day, true))
                .orElse(occurrence);
    }

    /** The series with this day cancelled, or not any more. */
    private Optional<Entry> note(StoredCalendar calendar, GraphIds.Day day, boolean cancelled) {
        return calendar.find(day.masterId()).map(master -> {
            var days = new TreeSet<>(GraphSeries.cancelled(master));
            if (cancelled) {
                days.add(day.date());
            } else {
                days.remove(day.date());
            }
            var body = master.body().deepCopy();
            var list = body.putArray(GraphSeries.CANCELLED);
            days.forEach(one -> list.add(one.toString()));
            var content = new Content(body, master.span(), master.role());
            return calendar.put(
                    master.id(), content, master.deleted(), world.clock().instant());
        });
    }

    /** The occurrence takes place as the pattern says. */
    void restore(StoredCalendar calendar, String occurrenceId) {
        calendar.exclusively(() -> {
            calendar.find(occurrenceId).ifPresent(calendar::forget);
            return GraphIds.day(occurrenceId).flatMap(day -> note(calendar, day, false));
        });
    }

    /** To another calendar: the immutable id stays, the other one changes, and the old calendar has a tombstone. */
    Entry move(StoredCalendar calendar, Entry entry, StoredCalendar destination) {
        var instances = calendar.instancesOf(entry.id());
        var moved = arrive(entry, destination);
        instances.stream().filter(one -> !one.deleted()).forEach(one -> arrive(one, destination));
        delete(calendar, entry);
        return moved;
    }

    private Entry arrive(Entry entry, StoredCalendar destination) {
        var body = entry.body().deepCopy();
        body.put(GraphEventDraft.MOVES, body.path(GraphEventDraft.MOVES).asInt() + 1);
        var content = new Content(body, entry.span(), entry.role());
        return destination.put(entry.id(), content, false, world.clock().instant());
    }

    /** Stores what nobody checked. */
    Entry seed(StoredCalendar calendar, ObjectNode event) {
        var now = world.clock().instant();
        var id = Json.text(event, "id").orElseGet(() -> GraphIds.created(world.random()));
        return calendar.put(id, OutlookSeed.of(event, now), false, now);
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
        found.calendar.quirks().takeConflict().ifPresent(how -> {
            throw GraphError.conflict(how);
        });
        return found.entry;
    }

    /** The event, series or occurrence that the path names. */
    static Found existing(Account account, Request request) {
        var asked = GraphIds.asked(request.place("eventId"));
        var places = request.namedPlace("calendarId").isPresent()
                ? List.of(GraphAccess.calendar(account, request))
                : account.calendars();
        return places.stream()
                .flatMap(calendar ->
                        GraphSeries.find(calendar, asked.stored()).stream().map(entry -> new Found(calendar, entry)))
                .filter(found -> !found.entry.deleted())
                .filter(found -> asked.fits(
                        found.entry.body().path(GraphEventDraft.MOVES).asInt()))
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

    private static Answer shown(int status, Found found, Request request) {
        var preferences = GraphPreferences.of(request);
        var view =
                Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/events/$entity");
        view.setAll(new GraphEventView(preferences).of(found.calendar, found.entry, request.query()));
        return preferences.applied(Answer.json(status, view).with("ETag", GraphEventView.etag(found.entry)));
    }

    /** An event and where it is. */
    record Found(StoredCalendar calendar, Entry entry) {}
}
