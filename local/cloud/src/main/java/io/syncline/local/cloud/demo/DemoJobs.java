package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * Jobs of a field-service company around this week (at a weekend, the next), put by the dispatcher through the real API. Doing it again changes
 * nothing: an id belongs to a day.
 */
public final class DemoJobs {

    private static final String ZONE = "Europe/Zurich";

    private static final List<Visit> VISITS = List.of(
            visit(-6, "08:00", 90, "tess", "Boiler service", "Seefeldstrasse 42, 8008 Zürich"),
            visit(-5, "10:30", 60, "tess", "Thermostat exchange", "Badenerstrasse 120, 8004 Zürich"),
            visit(-4, "13:00", 120, "tess", "Heat pump inspection", "Rämistrasse 71, 8006 Zürich"),
            visit(-3, "09:00", 45, "dana", "Site meeting: Lindenhof renovation", "Lindenhof 4, 8001 Zürich"),
            visit(0, "07:30", 90, "tess", "Burner replacement", "Hardturmstrasse 11, 8005 Zürich"),
            visit(0, "10:00", 60, "tess", "Radiator leak, second floor", "Forchstrasse 230, 8032 Zürich"),
            visit(0, "13:30", 120, "tess", "Heat pump commissioning", "Albisstrasse 33, 8038 Zürich"),
            visit(0, "09:00", 30, "dana", "Offer walk-through with Meier AG", "Europaallee 21, 8004 Zürich"),
            visit(1, "08:00", 60, "tess", "Annual boiler service", "Witikonerstrasse 15, 8032 Zürich"),
            visit(1, "09:30", 45, "tess", "Smoke detector check", "Birmensdorferstrasse 9, 8055 Zürich"),
            visit(1, "11:00", 60, "tess", "No hot water: diagnosis", "Schaffhauserstrasse 55, 8006 Zürich"),
            visit(1, "14:00", 60, "dana", "Survey: school house Riedtli", "Riedtlistrasse 41, 8006 Zürich"),
            visit(2, "07:30", 180, "tess", "Underfloor heating, pressure test", "Zollikerstrasse 107, 8702 Zollikon"),
            visit(2, "13:00", 60, "tess", "Expansion vessel exchange", "Dufourstrasse 93, 8008 Zürich"),
            visit(2, "15:00", 60, "tess", "Hand-over to caretaker", "Limmatquai 78, 8001 Zürich"),
            visit(3, "08:30", 90, "tess", "Solar collector inspection", "Zürichbergstrasse 200, 8044 Zürich"),
            visit(3, "10:30", 60, "dana", "Progress meeting: Lindenhof renovation", "Lindenhof 4, 8001 Zürich"),
            visit(3, "13:00", 150, "tess", "Circulation pump replacement", "Hohlstrasse 400, 8048 Zürich"),
            visit(4, "08:00", 60, "tess", "Water softener service", "Kirchgasse 24, 8001 Zürich"),
            visit(4, "09:30", 90, "tess", "Chimney measurement with the sweep", "Gutstrasse 80, 8055 Zürich"),
            visit(4, "13:30", 60, "dana", "Acceptance: Gewerbehof West", "Pfingstweidstrasse 6, 8005 Zürich"),
            visit(7, "08:00", 120, "tess", "District heating substation check", "Thurgauerstrasse 30, 8050 Zürich"),
            visit(8, "10:00", 60, "tess", "Boiler service", "Winterthurerstrasse 190, 8057 Zürich"),
            visit(9, "13:00", 90, "tess", "Heat meter exchange", "Ottikerstrasse 7, 8006 Zürich"));

    private final Session dispatcher;
    private final Clock clock;

    /**
     * One visit.
     *
     * @param day days from Monday of the week
     * @param minutes how long it takes
     */
    private record Visit(int day, LocalTime start, int minutes, String person, String title, String location) {}

    /** @param dispatcher who puts them */
    public DemoJobs(Session dispatcher, Clock clock) {
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Puts all of them and an all-day training; gives how many. */
    public int plant() {
        LocalDate monday = mondayOf(LocalDate.now(clock));
        int number = 1;
        for (Visit visit : VISITS) {
            LocalDate day = monday.plusDays(visit.day());
            put("FW-" + day + "-" + number++, job(visit, day));
        }
        put("FW-" + monday.plusDays(10) + "-training", training(monday.plusDays(10)));
        return VISITS.size() + 1;
    }

    /** At a weekend it is the week to come that people want to look at. */
    private static LocalDate mondayOf(LocalDate today) {
        return today.plusDays(2).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static ObjectNode job(Visit visit, LocalDate day) {
        ObjectNode job = Json.object()
                .put("title", visit.title())
                .put("description", "Order placed by the caretaker. Ring the bell at the side entrance.")
                .put("location", visit.location());
        job.putObject("when")
                .put("start", day.atTime(visit.start()).toString() + ":00")
                .put("end", day.atTime(visit.start()).plusMinutes(visit.minutes()) + ":00")
                .put("timeZone", ZONE);
        job.putArray("assignees").add(visit.person());
        return job;
    }

    private static ObjectNode training(LocalDate day) {
        ObjectNode job = Json.object()
                .put("title", "Training: refrigerants")
                .put("location", "Fieldworks, Hardstrasse 235, 8005 Zürich")
                .put("availability", "busy");
        job.putObject("when")
                .put("startDate", day.toString())
                .put("endDate", day.plusDays(1).toString());
        job.putArray("assignees").add("tess").add("dana");
        return job;
    }

    /** A job that is there stays as it is: its technician may have moved it. */
    private void put(String id, ObjectNode job) {
        String path = "/v1/jobs/" + id;
        if (dispatcher.send("GET", path, "").statusCode() != 200) {
            dispatcher.put(path, job);
        }
    }

    private static Visit visit(int day, String start, int minutes, String person, String title, String location) {
        return new Visit(day, LocalTime.parse(start), minutes, person, title, location);
    }
}
