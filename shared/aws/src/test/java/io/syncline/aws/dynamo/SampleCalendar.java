package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.calendar.SyncedCalendar.Run;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A calendar that was just chosen. */
final class SampleCalendar {

    static final OrganisationId ORGANISATION = new OrganisationId("acme");
    static final CalendarRef REF = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));

    private SampleCalendar() {}

    static SyncedCalendar of(Provider provider, Instant now) {
        return new SyncedCalendar(
                ORGANISATION,
                REF,
                provider,
                new UserId("tess"),
                "Work",
                Mode.JOBS,
                true,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                now,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** After a run that did all there was to do. */
    static SyncedCalendar ended(SyncedCalendar calendar, Instant now) {
        return calendar.healthy(now, now.plus(Duration.ofMinutes(4)))
                .ended(new Run(now, now, Outcome.COMPLETED, Counts.NONE, Optional.empty()), calendar.requested());
    }
}
