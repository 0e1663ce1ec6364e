package io.syncline.tests.histories;

import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.InMemoryChannels;
import io.syncline.calendar.InMemoryJobs;
import io.syncline.calendar.InMemoryResolutions;
import io.syncline.calendar.InMemoryReviews;
import io.syncline.calendar.InMemoryRows;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.token.InMemoryRegistry;
import java.time.InstantSource;

/** What is stored of an organisation; it never fails, and every call of it is a chance to die. */
record Storage(
        InMemoryRows rows,
        InMemoryCalendarItems items,
        InMemoryJobs jobs,
        InMemorySyncedCalendars calendars,
        InMemoryChannels channels,
        InMemoryReviews reviews,
        InMemoryResolutions resolutions,
        InMemoryRegistry registry) {

    static Storage empty(InstantSource clock) {
        InMemoryRows rows = new InMemoryRows();
        return new Storage(
                rows,
                new InMemoryCalendarItems(rows),
                new InMemoryJobs(rows),
                new InMemorySyncedCalendars(clock),
                new InMemoryChannels(),
                new InMemoryReviews(rows, clock),
                new InMemoryResolutions(rows, clock),
                new InMemoryRegistry(clock));
    }
}
