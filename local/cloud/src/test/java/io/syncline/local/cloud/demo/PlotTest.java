package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.demo.Story.Ending;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
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
        assertThat(stories).hasSize(1000).extracting(Story::order).doesNotHaveDuplicates();
        assertThat(stories.stream().filter(story -> !story.crmFields().isEmpty()))
                .hasSizeBetween(95, 115);
        assertThat(stories.stream().filter(story -> !story.calendarFields().isEmpty()))
                .hasSizeBetween(95, 115);
        assertThat(stories.stream().filter(story -> !story.disputed().isEmpty()))
                .hasSize(12);
        assertThat(stories.stream().filter(story -> story.ending() == Ending.CANCELLED))
                .hasSize(20);
        assertThat(stories.stream().filter(story -> story.ending() == Ending.TAKEN_OUT))
                .hasSize(10);
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

    private static boolean isInside(Details details) {
        return details.when().start().isAfter(WINDOW.from())
                && details.when().end().isBefore(WINDOW.to());
    }
}
