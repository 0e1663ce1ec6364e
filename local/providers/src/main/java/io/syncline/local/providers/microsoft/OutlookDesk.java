package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.HeaderLines;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Tokens;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
                when(entry),
                showAs.equals("free") ? UserEvent.Availability.FREE : UserEvent.Availability.BUSY,
                !body.path("sensitivity").asText("normal").equals("normal"),
                status(entry, showAs),
                entry.role().rule().map(Recurrence::lines).orElse(List.of()));
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
        return events.create(owner, calendar, written(event));
    }

    private static ObjectNode written(UserEvent event) {
        var body = Json.object();
        EnumSet.allOf(UserEvent.Field.class).forEach(field -> write(body, field, event));
        return body;
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
        return GraphSeries.find(calendar, GraphIds.asked(id).stored());
    }

    @Override
    public List<Entry> occurrences(StoredCalendar calendar, Window window) {
        return GraphListing.occurrences(calendar, window);
    }

    @Override
    public Entry move(Account owner, StoredCalendar calendar, Entry entry, StoredCalendar destination) {
        return events.move(calendar, entry, destination);
    }

    @Override
    public SortedMap<LocalDate, UserException> exceptions(StoredCalendar calendar, Entry master) {
        var exceptions = new TreeMap<LocalDate, UserException>();
        GraphSeries.cancelled(master).forEach(day -> exceptions.put(day, new UserException.Cancelled()));
        for (var exception : GraphSeries.exceptions(calendar, master, Window.OPEN)) {
            GraphIds.day(exception.id())
                    .ifPresent(day -> exceptions.put(day.date(), new UserException.Edited(show(calendar, exception))));
        }
        return exceptions;
    }

    @Override
    public Optional<Entry> occurrence(StoredCalendar calendar, Entry master, LocalDate day) {
        return GraphSeries.find(calendar, GraphIds.occurrence(master.id(), day));
    }

    @Override
    public Optional<Entry> restore(StoredCalendar calendar, Entry master, LocalDate day) {
        var place = master.role().rule().flatMap(rule -> rule.on(day));
        place.ifPresent(one -> events.restore(calendar, GraphIds.occurrence(master.id(), day)));
        return place.flatMap(one -> calendar.find(master.id())).flatMap(now -> occurrence(calendar, now, day));
    }

    @Override
    public UserEvent following(StoredCalendar calendar, Entry master, Occurrence cut) {
        var lines = master.role().rule().map(rule -> rule.linesFrom(cut)).orElse(List.of());
        return show(calendar, GraphSeries.unrolled(master, cut)).withRecurrence(lines);
    }

    /** The old range ends; the new series is another event, without what applications noted in the old one. */
    @Override
    public Entry split(Account owner, StoredCalendar calendar, Entry master, Occurrence cut, UserEvent wanted) {
        return calendar.exclusively(() -> {
            var body = master.body().deepCopy();
            body.remove("transactionId");
            body.putArray(GraphEventDraft.PROPERTIES);
            body.setAll(written(wanted));
            var tail = events.create(owner, calendar, body);
            events.patch(calendar, master, endingBefore(master, cut));
            return tail;
        });
    }

    private static ObjectNode endingBefore(Entry master, Occurrence cut) {
        var changes = Json.object();
        changes.set("recurrence", master.body().path("recurrence").deepCopy());
        changes.withObject("/recurrence/range")
                .put("type", "endDate")
                .put("endDate", cut.date().minusDays(1).toString());
        return changes;
    }

    @Override
    public Entry seed(StoredCalendar calendar, ObjectNode event) {
        return events.seed(calendar, event);
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
            case RECURRENCE -> writeRecurrence(body, event);
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

    private static void writeRecurrence(ObjectNode body, UserEvent event) {
        if (!event.repeats()) {
            body.putNull("recurrence");
            return;
        }
        body.set(
                "recurrence",
                switch (event.when()) {
                    case UserEvent.When.Timed(var start, var end, var zone) ->
                        OutlookRule.recurrence(event.recurrence(), start, zone);
                    case UserEvent.When.AllDay(var start, var end) ->
                        OutlookRule.recurrence(event.recurrence(), start.atStartOfDay(), ZoneOffset.UTC);
                });
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
