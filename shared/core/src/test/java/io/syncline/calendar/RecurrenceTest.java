package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final LocalDate TUESDAY = LocalDate.parse("2026-11-24");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BYDAY=WE,MO;FREQ=WEEKLY",
                "freq=weekly;byday=mo,we",
                "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE,MO",
                "FREQ=WEEKLY;BYDAY=MO,WE;WKST=MO"
            })
    void R21_two_rules_that_say_the_same_are_equal(String rule) {
        assertThat(new Recurrence(rule)).isEqualTo(new Recurrence("FREQ=WEEKLY;BYDAY=MO,WE"));
    }

    @Test
    void R21_an_end_is_a_date_whatever_time_of_day_came_with_it() {
        Recurrence rule = new Recurrence("FREQ=DAILY;UNTIL=20261126T090000Z");
        assertThat(rule).isEqualTo(new Recurrence("FREQ=DAILY;UNTIL=20261126"));
        assertThat(rule.dates(TUESDAY, TUESDAY, LocalDate.MAX))
                .containsExactly(TUESDAY, TUESDAY.plusDays(1), TUESDAY.plusDays(2));
    }

    @Test
    void R21_a_rule_that_ends_earlier_counts_no_more() {
        assertThat(new Recurrence("FREQ=DAILY;COUNT=7").endingOn(TUESDAY))
                .isEqualTo(new Recurrence("FREQ=DAILY;UNTIL=20261124"));
    }

    @Test
    void R21_an_endless_rule_has_dates_far_ahead_and_no_last_one() {
        Recurrence rule = new Recurrence("FREQ=WEEKLY;BYDAY=TU");
        LocalDate far = TUESDAY.plusWeeks(520);
        assertThat(rule.dates(TUESDAY, far, far.plusDays(8))).containsExactly(far, far.plusWeeks(1));
        assertThat(rule.last(TUESDAY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=9",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101",
                "FREQ=DAILY;FREQ=DAILY",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;UNTIL=soon",
                "FREQ=MONTHLY;BYMONTHDAY=first"
            })
    void T27_what_is_no_rule_or_none_that_is_kept_is_refused(String rule) {
        assertThatThrownBy(() -> new Recurrence(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Recurrence.of(rule)).isEmpty();
    }
}
