package io.syncline.api;

import io.syncline.calendar.RemoteCalendarEntry;
import org.jspecify.annotations.Nullable;

/** {@code Calendar} of {@code docs/openapi.yaml}. */
record CalendarForm(
        String id,
        String name,
        boolean primary,
        boolean writable,
        @Nullable String color,
        @Nullable String timeZone,
        boolean chosen,
        String direction) {

    static CalendarForm of(RemoteCalendarEntry entry, boolean chosen, boolean mayWrite) {
        return new CalendarForm(
                entry.id().value(),
                entry.name(),
                entry.primary(),
                entry.writable(),
                entry.color().isEmpty() ? null : entry.color(),
                entry.timeZone().isEmpty() ? null : entry.timeZone(),
                chosen,
                entry.writable() && mayWrite ? "two-way" : "read-only");
    }
}
