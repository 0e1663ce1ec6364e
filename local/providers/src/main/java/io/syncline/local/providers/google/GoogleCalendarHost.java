package io.syncline.local.providers.google;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.oauth.Tokens;
import io.syncline.local.providers.push.PushService;

/** Stands for the Calendar API at www.googleapis.com. */
public final class GoogleCalendarHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "google-calendar";

    private static final String BATCH = "/batch/calendar/v3";

    private final Responder responder;

    private final GoogleChannels channels;

    public GoogleCalendarHost(World world, Tokens tokens, PushService push) {
        var door = new Door(
                PART,
                world,
                request -> request.headers().bearer().flatMap(tokens::ownerOf),
                GoogleCalendarHost::kindOf,
                new GoogleCustom(world));
        var access = new GoogleAccess(tokens, ScopeError.CALENDAR);
        channels = new GoogleChannels(world, access, push);
        var calls = calls(world, access);
        var batch = new GoogleBatch(door.insideBatch(calls));
        responder =
                door.before(request -> request.path().equals(BATCH) ? batch.answer(request) : calls.answer(request));
    }

    public Responder responder() {
        return responder;
    }

    /** Tells those who watch the calendar that it changed. */
    public void changed(Account account, StoredCalendar calendar) {
        channels.changed(account, calendar);
    }

    private Responder calls(World world, GoogleAccess access) {
        var calendars = new GoogleCalendars(access);
        var events = new GoogleEvents(world, access);
        var listing = new GoogleListing(world.clock(), access);
        return new Routes(request -> {
                    throw GoogleError.notFound();
                })
                .on("GET", "/calendar/v3/users/me/calendarList", calendars::list)
                .on("GET", "/calendar/v3/users/me/calendarList/{calendarId}", calendars::get)
                .on("GET", "/calendar/v3/calendars/{calendarId}", calendars::metadata)
                .on("GET", "/calendar/v3/calendars/{calendarId}/events", listing::list)
                .on("POST", "/calendar/v3/calendars/{calendarId}/events", events::insert)
                .on("POST", "/calendar/v3/calendars/{calendarId}/events/watch", channels::watch)
                .on("POST", "/calendar/v3/channels/stop", channels::stop)
                .on("GET", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::get)
                .on("GET", "/calendar/v3/calendars/{calendarId}/events/{eventId}/instances", listing::instances)
                .on("POST", "/calendar/v3/calendars/{calendarId}/events/{eventId}/move", events::move)
                .on("PUT", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::update)
                .on("PATCH", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::patch)
                .on("DELETE", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::delete);
    }

    private static LedgerEntry.Kind kindOf(Request request) {
        if (request.path().equals(BATCH)) {
            return LedgerEntry.Kind.BATCH;
        }
        if (request.method().equals("GET")) {
            return LedgerEntry.Kind.READ;
        }
        boolean watches = request.path().endsWith("/watch") || request.path().endsWith("/channels/stop");
        return watches ? LedgerEntry.Kind.WATCH : LedgerEntry.Kind.WRITE;
    }
}
