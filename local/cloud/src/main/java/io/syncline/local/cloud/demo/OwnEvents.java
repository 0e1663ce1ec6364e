package io.syncline.local.cloud.demo;

import io.syncline.local.providers.calendar.UserEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What people have in their calendars besides work: nobody's business but theirs (R09). */
final class OwnEvents {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    private static final List<String> TITLES = List.of(
            "Zahnarzt",
            "Kids: swimming 🏊",
            "Lunch <team> & friends",
            "Ferien ☀️",
            "Physiotherapie",
            "Elternabend",
            "Yoga",
            "Geburtstag Großmutter");

    private final LocalDate today;
    private final RandomGenerator random;

    OwnEvents(LocalDate today, RandomGenerator random) {
        this.today = today;
        this.random = random;
    }

    List<UserEvent> some(int count) {
        List<UserEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(one());
        }
        return events;
    }

    private static List<String> weekly(LocalDate day) {
        return List.of("RRULE:FREQ=WEEKLY;BYDAY=" + day.getDayOfWeek().name().substring(0, 2));
    }

    private UserEvent one() {
        LocalDate day = today.plusDays(random.nextInt(-20, 340));
        UserEvent.When when = random.nextInt(4) == 0
                ? new UserEvent.When.AllDay(day, day.plusDays(1 + random.nextInt(6)))
                : new UserEvent.When.Timed(
                        day.atTime(7 + random.nextInt(10), 0), day.atTime(18 + random.nextInt(4), 30), ZONE);
        return UserEvent.of(TITLES.get(random.nextInt(TITLES.size())), when)
                .withRecurrence(random.nextInt(6) == 0 ? weekly(day) : List.of())
                .withPrivate(random.nextInt(3) == 0)
                .withAvailability(random.nextInt(5) == 0 ? UserEvent.Availability.FREE : UserEvent.Availability.BUSY);
    }
}
