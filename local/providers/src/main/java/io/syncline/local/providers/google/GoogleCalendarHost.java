package io.syncline.local.providers.google;

import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.oauth.Tokens;

/** Stands for the Calendar API at www.googleapis.com. */
public final class GoogleCalendarHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "google-calendar";

    private static final String BATCH = "/batch/calendar/v3";

    private final Responder responder;

    public GoogleCalendarHost(World world, Tokens tokens) {
        var door = new Door(
                PART,
                world,
                request -> request.headers().bearer().flatMap(tokens::ownerOf),
                GoogleCalendarHost::kindOf);
        var calls = calls(world, new GoogleAccess(tokens, ScopeError.CALENDAR));
        var batch = new GoogleBatch(door.insideBatch(calls));
        responder =
                door.before(request -> request.path().equals(BATCH) ? batch.answer(request) : calls.answer(request));
    }

    public Responder responder() {
        return responder;
    }

    private static Responder calls(World world, GoogleAccess access) {
        var calendars = new GoogleCalendars(access);
        var events = new GoogleEvents(world, access);
        var listing = new GoogleListing(access);
        return new Routes(request -> {
                    throw GoogleError.notFound();
                })
                .on("GET", "/calendar/v3/users/me/calendarList", calendars::list)
                .on("GET", "/calendar/v3/users/me/calendarList/{calendarId}", calendars::get)
                .on("GET", "/calendar/v3/calendars/{calendarId}", calendars::metadata)
                .on("GET", "/calendar/v3/calendars/{calendarId}/events", listing::list)
                .on("POST", "/calendar/v3/calendars/{calendarId}/events", events::insert)
                .on("GET", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::get)
                .on("PUT", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::update)
                .on("PATCH", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::patch)
                .on("DELETE", "/calendar/v3/calendars/{calendarId}/events/{eventId}", events::delete);
    }

    private static LedgerEntry.Kind kindOf(Request request) {
        if (request.path().equals(BATCH)) {
            return LedgerEntry.Kind.BATCH;
        }
        return request.method().equals("GET") ? LedgerEntry.Kind.READ : LedgerEntry.Kind.WRITE;
    }
}
