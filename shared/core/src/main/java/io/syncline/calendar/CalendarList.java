package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;
import java.util.List;

/** How asking for an account's calendars can end. */
public sealed interface CalendarList {

    record Found(List<RemoteCalendarEntry> calendars) implements CalendarList {
        public Found {
            calendars = List.copyOf(calendars);
        }
    }

    record Failed(RemoteFailure failure) implements CalendarList {}
}
