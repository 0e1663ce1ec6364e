package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Role;
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
        return shown(entry, request);
    }

    Answer insert(Request request) {
        var calendar = access.writing(request);
        var sent = body(request);
        var made = insert(access.caller(request), calendar, sent);
        if (calendar.quirks().takesBump()) {
            calendar.touch(made, world.clock().instant());
        }
        return shown(made, request);
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
            var draft = GoogleEventDraft.created(sent, id, owner, calendar);
            return calendar.put(
                    id, draft.content(), isCancelled(draft), world.clock().instant());
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
            checkVersion(request, calendar, entry);
            delete(calendar, entry);
            return Answer.empty(204);
        });
    }

    /**
     * The event goes to another calendar of its owner and keeps its id; a tombstone stays behind.
     *
     * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/move">Events: move</a>
     */
    Answer move(Request request) {
        var calendar = access.writing(request);
        var account = access.caller(request);
        var destination = request.query()
                .first("destination")
                .map(id -> account.calendar(id).orElseThrow(GoogleError::notFound))
                .orElseThrow(() -> GoogleError.required("Required parameter: destination"));
        if (!destination.writable()) {
            throw GoogleError.readOnly();
        }
        var entry = existing(calendar, request);
        if (entry.deleted()) {
            throw GoogleError.deleted();
        }
        return shown(move(account, calendar, entry, destination), request);
    }

    Entry move(Account owner, StoredCalendar calendar, Entry entry, StoredCalendar destination) {
        if (entry.role().instance().isPresent()) {
            throw GoogleError.of(
                            400, "cannotChangeOrganizerOfInstance", "The organizer of an instance cannot be changed.")
                    .in("calendar")
                    .refusal();
        }
        if (destination.find(entry.id()).filter(there -> !there.deleted()).isPresent()) {
            throw GoogleError.duplicate();
        }
        var instances = calendar.instancesOf(entry.id());
        var moved = arrive(owner, entry, destination);
        instances.forEach(instance -> arrive(owner, instance, destination));
        delete(calendar, entry);
        return moved;
    }

    private Entry arrive(Account owner, Entry entry, StoredCalendar destination) {
        var body = entry.body().deepCopy();
        body.set("organizer", GoogleEventDraft.organizer(owner, destination));
        return destination.put(
                entry.id(),
                new Content(body, entry.span(), entry.role()),
                entry.deleted(),
                world.clock().instant());
    }

    /** The event becomes a tombstone that keeps its details; of an instance one that is cancelled. */
    Entry delete(StoredCalendar calendar, Entry entry) {
        return stored(calendar, entry, new Content(entry.body(), entry.span(), entry.role()), true);
    }

    Entry patch(StoredCalendar calendar, Entry entry, ObjectNode changes) {
        return store(calendar, entry, GoogleEventDraft.patched(changes, entry, calendar));
    }

    /** The event by its id: stored, or an instance as the rule of its series has it. */
    static Optional<Entry> find(StoredCalendar calendar, String id) {
        var stored = calendar.find(id);
        boolean dropped = stored.filter(
                        entry -> entry.deleted() && entry.role().instance().isEmpty())
                .isPresent();
        return dropped || stored.isEmpty() ? GoogleSeries.instance(calendar, id).or(() -> stored) : stored;
    }

    /** An instance that differs is as its series has it again. */
    Entry restore(StoredCalendar calendar, Entry ruled) {
        return calendar.put(
                ruled.id(),
                new Content(ruled.body(), ruled.span(), ruled.role()),
                false,
                world.clock().instant());
    }

    /** "This and following": the old series is trimmed, a new one goes on with the changed instances behind the cut. */
    Entry split(StoredCalendar calendar, Entry master, Occurrence cut, ObjectNode changes) {
        return calendar.exclusively(() -> {
            var behind = calendar.instancesOf(master.id()).stream()
                    .filter(instance -> isBehind(instance, cut))
                    .toList();
            var tail = continued(calendar, master, cut, changes);
            patch(calendar, master, trimmed(master, cut));
            behind.forEach(instance -> continued(calendar, instance, tail));
            new GoogleReach(calendar, world.clock()).follow(master, tail);
            return tail;
        });
    }

    private static boolean isBehind(Entry instance, Occurrence cut) {
        return instance.role()
                .instance()
                .filter(one -> !one.original().isBefore(cut.original()))
                .isPresent();
    }

    private static ObjectNode trimmed(Entry master, Occurrence cut) {
        var changes = Json.object();
        var lines = changes.putArray("recurrence");
        master.role().rule().ifPresent(rule -> rule.linesBefore(cut).forEach(lines::add));
        return changes;
    }

    private Entry continued(StoredCalendar calendar, Entry master, Occurrence cut, ObjectNode changes) {
        var id = GoogleSeries.splitId(master.id(), cut, GoogleTimes.isAllDay(master.body()));
        var draft = GoogleEventDraft.patched(changes, master, calendar);
        draft.body().put("iCalUID", id + "@google.com").put("sequence", 0);
        return calendar.put(id, draft.content(), false, world.clock().instant());
    }

    private void continued(StoredCalendar calendar, Entry instance, Entry tail) {
        instance.role()
                .instance()
                .ifPresent(one -> calendar.put(
                        GoogleSeries.instanceId(tail.id(), one.original(), GoogleTimes.isAllDay(tail.body())),
                        new Content(
                                GoogleReach.copied(instance, tail),
                                instance.span(),
                                new Role.Instance(tail.id(), one.original())),
                        instance.deleted(),
                        world.clock().instant()));
    }

    /** Stores what nobody checked. */
    Entry seed(StoredCalendar calendar, ObjectNode event) {
        var now = world.clock().instant();
        return calendar.put(
                Json.text(event, "id").orElseGet(() -> newId(world.random())),
                GoogleSeed.of(event, calendar.zone(), now),
                event.path("status").asText().equals("cancelled"),
                now);
    }

    private Answer changed(Request request, Change change) {
        var calendar = access.writing(request);
        var sent = body(request);
        return calendar.exclusively(() -> {
            var entry = existing(calendar, request);
            if (entry.deleted() && !revives(sent)) {
                throw GoogleError.deleted();
            }
            checkVersion(request, calendar, entry);
            var draft = change.draft(sent, entry, calendar);
            if (!GoogleGuests.isOrganizer(entry.body())) {
                var unchanged = GoogleEventDraft.patched(Json.object(), entry, calendar);
                GoogleGuests.checkMayChange(unchanged.body(), draft.body());
            }
            return shown(store(calendar, entry, draft), request);
        });
    }

    /** A deleted event comes back by a write that says so. */
    private static boolean revives(ObjectNode sent) {
        return Json.text(sent, "status")
                .filter(status -> !status.equals("cancelled"))
                .isPresent();
    }

    private Entry store(StoredCalendar calendar, Entry before, GoogleEventDraft draft) {
        return stored(calendar, before, draft.content(), isCancelled(draft));
    }

    private Entry stored(StoredCalendar calendar, Entry before, Content content, boolean deleted) {
        var after = calendar.put(before.id(), content, deleted, world.clock().instant());
        if (before.role().rule().isPresent()) {
            new GoogleReach(calendar, world.clock()).follow(before, after);
        }
        return after;
    }

    private static boolean isCancelled(GoogleEventDraft draft) {
        return draft.body().path("status").asText().equals("cancelled");
    }

    private static Entry existing(StoredCalendar calendar, Request request) {
        return find(calendar, request.place("eventId")).orElseThrow(GoogleError::notFound);
    }

    private static void checkVersion(Request request, StoredCalendar calendar, Entry entry) {
        Optional<String> wanted = request.headers().first("If-Match").filter(tag -> !tag.equals("*"));
        if (wanted.isEmpty()) {
            return;
        }
        if (!wanted.get().equals(GoogleEventView.etag(entry))
                || calendar.quirks().takeConflict().isPresent()) {
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

    private static Answer shown(Entry entry, Request request) {
        return Answer.json(200, GoogleGuests.narrowed(GoogleEventView.full(entry), request.query()))
                .with("ETag", GoogleEventView.etag(entry));
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
