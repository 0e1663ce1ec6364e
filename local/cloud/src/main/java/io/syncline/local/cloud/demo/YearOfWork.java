package io.syncline.local.cloud.demo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A year in the life of a field-service company; the same seed gives the same year. */
final class YearOfWork {

    /** Inside the window that is kept in step, with room for moves at both ends (R20). */
    private static final int FIRST_DAY = -22;

    private static final int LAST_DAY = 345;
    private static final int LAST_START_OF_A_SERIES = 150;
    private static final int SERIES_PER_HUNDRED = 6;
    private static final int LEAST_SERIES = 2;

    private static final List<String> WORK = List.of(
            "Boiler service",
            "Heat pump commissioning",
            "Burner replacement",
            "Radiator leak, 2nd floor",
            "Wärmezähler tauschen",
            "Kühlraum: Störung",
            "Smoke detector check",
            "Chauffage: remise en état",
            "Water softener service",
            "No hot water 🔥",
            "Solar collector <inspection>",
            "Q&A with caretaker",
            "Pump \"P-3\" exchange",
            "Pressure test 6 > 4 bar",
            "Kältemittel R-32 prüfen ❄️");

    private static final List<String> CUSTOMERS = List.of(
            "Müller & Söhne AG",
            "Gewerbehof West",
            "Hotel Zürichberg",
            "School Riedtli",
            "Café François",
            "O'Brien Dairy",
            "Łódź Logistics",
            "北京楼 Restaurant",
            "Lindenhof Genossenschaft",
            "Dr. Öztürk");

    private static final List<String> PLACES = List.of(
            "Seefeldstrasse 42, 8008 Zürich",
            "Rämistrasse 71, 8006 Zürich",
            "Kärntner Straße 3, 1010 Wien",
            "12 Rue de l'Église, 75015 Paris",
            "221B Baker Street, London NW1 6XE",
            "Industriestraße 7 (Tor 3 < Rampe), 80339 München",
            "350 Fifth Ave, Suite 9, New York, NY 10118",
            "Friedrichstraße 12, Hof 2, 10117 Berlin");

    /** Mostly at home, sometimes abroad. */
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Europe/London"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Australia/Sydney"));

    private static final List<String> NOTES = List.of(
            "Order placed by the caretaker. Ring the bell at the side entrance.",
            "Schlüssel beim Hauswart, Tel. 044 555 01 23.\nHund im Hof! 🐕",
            "Bring: 2 × seal DN25, 1 × pump <UPS2 25-60>, leak spray.\r\nCheck p > 1.5 bar & vent the circuit.",
            "Access:\n  - gate code 4711\n  - meter room: basement, left\n\nReport to facility@example.com",
            "Achtung: Anlage läuft weiter; nur Kreis 3 abstellen. \n\nGrüsse, Dana");

    private static final List<Integer> MINUTES = List.of(30, 45, 60, 60, 90, 120, 180, 240);

    private final LocalDate today;
    private final RandomGenerator random;

    YearOfWork(LocalDate today, RandomGenerator random) {
        this.today = today;
        this.random = random;
    }

    /** So many orders, the owners by turns; some are series, two of each owner at least where there is room. */
    List<Order> orders(int count) {
        List<Order> orders = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Owner owner = number % 2 == 0 ? Owner.TESS : Owner.DANA;
            String id = Order.idOf(number);
            When when = repeats((number - 1) / 2, (count + 1) / 2) ? new SeriesOfWork(random).from(start()) : when();
            orders.add(new Order(id, owner, details(id, when)));
        }
        return orders;
    }

    /** Evenly spread over the orders of an owner. */
    private static boolean repeats(int number, int count) {
        int series = Math.min(Math.max(LEAST_SERIES, count * SERIES_PER_HUNDRED / 100), count / 2);
        return number * series % count < series;
    }

    private LocalDate start() {
        return workday(LAST_START_OF_A_SERIES);
    }

    private Details details(String id, When when) {
        // Outlook has one word for both fields and none for "free and tentative" together
        int word = random.nextInt(100);
        return new Details(
                id + " " + any(WORK) + " – " + any(CUSTOMERS),
                description(),
                any(PLACES),
                when,
                word < 5 ? Availability.FREE : Availability.BUSY,
                word >= 92 ? Status.TENTATIVE : Status.CONFIRMED);
    }

    private String description() {
        int kind = random.nextInt(100);
        if (kind < 10) {
            return "";
        }
        return kind < 95 ? any(NOTES) : handbook();
    }

    /** Somebody pasted a whole check list. */
    private String handbook() {
        StringBuilder text = new StringBuilder("Prüfliste / check list");
        for (int step = 1; step <= 40; step++) {
            text.append('\n').append(step).append(". ").append(any(WORK)).append(", note the value & sign off.");
        }
        return text.toString();
    }

    private When when() {
        LocalDate day = workday(LAST_DAY);
        int kind = random.nextInt(100);
        if (kind < 6) {
            return new When.AllDay(day, day.plusDays(1));
        }
        if (kind < 9) {
            return new When.AllDay(day, day.plusDays(2 + random.nextInt(4)));
        }
        LocalDateTime start = day.atTime(LocalTime.of(6 + random.nextInt(12), any(List.of(0, 15, 30, 45))));
        int nights = kind < 12 ? 1 + random.nextInt(3) : 0;
        int minutes = nights * 24 * 60 + any(MINUTES);
        return new When.Timed(start, start.plusMinutes(minutes), any(ZONES));
    }

    private LocalDate workday(int last) {
        LocalDate day = today.plusDays(random.nextInt(FIRST_DAY, last));
        return switch (day.getDayOfWeek()) {
            case SATURDAY, SUNDAY -> day.with(DayOfWeek.FRIDAY);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
