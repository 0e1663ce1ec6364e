package io.syncline.microsoft;

import io.syncline.calendar.CalendarId;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.util.Optional;

/** Whether a calendar is there, asked before an event's absence is believed. */
final class CalendarPresence {

    private CalendarPresence() {}

    /** Why the calendar cannot be reached, or nothing where it can. */
    static Optional<RemoteFailure> failure(Graph graph, Secret accessToken, CalendarId calendar) {
        Reply<?> reply = graph.ask(
                accessToken,
                client -> client.me()
                        .calendars()
                        .byCalendarId(calendar.value())
                        .get(ask -> ask.queryParameters.select = new String[] {"id"}));
        return switch (reply) {
            case Reply.Answer<?> _ -> Optional.empty();
            case Reply.Refusal<?>(GraphError error) -> Optional.of(error.failure());
            case Reply.Silence<?> silence -> Optional.of(silence.failure());
        };
    }
}
