package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Position;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.oauth.Tokens;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The owner at Google Calendar's own pages. */
public final class GoogleDesk implements UserDesk {

    private final GoogleEvents events;

    public GoogleDesk(World world, Tokens tokens) {
        this.events = new GoogleEvents(world, new GoogleAccess(tokens, ScopeError.CALENDAR));
    }

    @Override
    public UserEvent show(StoredCalendar calendar, Entry entry) {
        var body = entry.body();
        return new UserEvent(
                entry.id(),
                body.path("summary").asText(""),
                body.path("description").asText(""),
                body.path("location").asText(""),
                when(entry),
                body.path("transparency").asText("").equals("transparent")
                        ? UserEvent.Availability.FREE
                        : UserEvent.Availability.BUSY,
                !body.path("visibility").asText("default").matches("default|public"),
                entry.deleted() ? UserEvent.Status.CANCELLED : status(body),
                entry.role().rule().map(Recurrence::lines).orElse(List.of()));
    }

    private static UserEvent.Status status(ObjectNode body) {
        return body.path("status").asText("").equals("tentative")
                ? UserEvent.Status.TENTATIVE
                : UserEvent.Status.CONFIRMED;
    }

    @Override
    public ObjectNode raw(Entry entry) {
        return GoogleEventView.full(entry);
    }

    @Override
    public Entry create(Account owner, StoredCalendar calendar, UserEvent event) {
        var body = Json.object();
        EnumSet.allOf(UserEvent.Field.class).forEach(field -> write(body, field, event));
        return events.insert(owner, calendar, body);
    }

    @Override
    public Entry update(StoredCalendar calendar, Entry entry, UserEvent wanted) {
        var changes = Json.object();
        wanted.changesFrom(show(calendar, entry)).forEach(field -> write(changes, field, wanted));
        return changes.isEmpty() ? entry : events.patch(calendar, entry, changes);
    }

    @Override
    public Entry delete(StoredCalendar calendar, Entry entry) {
        return events.delete(calendar, entry);
    }

    @Override
    public Optional<Entry> find(StoredCalendar calendar, String id) {
        return GoogleEvents.find(calendar, id);
    }

    @Override
    public List<Entry> occurrences(StoredCalendar calendar, Window window) {
        return calendar.listing(Position.BEGIN, Integer.MAX_VALUE, entry -> shownIn(calendar, entry, window))
                .items();
    }

    private static List<Entry> shownIn(StoredCalendar calendar, Entry entry, Window window) {
        if (entry.deleted()) {
            return List.of();
        }
        if (entry.isLivingSeries()) {
            return GoogleSeries.unrolled(entry, calendar, window);
        }
        return window.meets(entry.span()) ? List.of(entry) : List.of();
    }

    @Override
    public Entry move(Account owner, StoredCalendar calendar, Entry entry, StoredCalendar destination) {
        return events.move(owner, calendar, entry, destination);
    }

    @Override
    public SortedMap<LocalDate, UserException> exceptions(StoredCalendar calendar, Entry master) {
        var exceptions = new TreeMap<LocalDate, UserException>();
        for (var instance : calendar.instancesOf(master.id())) {
            GoogleReach.place(master, instance)
                    .ifPresent(place -> exceptions.put(
                            place.date(),
                            instance.deleted()
                                    ? new UserException.Cancelled()
                                    : new UserException.Edited(show(calendar, instance))));
        }
        return exceptions;
    }

    @Override
    public Optional<Entry> occurrence(StoredCalendar calendar, Entry master, LocalDate day) {
        return ruled(calendar, master, day)
                .map(ruled -> differing(calendar, ruled).orElse(ruled))
                .filter(entry -> !entry.deleted());
    }

    @Override
    public Optional<Entry> restore(StoredCalendar calendar, Entry master, LocalDate day) {
        return ruled(calendar, master, day)
                .map(ruled -> differing(calendar, ruled).isPresent() ? events.restore(calendar, ruled) : ruled);
    }

    private static Optional<Entry> ruled(StoredCalendar calendar, Entry master, LocalDate day) {
        return master.role()
                .rule()
                .flatMap(rule -> rule.on(day))
                .map(occurrence -> GoogleSeries.unrolled(master, occurrence, calendar.zone()));
    }

    private static Optional<Entry> differing(StoredCalendar calendar, Entry ruled) {
        return calendar.find(ruled.id())
                .filter(stored -> stored.role().instance().isPresent());
    }

    @Override
    public UserEvent following(StoredCalendar calendar, Entry master, Occurrence cut) {
        var lines = master.role().rule().map(rule -> rule.linesFrom(cut)).orElse(List.of());
        return show(calendar, GoogleSeries.unrolled(master, cut, calendar.zone()))
                .withRecurrence(lines);
    }

    @Override
    public Entry split(Account owner, StoredCalendar calendar, Entry master, Occurrence cut, UserEvent wanted) {
        var changes = Json.object();
        EnumSet.allOf(UserEvent.Field.class).forEach(field -> write(changes, field, wanted));
        return events.split(calendar, master, cut, changes);
    }

    @Override
    public Entry seed(StoredCalendar calendar, ObjectNode event) {
        return events.seed(calendar, event);
    }

    private static void write(ObjectNode body, UserEvent.Field field, UserEvent event) {
        switch (field) {
            case TITLE -> body.put("summary", event.title());
            case DESCRIPTION -> body.put("description", event.description());
            case LOCATION -> body.put("location", event.location());
            case WHEN -> writeWhen(body, event.when());
            case AVAILABILITY ->
                body.put(
                        "transparency", event.availability() == UserEvent.Availability.FREE ? "transparent" : "opaque");
            case PRIVATE -> body.put("visibility", event.isPrivate() ? "private" : "default");
            case STATUS -> body.put("status", event.status().name().toLowerCase(Locale.ROOT));
            case RECURRENCE -> event.recurrence().forEach(body.putArray("recurrence")::add);
        }
    }

    private static void writeWhen(ObjectNode body, UserEvent.When when) {
        switch (when) {
            case UserEvent.When.Timed(var start, var end, var zone) -> {
                body.set("start", side(GoogleTimes.OFFSET_TIME.format(start.atZone(zone)), zone));
                body.set("end", side(GoogleTimes.OFFSET_TIME.format(end.atZone(zone)), zone));
            }
            case UserEvent.When.AllDay(var start, var end) -> {
                body.set("start", side(start));
                body.set("end", side(end));
            }
        }
    }

    private static ObjectNode side(String time, ZoneId zone) {
        return Json.object().put("dateTime", time).put("timeZone", zone.getId()).putNull("date");
    }

    private static ObjectNode side(LocalDate date) {
        return Json.object().put("date", date.toString()).putNull("dateTime").putNull("timeZone");
    }

    /** What somebody seeded may make no sense: then the time that it covers in UTC. */
    private static UserEvent.When when(Entry entry) {
        try {
            return when(entry.body());
        } catch (DateTimeException | IllegalArgumentException notUnderstood) {
            var utc = ZoneOffset.UTC;
            return new UserEvent.When.Timed(
                    LocalDateTime.ofInstant(entry.span().start(), utc),
                    LocalDateTime.ofInstant(entry.span().end(), utc),
                    utc);
        }
    }

    private static UserEvent.When when(ObjectNode body) {
        var start = body.path("start");
        var end = body.path("end");
        if (GoogleTimes.isAllDay(body)) {
            return new UserEvent.When.AllDay(
                    LocalDate.parse(start.path("date").asText()),
                    LocalDate.parse(end.path("date").asText()));
        }
        var zone = ZoneId.of(start.path("timeZone").asText("UTC"));
        return new UserEvent.When.Timed(wall(start, zone), wall(end, zone), zone);
    }

    private static LocalDateTime wall(JsonNode side, ZoneId zone) {
        return OffsetDateTime.parse(side.path("dateTime").asText())
                .atZoneSameInstant(zone)
                .toLocalDateTime();
    }
}
