package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Decides who does what to which series (R21); the same seed gives the same plot. */
final class SeriesPlot {

    /** Nobody plans further ahead. */
    private static final int DAYS_AHEAD = 180;

    private final Random random;

    SeriesPlot(Random random) {
        this.random = random;
    }

    /** A story per series, and one per continuation of a series; every owner gets all of the plot by turns. */
    List<Story> of(List<Order> series) {
        Map<Owner, Integer> turns = new EnumMap<>(Owner.class);
        List<Story> stories = new ArrayList<>();
        for (Order order : series) {
            List<Function<Order, Story>> acts = acts(order.owner());
            int turn = turns.merge(order.owner(), 1, Integer::sum) - 1;
            Story story = acts.get(turn % acts.size()).apply(order);
            stories.add(story);
            story.continuation().map(Story::untouched).ifPresent(stories::add);
        }
        return stories;
    }

    private List<Function<Order, Story>> acts(Owner owner) {
        List<Function<Order, Story>> acts = new ArrayList<>(List.of(
                this::ownerMovesOne,
                this::ownerCancelsOne,
                this::dispatcherChangesOne,
                this::bothChangeDifferentOnes,
                this::ownerRenamesAll,
                this::dispatcherEndsItEarlier,
                this::bothChangeTheSameOne,
                Story::untouched));
        switch (owner.provider()) {
            case GOOGLE -> acts.add(1, this::ownerSplitsIt);
            case MICROSOFT -> acts.add(Story::untouched);
        }
        return acts;
    }

    private Story ownerMovesOne(Order order) {
        return Story.untouched(order).editedInCalendar(moved(order.details(), any(dates(order)), 1));
    }

    private Story ownerCancelsOne(Order order) {
        LocalDate date = any(dates(order));
        return Story.untouched(order)
                .editedInCalendar(order.details().with(date, Optional.of(new Occurrence.Cancelled())));
    }

    private Story dispatcherChangesOne(Order order) {
        LocalDate date = any(dates(order));
        Details regular = order.details().regular(date);
        Details edited = switch (random.nextInt(3)) {
            case 0 -> changed(order.details(), regular.titled(regular.title() + " – zu zweit"), date);
            case 1 -> moved(order.details(), date, 2);
            default -> order.details().with(date, Optional.of(new Occurrence.Cancelled()));
        };
        return Story.untouched(order).editedInCrm(edited);
    }

    private Story bothChangeDifferentOnes(Order order) {
        List<LocalDate> dates = dates(order);
        int first = random.nextInt(dates.size() - 1);
        return Story.untouched(order)
                .editedInCalendar(moved(order.details(), dates.get(first), 1))
                .editedInCrm(moved(order.details(), dates.get(first + 1), 2));
    }

    private Story bothChangeTheSameOne(Order order) {
        LocalDate date = any(dates(order));
        return Story.untouched(order)
                .editedInCalendar(moved(order.details(), date, 1))
                .editedInCrm(order.details().with(date, Optional.of(new Occurrence.Cancelled())));
    }

    private Story ownerRenamesAll(Order order) {
        Details details = order.details();
        return Story.untouched(order).editedInCalendar(details.titled(details.title() + " (jede Runde)"));
    }

    private Story dispatcherEndsItEarlier(Order order) {
        List<LocalDate> dates = dates(order);
        When.Repeating series = series(order);
        When shorter = new When.Repeating(series.first(), series.rule().endingOn(dates.get(dates.size() / 2)));
        return Story.untouched(order).editedInCrm(order.details().at(shorter));
    }

    /** Its owner writes the date of the split into the title, so that the continuation is recognised by its number. */
    private Story ownerSplitsIt(Order order) {
        List<LocalDate> dates = dates(order);
        int cut = dates.size() / 2;
        When.Repeating series = series(order);
        When before = new When.Repeating(series.first(), series.rule().endingOn(dates.get(cut - 1)));
        return Story.untouched(order)
                .editedInCalendar(order.details().at(before))
                .continuedAs(following(order, dates.get(cut)));
    }

    private static Order following(Order order, LocalDate from) {
        When.Repeating series = series(order);
        Recurrence rule = series.rule()
                .last(series.first().date())
                .map(series.rule()::endingOn)
                .orElse(series.rule());
        String id = Order.continuation(order.id(), from);
        Details details = order.details()
                .titled(order.details().title().replace(order.id(), id))
                .at(new When.Repeating(series.first().on(from), rule));
        return new Order(id, order.owner(), details);
    }

    /** By some hours, or where it takes whole days, to the next one: no neighbour is in the way. */
    private static Details moved(Details series, LocalDate date, int hours) {
        Details regular = series.regular(date);
        When.Single elsewhere = switch (regular.when().first()) {
            case When.Timed timed ->
                new When.Timed(timed.from().plusHours(hours), timed.to().plusHours(hours), timed.zone());
            case When.AllDay whole -> whole.on(date.plusDays(hours));
        };
        return changed(series, regular.at(elsewhere), date);
    }

    private static Details changed(Details series, Details occurrence, LocalDate date) {
        return series.with(date, Optional.of(Occurrence.Changed.between(series.regular(date), occurrence)));
    }

    private static List<LocalDate> dates(Order order) {
        When.Repeating series = series(order);
        LocalDate start = series.first().date();
        return series.rule().dates(start, start, start.plusDays(DAYS_AHEAD));
    }

    private static When.Repeating series(Order order) {
        if (order.details().when() instanceof When.Repeating series) {
            return series;
        }
        throw new IllegalArgumentException(order.id() + " is no series");
    }

    private LocalDate any(List<LocalDate> dates) {
        return dates.get(random.nextInt(dates.size()));
    }
}
