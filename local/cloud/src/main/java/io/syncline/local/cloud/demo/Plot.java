package io.syncline.local.cloud.demo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.demo.Story.Ending;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Decides who does what to which order; the same seed gives the same plot. */
final class Plot {

    private final Random random;

    Plot(Random random) {
        this.random = random;
    }

    /**
     * A part of the plot.
     *
     * @param perMille how many of a thousand orders; at least one while there are orders left
     */
    private record Part(int perMille, Function<Order, Story> story) {}

    /** A story per order, and one per continuation of a series; most say that nothing happens. */
    List<Story> of(List<Order> orders) {
        List<Order> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, random);
        List<Story> stories = new ArrayList<>();
        List<Order> once = shuffled.stream().filter(order -> !order.repeats()).toList();
        for (Part part : parts()) {
            int wanted = Math.max(1, orders.size() * part.perMille() / 1000);
            for (int i = 0; i < wanted && stories.size() < once.size(); i++) {
                stories.add(part.story().apply(once.get(stories.size())));
            }
        }
        once.subList(stories.size(), once.size()).forEach(order -> stories.add(Story.untouched(order)));
        stories.addAll(new SeriesPlot(random)
                .of(shuffled.stream().filter(Order::repeats).toList()));
        return stories;
    }

    private List<Part> parts() {
        return List.of(
                new Part(80, this::crmEdits),
                new Part(80, this::ownerEdits),
                new Part(12, this::bothEditOneField),
                new Part(12, this::bothEditApart),
                new Part(5, this::bothEditAlike),
                new Part(20, order -> Story.untouched(order).ending(Ending.CANCELLED)),
                new Part(10, order -> Story.untouched(order).ending(Ending.TAKEN_OUT)),
                new Part(5, this::cancelledWhileEdited));
    }

    private Story crmEdits(Order order) {
        Details edited = order.details();
        edited = change(edited, any(List.of(Field.values())), " – eilt! ⚡");
        if (random.nextInt(3) == 0) {
            edited = change(edited, any(List.of(Field.TITLE, Field.LOCATION, Field.DESCRIPTION)), " (neu)");
        }
        return Story.untouched(order).editedInCrm(edited);
    }

    private Story ownerEdits(Order order) {
        Field field = any(List.of(Field.TITLE, Field.WHEN, Field.WHEN, Field.LOCATION, Field.DESCRIPTION));
        return Story.untouched(order).editedInCalendar(change(order.details(), field, " (bring ladder)"));
    }

    private Story bothEditOneField(Order order) {
        Field field = any(List.of(Field.TITLE, Field.WHEN, Field.LOCATION));
        Details crm = change(order.details(), field, " – office says so");
        Details calendar = change(order.details(), field, " – says the phone");
        while (crm.agreesOn(field, calendar)) {
            calendar = change(order.details(), field, " – says the phone");
        }
        return Story.untouched(order).editedInCrm(crm).editedInCalendar(calendar);
    }

    private Story bothEditApart(Order order) {
        return Story.untouched(order)
                .editedInCrm(change(order.details(), Field.LOCATION, ", back entrance"))
                .editedInCalendar(change(order.details(), any(List.of(Field.TITLE, Field.WHEN)), " (bring ladder)"));
    }

    private Story bothEditAlike(Order order) {
        Details same = change(order.details(), Field.TITLE, " – moved by phone");
        return Story.untouched(order).editedInCrm(same).editedInCalendar(same);
    }

    private Story cancelledWhileEdited(Order order) {
        return Story.untouched(order)
                .editedInCalendar(change(order.details(), Field.TITLE, " (half done)"))
                .ending(Ending.CANCELLED_WHILE_EDITED);
    }

    private Details change(Details from, Field field, String suffix) {
        return switch (field) {
            case TITLE -> with(from, from.title() + suffix, from.description(), from.location());
            case DESCRIPTION -> with(from, from.title(), "New gate code 0815." + suffix, from.location());
            case LOCATION -> with(from, from.title(), from.description(), from.location() + suffix);
            case WHEN -> from.at(moved(from.when().first()));
            case AVAILABILITY -> certainty(from, from.availability() == Availability.BUSY, false);
            case STATUS -> certainty(from, false, from.status() == Status.CONFIRMED);
        };
    }

    private static Details with(Details from, String title, String description, String location) {
        return new Details(title, description, location, from.when(), from.availability(), from.status());
    }

    private static Details certainty(Details from, boolean free, boolean tentative) {
        return new Details(
                from.title(),
                from.description(),
                from.location(),
                from.when(),
                free ? Availability.FREE : Availability.BUSY,
                tentative ? Status.TENTATIVE : Status.CONFIRMED);
    }

    private When.Single moved(When.Single when) {
        int days = 1 + random.nextInt(5);
        return switch (when) {
            case When.AllDay(LocalDate from, LocalDate to) -> new When.AllDay(from.plusDays(days), to.plusDays(days));
            case When.Timed timed -> moved(timed, days);
        };
    }

    private When.Single moved(When.Timed timed, int days) {
        int kind = random.nextInt(10);
        LocalDate day = timed.from().toLocalDate();
        if (kind == 0) {
            return new When.AllDay(day, day.plusDays(1));
        }
        int hours = kind < 6 ? 1 + random.nextInt(4) : 0;
        return new When.Timed(
                timed.from().plusDays(hours == 0 ? days : 0).plusHours(hours),
                timed.to().plusDays(hours == 0 ? days : 0).plusHours(hours + (kind == 1 ? 1 : 0)),
                timed.zone());
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
