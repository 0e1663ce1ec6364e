package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.oauth.Tokens;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;

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
                when(body),
                body.path("transparency").asText("").equals("transparent")
                        ? UserEvent.Availability.FREE
                        : UserEvent.Availability.BUSY,
                !body.path("visibility").asText("default").matches("default|public"),
                entry.deleted()
                        ? UserEvent.Status.CANCELLED
                        : UserEvent.Status.valueOf(
                                body.path("status").asText("confirmed").toUpperCase(Locale.ROOT)));
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

    private static java.time.LocalDateTime wall(JsonNode side, ZoneId zone) {
        return OffsetDateTime.parse(side.path("dateTime").asText())
                .atZoneSameInstant(zone)
                .toLocalDateTime();
    }
}
