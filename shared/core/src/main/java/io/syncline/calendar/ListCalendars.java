package io.syncline.calendar;

import io.syncline.audit.Actor;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The calendars of a connected account, asked of the provider now. */
public final class ListCalendars {

    private final Connections connections;
    private final ObtainAccessToken tokens;
    private final Function<Provider, RemoteCalendars> remotes;

    public ListCalendars(
            Connections connections, ObtainAccessToken tokens, Function<Provider, RemoteCalendars> remotes) {
        this.connections = connections;
        this.tokens = tokens;
        this.remotes = remotes;
    }

    /** How listing can end. */
    public sealed interface Calendars {

        /** The calendars, the primary one first. */
        record Found(Connection connection, List<RemoteCalendarEntry> calendars) implements Calendars {
            public Found {
                calendars = List.copyOf(calendars);
            }

            /** Whether it is the one that carries jobs. */
            public boolean isChosen(RemoteCalendarEntry entry) {
                return connection
                        .calendar()
                        .filter(chosen -> chosen.id().equals(entry.id().value()))
                        .isPresent();
            }

            Optional<RemoteCalendarEntry> entry(CalendarId id) {
                return calendars.stream().filter(one -> one.id().equals(id)).findFirst();
            }
        }

        /** There is no such connection, or it is not the caller's to manage. */
        record NotFound() implements Calendars {}

        /** Calendars are switched off for it, or were not allowed by the account. */
        record NotPermitted(String reason) implements Calendars {}

        /** Its owner has to connect it again. */
        record Reconnect(String reason) implements Calendars {}

        /** The provider cannot be asked now. */
        record Unavailable(String reason) implements Calendars {}
    }

    /** Asks the provider; an access token that it does not accept is renewed once. */
    public Calendars run(Caller caller, ConnectionId id) {
        return connections
                .find(caller.organisation(), id)
                .filter(one -> caller.manages(one.owner()))
                .filter(one -> !one.isDisconnected())
                .map(connection -> ask(caller, connection))
                .orElseGet(Calendars.NotFound::new);
    }

    private Calendars ask(Caller caller, Connection connection) {
        TokenUse use = new TokenUse(Service.CALENDAR_READ, Actor.of(caller), "list of calendars");
        return withGrant(connection, use, tokens.run(connection, use), true);
    }

    private Calendars withGrant(Connection connection, TokenUse use, Grant grant, boolean mayRenew) {
        return switch (grant) {
            case Grant.Valid valid -> withToken(connection, use, valid.tokens().accessToken(), mayRenew);
            case Grant.NeedsReconnect(String reason) -> new Calendars.Reconnect(reason);
            case Grant.NotPermitted notPermitted -> new Calendars.NotPermitted(notPermitted.reason());
            case Grant.Deferred(Duration _, String reason) -> new Calendars.Unavailable(reason);
        };
    }

    private Calendars withToken(Connection connection, TokenUse use, Secret token, boolean mayRenew) {
        return switch (remotes.apply(connection.provider()).list(token)) {
            case CalendarList.Found(List<RemoteCalendarEntry> calendars) -> new Calendars.Found(connection, calendars);
            case CalendarList.Failed(RemoteFailure failure) -> failed(connection, use, token, failure, mayRenew);
        };
    }

    private Calendars failed(
            Connection connection, TokenUse use, Secret token, RemoteFailure failure, boolean mayRenew) {
        String provider = connection.provider().title();
        return switch (failure) {
            case RemoteFailure.Unauthorized(Optional<String> claims) ->
                mayRenew
                        ? withGrant(connection, use, tokens.renew(connection, use, token, claims), false)
                        : new Calendars.Reconnect(provider + " refuses the account. Connect it again.");
            case RemoteFailure.NotPermitted(String reason) -> new Calendars.Reconnect(reason);
            case RemoteFailure.CalendarGone _, RemoteFailure.Refused _ ->
                new Calendars.Unavailable(provider + " does not show the calendars of this account.");
            case RemoteFailure.Throttled _ ->
                new Calendars.Unavailable(provider + " asks for fewer requests. Try again in a minute.");
            case RemoteFailure.Unavailable _ ->
                new Calendars.Unavailable(provider + " cannot be reached now. Try again in a minute.");
        };
    }
}
