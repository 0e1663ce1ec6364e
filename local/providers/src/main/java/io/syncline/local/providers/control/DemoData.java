package io.syncline.local.providers.control;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;

/** The people of the demo organisation and what stands in their own calendars around today. */
public final class DemoData {

    private static final String ZONE = "Europe/Zurich";

    private static final Map<MonthDay, String> HOLIDAYS = Map.of(
            MonthDay.of(1, 1), "New Year’s Day",
            MonthDay.of(5, 1), "Labour Day",
            MonthDay.of(8, 1), "Swiss National Day",
            MonthDay.of(12, 25), "Christmas Day",
            MonthDay.of(12, 26), "St Stephen’s Day");

    private final SimulatorControl control;
    private final Map<Provider, UserDesk> desks;

    public DemoData(SimulatorControl control, Map<Provider, UserDesk> desks) {
        this.control = control;
        this.desks = Map.copyOf(desks);
    }

    /** Opens Tess and Tom at Google, Dana and Ada at Microsoft. */
    public void plant() {
        plant(Provider.GOOGLE, "tess@fieldworks.example", "Tess Turner");
        plant(Provider.GOOGLE, "tom@fieldworks.example", "Tom Fischer");
        plant(Provider.MICROSOFT, "dana@fieldworks.example", "Dana Diaz");
        plant(Provider.MICROSOFT, "ada@fieldworks.example", "Ada Meier");
    }

    private void plant(Provider provider, String email, String name) {
        var account = control.openAccount(provider, email, name, ZONE);
        var today = LocalDate.ofInstant(control.now(), account.zone());
        ownEvents(account, today).forEach(event -> control.create(provider, email, "primary", event));
        var holidays = account.calendars().getLast();
        for (var holiday : HOLIDAYS.entrySet()) {
            plantHoliday(account, holidays, holiday.getKey().atYear(today.getYear()), holiday.getValue());
            plantHoliday(account, holidays, holiday.getKey().atYear(today.getYear() + 1), holiday.getValue());
        }
    }

    private void plantHoliday(Account account, StoredCalendar calendar, LocalDate day, String name) {
        var event = UserEvent.of(name, new UserEvent.When.AllDay(day, day.plusDays(1)))
                .withAvailability(UserEvent.Availability.FREE);
        var desk = desks.get(account.provider());
        if (desk != null) {
            desk.create(account, calendar, event);
        }
    }

    private static List<UserEvent> ownEvents(Account account, LocalDate today) {
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var friday = monday.plusDays(4);
        return List.of(
                timed(account, "Team meeting", monday.plusDays(7), "09:00", 45)
                        .withLocation("Office, room Rigi")
                        .withDescription("Plan of the week"),
                timed(account, "Dentist", today.plusDays(1), "15:30", 60).withPrivate(true),
                timed(
                                account,
                                "Lunch with " + (account.givenName().equals("Tess") ? "Tom" : "Tess"),
                                today.plusDays(2),
                                "12:00",
                                60)
                        .withLocation("Markthalle"),
                timed(account, "Van service", friday, "08:00", 90)
                        .withLocation("Garage Keller, Industriestrasse 12")
                        .withStatus(UserEvent.Status.TENTATIVE),
                timed(account, "Gym", today.plusDays(3), "18:30", 75).withAvailability(UserEvent.Availability.FREE),
                UserEvent.of("Day off", new UserEvent.When.AllDay(monday.plusDays(11), monday.plusDays(12))));
    }

    private static UserEvent timed(Account account, String title, LocalDate day, String at, int minutes) {
        var start = LocalDateTime.of(day, LocalTime.parse(at));
        return UserEvent.of(title, new UserEvent.When.Timed(start, start.plusMinutes(minutes), account.zone()));
    }
}
