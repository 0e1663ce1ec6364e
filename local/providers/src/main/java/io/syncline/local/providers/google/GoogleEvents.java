package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Single events: get, insert, update, patch, delete.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/version-resources">Versions of resources</a>
 */
final class GoogleEvents {

    private static final String ID_LETTERS = "abcdefghijklmnopqrstuv0123456789";

    private final World world;
    private final GoogleAccess access;

    GoogleEvents(World world, GoogleAccess access) {
        this.world = world;
        this.access = access;
    }

    Answer get(Request request) {
        var entry = existing(access.reading(request), request);
        var etag = GoogleEventView.etag(entry);
        if (request.headers().first("If-None-Match").filter(etag::equals).isPresent()) {
            return Answer.empty(304).with("ETag", etag);
        }
        return shown(entry);
    }

    Answer insert(Request request) {
        var calendar = access.writing(request);
        var sent = body(request);
        return shown(insert(access.caller(request), calendar, sent));
    }

    /** Creates an event; an id that was ever used in the calendar stays taken, a deleted event's too. */
    Entry insert(Account owner, StoredCalendar calendar, ObjectNode sent) {
        var id = Json.text(sent, "id").orElseGet(() -> newId(world.random()));
        if (!id.matches("[a-v0-9]{5,1024}")) {
            throw GoogleError.invalid("Invalid resource id value.");
        }
        return calendar.exclusively(() -> {
            if (calendar.find(id).isPresent()) {
                throw GoogleError.duplicate();
            }
            return store(calendar, id, GoogleEventDraft.created(sent, id, owner, calendar));
        });
    }

    Answer update(Request request) {
        return changed(request, GoogleEventDraft::replaced);
    }

    Answer patch(Request request) {
        return changed(request, GoogleEventDraft::patched);
    }

    Answer delete(Request request) {
        var calendar = access.writing(request);
        return calendar.exclusively(() -> {
            var entry = existing(calendar, request);
            if (entry.deleted()) {
                throw GoogleError.deleted();
            }
            checkVersion(request, entry);
            delete(calendar, entry);
            return Answer.empty(204);
        });
    }

    /** The event becomes a tombstone that keeps its details. */
    Entry delete(StoredCalendar calendar, Entry entry) {
        return calendar.put(
                entry.id(), entry.body(), entry.span(), true, world.clock().instant());
    }

    Entry patch(StoredCalendar calendar, Entry entry, ObjectNode changes) {
        return store(calendar, entry.id(), GoogleEventDraft.patched(changes, entry, calendar));
    }

    private Answer changed(Request request, Change change) {
        var calendar = access.writing(request);
        var sent = body(request);
        return calendar.exclusively(() -> {
            var entry = existing(calendar, request);
            if (entry.deleted() && !revives(sent)) {
                throw GoogleError.deleted();
            }
            checkVersion(request, entry);
            return shown(store(calendar, entry.id(), change.draft(sent, entry, calendar)));
        });
    }

    /** A deleted event comes back by a write that says so. */
    private static boolean revives(ObjectNode sent) {
        return Json.text(sent, "status")
                .filter(status -> !status.equals("cancelled"))
                .isPresent();
    }

    private Entry store(StoredCalendar calendar, String id, GoogleEventDraft draft) {
        boolean cancelled = draft.body().path("status").asText().equals("cancelled");
        return calendar.put(
                id, draft.body(), draft.span(), cancelled, world.clock().instant());
    }

    private static Entry existing(StoredCalendar calendar, Request request) {
        return calendar.find(request.place("eventId")).orElseThrow(GoogleError::notFound);
    }

    private static void checkVersion(Request request, Entry entry) {
        Optional<String> wanted = request.headers().first("If-Match").filter(tag -> !tag.equals("*"));
        if (wanted.filter(tag -> !tag.equals(GoogleEventView.etag(entry))).isPresent()) {
            throw GoogleError.conditionNotMet();
        }
    }

    private static ObjectNode body(Request request) {
        return request.json()
                .orElseThrow(() -> GoogleError.of(
                                400,
                                "parseError",
                                "This API does not support parsing form-encoded input, or the body is no JSON object.")
                        .refusal());
    }

    private static Answer shown(Entry entry) {
        return Answer.json(200, GoogleEventView.full(entry)).with("ETag", GoogleEventView.etag(entry));
    }

    private static String newId(RandomGenerator random) {
        var id = new StringBuilder();
        for (int at = 0; at < 26; at++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }

    /** PUT or PATCH: what becomes of the stored event. */
    private interface Change {
        GoogleEventDraft draft(ObjectNode sent, Entry before, StoredCalendar calendar);
    }
}
