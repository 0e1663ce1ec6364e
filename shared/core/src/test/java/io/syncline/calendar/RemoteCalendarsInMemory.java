package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import io.syncline.token.Secret;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;

/** The provider in memory keeps the contract that the adapters keep. */
public abstract class RemoteCalendarsInMemory extends RemoteSeriesContract {

    private static final CalendarRef PRIMARY = new CalendarRef(new ConnectionId("c_1"), new CalendarId("primary"));

    protected final InMemoryRemoteCalendars provider = new InMemoryRemoteCalendars();
    private int created;

    protected RemoteCalendarsInMemory() {
        provider.refuses(Secret.of("not-a-token"));
        provider.lacks(new CalendarRef(PRIMARY.connection(), new CalendarId("nowhere-to-be-found")));
    }

    @Override
    protected RemoteCalendars calendars() {
        return provider;
    }

    @Override
    protected Secret accessToken() {
        return Secret.of("access");
    }

    @Override
    protected CalendarRef calendar() {
        return PRIMARY;
    }

    @Override
    protected EventId actAsUserCreates(Details details, boolean hidden) {
        EventId id = new EventId("own-" + ++created);
        provider.userPuts(PRIMARY, id, details);
        if (hidden) {
            provider.userHides(PRIMARY, id);
        }
        return id;
    }

    @Override
    protected void actAsUserEdits(EventId id, Details details) {
        provider.userEdits(PRIMARY, id, _ -> details);
    }

    @Override
    protected void actAsUserDeletes(EventId id) {
        provider.userDeletes(PRIMARY, id);
    }

    @Override
    protected void expireCursors() {
        provider.expireCursors();
    }

    @Override
    protected void actAsUserEditsOccurrence(EventId series, LocalDate date, Details edited) {
        provider.userEditsOccurrence(PRIMARY, series, date, _ -> edited);
    }

    @Override
    protected void actAsUserCancelsOccurrence(EventId series, LocalDate date) {
        provider.userCancelsOccurrence(PRIMARY, series, date);
    }

    @Override
    protected void actAsUserRestoresOccurrence(EventId series, LocalDate date) {
        provider.userEdits(PRIMARY, series, old -> old.with(date, Optional.empty()));
    }

    @Override
    protected EventId actAsUserSplits(EventId series, LocalDate from, String title) {
        return provider.userSplits(PRIMARY, series, from, old -> old.titled(title))
                .id();
    }

    @Override
    protected void actAsUserRepeats(EventId event, Recurrence rule) {
        provider.userEdits(
                PRIMARY,
                event,
                old -> old.with(new TreeMap<>())
                        .at(new When.Repeating(old.when().first(), rule)));
    }

    @Override
    protected void actAsUserRepeatsNoMore(EventId series) {
        provider.userEdits(PRIMARY, series, old -> old.at(old.when().first()));
    }

    /** Everything is one request. */
    @Override
    protected void loseAnswerAfter(int answered) {
        if (answered == 0) {
            provider.loseNextAnswer();
        }
    }
}
