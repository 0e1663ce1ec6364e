package io.syncline.tests.company;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.UserEvent;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times of a test, a few days from now. */
public final class When {

    public static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private When() {}

    /** The query of a span that holds every time that a test uses. */
    public static String span() {
        return "from=" + inDays(-14) + "T00:00:00Z&to=" + inDays(42) + "T00:00:00Z";
    }

    public static LocalDate inDays(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days);
    }

    public static LocalDateTime at(int days, String time) {
        return inDays(days).atTime(LocalTime.parse(time));
    }

    /** A time in the form of the API. */
    public static ObjectNode timed(int days, String from, String to) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("start", at(days, from) + ":00")
                .put("end", at(days, to) + ":00")
                .put("timeZone", ZURICH.getId());
    }

    /** Whole days in the form of the API; the end is exclusive. */
    public static ObjectNode allDay(int days, int length) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("startDate", inDays(days).toString())
                .put("endDate", inDays(days + length).toString());
    }

    /** A time in the form of the simulators. */
    public static UserEvent.When of(int days, String from, String to) {
        return new UserEvent.When.Timed(at(days, from), at(days, to), ZURICH);
    }

    /** Start and end on the wall's clock: Microsoft names zones by its own names, of which some share one. */
    public static String wall(UserEvent event) {
        return switch (event.when()) {
            case UserEvent.When.Timed timed -> timed.start() + " to " + timed.end();
            case UserEvent.When.AllDay days -> days.start() + " to " + days.end();
        };
    }

    public static String wall(int days, String from, String to) {
        return at(days, from) + " to " + at(days, to);
    }
}
