package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.calendar.ListCalendars.Calendars;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.sync.Counts;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Chooses the calendar of an account that carries its owner's jobs, or stops to sync it. */
public final class ChooseCalendar {

    private final ListCalendars listCalendars;
    private final Registry registry;
    private final SyncedCalendars calendars;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public ChooseCalendar(
            ListCalendars listCalendars,
            Registry registry,
            SyncedCalendars calendars,
            RequestSync requestSync,
            InstantSource clock) {
        this.listCalendars = listCalendars;
        this.registry = registry;
        this.calendars = calendars;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How choosing can end. */
    public sealed interface Choice {

        record Done(RemoteCalendarEntry calendar, boolean chosen) implements Choice {}

        /** There is no such connection, or it is not the caller's to manage. */
        record NoConnection() implements Choice {}

        /** The account has no such calendar. */
        record NotFound() implements Choice {}

        /** Nobody can write into it with this account. */
        record ReadOnly(String name) implements Choice {}

        /** Calendars are switched off for the account, or were not allowed by it. */
        record NotPermitted(String reason) implements Choice {}

        record Reconnect(String reason) implements Choice {}

        record Unavailable(String reason) implements Choice {}

        /** Somebody else changed the connection at the same time. */
        record Busy() implements Choice {}
    }

    /** Makes the choice; making it twice changes nothing. */
    public Choice run(Caller caller, ConnectionId id, CalendarId calendar, boolean chosen) {
        return switch (listCalendars.run(caller, id)) {
            case Calendars.NotFound _ -> new Choice.NoConnection();
            case Calendars.NotPermitted(String reason) -> new Choice.NotPermitted(reason);
            case Calendars.Reconnect(String reason) -> new Choice.Reconnect(reason);
            case Calendars.Unavailable(String reason) -> new Choice.Unavailable(reason);
            case Calendars.Found found ->
                found.entry(calendar)
                        .map(entry -> chosen
                                ? choose(caller, found.connection(), entry)
                                : stop(caller, found.connection(), entry))
                        .orElseGet(Choice.NotFound::new);
        };
    }

    private Choice choose(Caller caller, Connection connection, RemoteCalendarEntry entry) {
        if (connection.may(Service.CALENDAR) && !entry.writable()) {
            return new Choice.ReadOnly(entry.name());
        }
        Optional<ChosenCalendar> before = connection.calendar();
        CalendarRef ref = new CalendarRef(connection.id(), entry.id());
        boolean isChosen =
                before.filter(old -> old.id().equals(entry.id().value())).isPresent();
        if (isChosen && isKeptInStep(connection, ref)) {
            return new Choice.Done(entry, true);
        }
        ChosenCalendar choice = new ChosenCalendar(entry.id().value(), entry.name());
        calendars.choose(fresh(connection, ref, entry.name()));
        if (!committed(caller, connection.with(Optional.of(choice)), entry.name())) {
            return new Choice.Busy();
        }
        before.filter(old -> !old.id().equals(entry.id().value()))
                .ifPresent(old -> leave(connection, new CalendarId(old.id())));
        requestSync.runNow(connection.organisation(), ref);
        return new Choice.Done(entry, true);
    }

    private boolean committed(Caller caller, Connection next, String name) {
        Deed deed = Deed.done(Actor.of(caller), Action.CALENDAR_CHOSEN, next.subject(), name);
        return registry.commit(next.organisation(), List.of(new Change.PutConnection(next)), List.of(deed));
    }

    private boolean isKeptInStep(Connection connection, CalendarRef ref) {
        return calendars
                .find(connection.organisation(), ref)
                .filter(row -> row.mode() == Mode.JOBS || row.mode() == Mode.READS)
                .isPresent();
    }

    private void leave(Connection connection, CalendarId old) {
        CalendarRef ref = new CalendarRef(connection.id(), old);
        calendars.find(connection.organisation(), ref).ifPresent(left -> {
            calendars.choose(left.in(Mode.LEAVING));
            requestSync.runNow(connection.organisation(), ref);
        });
    }

    private Choice stop(Caller caller, Connection connection, RemoteCalendarEntry entry) {
        boolean isChosen = connection
                .calendar()
                .filter(old -> old.id().equals(entry.id().value()))
                .isPresent();
        if (isChosen) {
            if (!committed(caller, connection.with(Optional.<ChosenCalendar>empty()), "none")) {
                return new Choice.Busy();
            }
            new StopSync(calendars).run(connection.organisation(), new CalendarRef(connection.id(), entry.id()));
        }
        return new Choice.Done(entry, false);
    }

    private SyncedCalendar fresh(Connection connection, CalendarRef ref, String name) {
        return new SyncedCalendar(
                connection.organisation(),
                ref,
                connection.provider(),
                connection.owner(),
                name,
                Mode.READS, // its first run finds out whether it may write, and looks through everything then
                true,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
