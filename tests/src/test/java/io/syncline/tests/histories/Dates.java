package io.syncline.tests.histories;

import io.syncline.calendar.Recurrence;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.calendar.UserSeries;
import java.time.LocalDate;
import java.util.List;

/** The dates on which a series on a phone still takes place. */
final class Dates {

    private Dates() {}

    static List<LocalDate> of(UserSeries series) {
        LocalDate first = switch (series.master().when()) {
            case UserEvent.When.Timed timed -> timed.start().toLocalDate();
            case UserEvent.When.AllDay day -> day.start();
        };
        return series.master().recurrence().stream()
                .filter(line -> line.startsWith("RRULE:"))
                .findFirst()
                .map(line -> new Recurrence(line.substring("RRULE:".length())))
                .map(rule -> rule.dates(first, first, first.plusDays(60)))
                .orElse(List.of())
                .stream()
                .filter(date -> !(series.exceptions().get(date) instanceof UserException.Cancelled))
                .toList();
    }
}
