package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.HeaderLines;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Tokens;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;

/** The owner at Outlook's own pages. */
public final class OutlookDesk implements UserDesk {

    private final GraphEvents events;

    public OutlookDesk(World world, Tokens tokens) {
        this.events = new GraphEvents(world, new GraphAccess(tokens), new GraphTransactions());
    }

    @Override
    public UserEvent show(StoredCalendar calendar, Entry entry) {
        var body = entry.body();
        var showAs = body.path("showAs").asText("busy");
        return new UserEvent(
                entry.id(),
                body.path("subject").asText(""),
                OutlookBody.shown(body.path("body"), true).path("content").asText(""),
                body.path("location").path("displayName").asText(""),
                when(body),
                showAs.equals("free") ? UserEvent.Availability.FREE : UserEvent.Availability.BUSY,
                !body.path("sensitivity").asText("normal").equals("normal"),
                status(entry, showAs));
    }

    @Override
    public ObjectNode raw(Entry entry) {
        var headers = new HeaderLines().add("Prefer", "IdType=\"ImmutableId\"");
        var preferences = GraphPreferences.of(Request.of("GET", "/", headers, new byte[0]));
        var view = new GraphEventView(preferences).of(entry);
        view.set(
                GraphEventDraft.PROPERTIES,
                entry.body().path(GraphEventDraft.PROPERTIES).deepCopy());
        return view;
    }

    @Override
    public Entry create(Account owner, StoredCalendar calendar, UserEvent event) {
        var body = Json.object();
        EnumSet.allOf(UserEvent.Field.class).forEach(field -> write(body, field, event));
        return events.create(owner, calendar, body);
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

    private static UserEvent.Status status(Entry entry, String showAs) {
        if (entry.deleted() || entry.body().path("isCancelled").asBoolean()) {
            return UserEvent.Status.CANCELLED;
        }
        return showAs.equals("tentative") ? UserEvent.Status.TENTATIVE : UserEvent.Status.CONFIRMED;
    }

    private static void write(ObjectNode body, UserEvent.Field field, UserEvent event) {
        switch (field) {
            case TITLE -> body.put("subject", event.title());
            case DESCRIPTION ->
                body.putObject("body").put("contentType", "text").put("content", event.description());
            case LOCATION -> body.putObject("location").put("displayName", event.location());
            case WHEN -> writeWhen(body, event.when());
            case AVAILABILITY, STATUS -> {
                body.put("showAs", showAs(event));
                body.put("isCancelled", event.status() == UserEvent.Status.CANCELLED);
            }
            case PRIVATE -> body.put("sensitivity", event.isPrivate() ? "private" : "normal");
        }
    }

    private static String showAs(UserEvent event) {
        if (event.availability() == UserEvent.Availability.FREE) {
            return "free";
        }
        return event.status() == UserEvent.Status.TENTATIVE ? "tentative" : "busy";
    }

    private static void writeWhen(ObjectNode body, UserEvent.When when) {
        switch (when) {
            case UserEvent.When.Timed(var start, var end, var zone) -> {
                body.put("isAllDay", false);
                body.set("start", side(start, zone));
                body.set("end", side(end, zone));
            }
            case UserEvent.When.AllDay(var start, var end) -> {
                body.put("isAllDay", true);
                body.set("start", side(start.atStartOfDay(), ZoneOffset.UTC));
                body.set("end", side(end.atStartOfDay(), ZoneOffset.UTC));
            }
        }
    }

    private static ObjectNode side(LocalDateTime time, ZoneId zone) {
        var name = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return Json.object().put("dateTime", time.toString()).put("timeZone", name);
    }

    private static UserEvent.When when(ObjectNode body) {
        var start = LocalDateTime.parse(body.path("start").path("dateTime").asText());
        var end = LocalDateTime.parse(body.path("end").path("dateTime").asText());
        if (body.path("isAllDay").asBoolean()) {
            return new UserEvent.When.AllDay(LocalDate.from(start), LocalDate.from(end));
        }
        var zone =
                WindowsZones.zone(body.path("start").path("timeZone").asText()).orElse(ZoneOffset.UTC);
        return new UserEvent.When.Timed(start, end, zone);
    }
}
