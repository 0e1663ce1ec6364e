package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.demo.Story.Ending;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Season SEASON = Season.around(TODAY);
    private static final Window WINDOW = Window.around(Instant.parse("2026-11-22T12:00:00Z"));

    private final List<Order> orders = orders(1);
    private final List<Story> stories = new Plot(new Random(7)).of(orders);

    @Test
    void the_same_seed_gives_the_same_year_and_the_same_edits() {
        assertThat(orders(1)).isEqualTo(orders).isNotEqualTo(orders(2));
        assertThat(new Plot(new Random(7)).of(orders(1))).isEqualTo(stories);
    }

    @Test
    void half_of_the_orders_belong_to_each_owner() {
        assertThat(orders)
                .hasSize(1000)
                .filteredOn(order -> order.owner() == Owner.TESS)
                .hasSize(500);
        assertThat(orders).extracting(Order::id).doesNotHaveDuplicates();
    }

    @Test
    void a_year_has_days_nights_zones_and_long_texts() {
        assertThat(orders).extracting(order -> order.details().when()).anyMatch(When.AllDay.class::isInstance);
        assertThat(zones()).hasSizeGreaterThan(5);
        assertThat(orders).anyMatch(order -> order.details().description().length() > 2000);
        assertThat(orders).anyMatch(order -> order.details().title().contains("🔥"));
        assertThat(orders).anyMatch(order -> order.details().title().contains("<inspection>"));
    }

    @Test
    void R20_everything_stays_inside_the_window_that_is_kept_in_step() {
        assertThat(stories).allMatch(story -> isInside(story.finalJob()) && isInside(story.finalEvent()));
    }

    @Test
    void a_tenth_is_edited_on_each_side_and_a_few_on_both() {
        assertThat(ofSingles()).hasSize(940).extracting(Story::order).doesNotHaveDuplicates();
        assertThat(ofSingles().stream().filter(story -> !story.crmAspects().isEmpty()))
                .hasSizeBetween(95, 115);
        assertThat(ofSingles().stream().filter(story -> !story.calendarAspects().isEmpty()))
                .hasSizeBetween(95, 115);
        assertThat(ofSingles().stream().filter(story -> !story.disputed().isEmpty()))
                .hasSize(12);
        assertThat(stories.stream().filter(story -> story.ending() == Ending.CANCELLED))
                .hasSize(20);
        assertThat(stories.stream().filter(story -> story.ending() == Ending.TAKEN_OUT))
                .hasSize(10);
    }

    @Test
    void R21_a_few_orders_of_each_owner_are_series_by_several_rules() {
        for (Owner owner : Owner.values()) {
            assertThat(series()).filteredOn(order -> order.owner() == owner).hasSize(30);
        }
        assertThat(series())
                .extracting(order -> order.details().when().recurrence().orElseThrow())
                .anyMatch(rule -> rule.count().isPresent())
                .anyMatch(rule -> rule.until().isPresent())
                .anyMatch(rule -> rule.last(TODAY).isEmpty())
                .anyMatch(rule -> rule.rule().contains("MONTHLY"));
    }

    @Test
    void R21_small_demos_have_series_too_as_long_as_there_is_room() {
        for (Owner owner : Owner.values()) {
            assertThat(new YearOfWork(TODAY, new Random(1)).orders(20))
                    .filteredOn(order -> order.owner() == owner && order.repeats())
                    .hasSize(2);
        }
        assertThat(new YearOfWork(TODAY, new Random(1)).orders(1)).noneMatch(Order::repeats);
    }

    @Test
    void R21_owners_and_dispatchers_change_single_occurrences_apart_and_against_each_other() {
        List<Story> plot = ofSeries();

        assertThat(plot).anyMatch(story -> story.calendarEdit().exceptions().containsValue(new Occurrence.Cancelled()));
        assertThat(plot)
                .anyMatch(story -> story.calendarEdit().exceptions().values().stream()
                        .anyMatch(Occurrence.Changed.class::isInstance));
        assertThat(plot)
                .anyMatch(story -> !story.calendarAspects().isEmpty()
                        && !story.crmAspects().isEmpty()
                        && story.disputed().isEmpty());
        assertThat(plot).anyMatch(story -> story.disputed().stream().anyMatch(Aspect.OfOccurrence.class::isInstance));
        assertThat(plot).anyMatch(story -> story.calendarAspects().contains(new Aspect.OfField(Field.TITLE)));
        assertThat(plot).anyMatch(story -> story.crmAspects().contains(new Aspect.OfField(Field.WHEN)));
    }

    @Test
    void R21_this_and_following_makes_two_of_a_series_and_loses_no_occurrence() {
        List<Story> split = ofSeries().stream()
                .filter(story -> story.continuation().isPresent())
                .toList();
        assertThat(split).isNotEmpty().allMatch(story -> story.order().owner() == Owner.TESS);

        for (Story story : split) {
            Order following = story.continuation().orElseThrow();
            List<Details> parts = new ArrayList<>(SEASON.occurrences(story.finalEvent()));
            parts.addAll(SEASON.occurrences(following.details()));
            assertThat(parts)
                    .extracting(Details::when)
                    .containsExactlyElementsOf(SEASON.occurrences(story.order().details()).stream()
                            .map(Details::when)
                            .toList());
            assertThat(following.id())
                    .isEqualTo(story.order().id() + ":"
                            + following.details().when().first().date());
            assertThat(stories).extracting(Story::order).contains(following);
        }
    }

    @Test
    void edits_keep_the_order_number_and_what_outlook_can_hold() {
        assertThat(stories).allSatisfy(story -> {
            for (Details details : List.of(story.crmEdit(), story.calendarEdit())) {
                assertThat(Order.idIn(details.title())).hasValue(story.order().id());
                assertThat(details.availability() == Availability.FREE && details.status() == Status.TENTATIVE)
                        .isFalse();
            }
        });
    }

    @Test
    void a_single_order_has_a_story_too() {
        assertThat(new Plot(new Random(1)).of(orders.subList(0, 1))).hasSize(1);
    }

    private static List<Order> orders(long seed) {
        return new YearOfWork(TODAY, new Random(seed)).orders(1000);
    }

    private List<String> zones() {
        return orders.stream()
                .map(order -> order.details().when())
                .filter(When.Timed.class::isInstance)
                .map(when -> ((When.Timed) when).zone().getId())
                .distinct()
                .toList();
    }

    private List<Order> series() {
        return orders.stream().filter(Order::repeats).toList();
    }

    private List<Story> ofSingles() {
        return stories.stream().filter(story -> !story.order().repeats()).toList();
    }

    private List<Story> ofSeries() {
        return stories.stream().filter(story -> story.order().repeats()).toList();
    }

    /** A series without end goes on behind the window. */
    private static boolean isInside(Details details) {
        Instant end = details.when() instanceof When.Repeating(When.Single first, Recurrence rule)
                ? rule.last(first.date()).map(first::on).orElse(first).end()
                : details.when().end();
        return details.when().start().isAfter(WINDOW.from()) && end.isBefore(WINDOW.to());
    }
}
