package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.PatternedRecurrence;
import com.microsoft.kiota.serialization.JsonSerializationWriterFactory;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import io.syncline.microsoft.RuleWriting.NotExpressible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookRuleTest {

    private static final String PATTERNS = """
            FREQ=DAILY                                            | 2026-12-01 | {"type":"daily","interval":1}
            FREQ=DAILY;INTERVAL=3                                 | 2026-12-01 | {"type":"daily","interval":3}
            FREQ=WEEKLY;BYDAY=TU                                  | 2026-12-01 | {"type":"weekly","interval":1,"daysOfWeek":["tuesday"]}
            FREQ=WEEKLY;BYDAY=MO,WE,SU                            | 2026-12-02 | {"type":"weekly","interval":1,"daysOfWeek":["monday","wednesday","sunday"]}
            FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU                    | 2026-12-01 | {"type":"weekly","interval":2,"daysOfWeek":["tuesday","sunday"]}
            FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU            | 2026-12-01 | {"type":"weekly","interval":2,"daysOfWeek":["tuesday","sunday"],"firstDayOfWeek":"sunday"}
            FREQ=MONTHLY;BYMONTHDAY=1                             | 2026-12-01 | {"type":"absoluteMonthly","interval":1,"dayOfMonth":1}
            FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28                 | 2026-12-28 | {"type":"absoluteMonthly","interval":6,"dayOfMonth":28}
            FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1             | 2026-12-29 | {"type":"absoluteMonthly","interval":1,"dayOfMonth":29}
            FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1          | 2026-12-30 | {"type":"absoluteMonthly","interval":1,"dayOfMonth":30}
            FREQ=MONTHLY;BYMONTHDAY=-1                            | 2026-12-31 | {"type":"absoluteMonthly","interval":1,"dayOfMonth":31}
            FREQ=MONTHLY;BYDAY=1TU                                | 2026-12-01 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["tuesday"],"index":"first"}
            FREQ=MONTHLY;BYDAY=2TU                                | 2026-12-08 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["tuesday"],"index":"second"}
            FREQ=MONTHLY;BYDAY=3TU                                | 2026-12-15 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["tuesday"],"index":"third"}
            FREQ=MONTHLY;BYDAY=4TU                                | 2026-12-22 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["tuesday"],"index":"fourth"}
            FREQ=MONTHLY;BYDAY=-1TU                               | 2026-12-29 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["tuesday"],"index":"last"}
            FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1         | 2026-12-31 | {"type":"relativeMonthly","interval":1,"daysOfWeek":["monday","tuesday","wednesday","thursday","friday"],"index":"last"}
            FREQ=MONTHLY;INTERVAL=2;BYDAY=SA,SU;BYSETPOS=1        | 2026-12-05 | {"type":"relativeMonthly","interval":2,"daysOfWeek":["saturday","sunday"],"index":"first"}
            FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1                   | 2026-12-01 | {"type":"absoluteYearly","interval":1,"month":12,"dayOfMonth":1}
            FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31                  | 2026-12-31 | {"type":"absoluteYearly","interval":1,"month":12,"dayOfMonth":31}
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1                   | 2027-02-28 | {"type":"absoluteYearly","interval":1,"month":2,"dayOfMonth":31}
            FREQ=YEARLY;INTERVAL=4;BYMONTH=6;BYMONTHDAY=30        | 2027-06-30 | {"type":"absoluteYearly","interval":4,"month":6,"dayOfMonth":30}
            FREQ=YEARLY;BYMONTH=11;BYDAY=4TH                      | 2026-11-26 | {"type":"relativeYearly","interval":1,"month":11,"daysOfWeek":["thursday"],"index":"fourth"}
            FREQ=YEARLY;BYMONTH=3;BYDAY=SA,SU;BYSETPOS=-1         | 2027-03-28 | {"type":"relativeYearly","interval":1,"month":3,"daysOfWeek":["saturday","sunday"],"index":"last"}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = PATTERNS)
    void R21_a_rule_and_a_pattern_say_the_same_both_ways(String rule, LocalDate start, String pattern) {
        OutlookRule written = RuleWriting.of(new Recurrence(rule), start);

        JsonObject expected = JsonParser.parseString(pattern).getAsJsonObject();
        if (!expected.has("firstDayOfWeek")) {
            expected.addProperty("firstDayOfWeek", "monday");
        }
        assertThat(json(written, start).getAsJsonObject("pattern")).isEqualTo(expected);
        assertThat(OutlookRule.of(parsed(json(written, start))).recurrence()).isEqualTo(new Recurrence(rule));
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=WEEKLY;BYDAY=TU,2026-12-01,'{\"type\":\"noEnd\",\"startDate\":\"2026-12-01\",\"recurrenceTimeZone\":\"UTC\"}'",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=7,2026-12-01,'{\"type\":\"numbered\",\"startDate\":\"2026-12-01\",\"recurrenceTimeZone\":\"UTC\",\"numberOfOccurrences\":7}'",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131,2026-12-01,'{\"type\":\"endDate\",\"startDate\":\"2026-12-01\",\"recurrenceTimeZone\":\"UTC\",\"endDate\":\"2027-01-31\"}'"
    })
    void R21_an_end_is_a_number_a_date_or_none_both_ways(String rule, LocalDate start, String range) {
        OutlookRule written = RuleWriting.of(new Recurrence(rule), start);

        assertThat(json(written, start).getAsJsonObject("range"))
                .isEqualTo(JsonParser.parseString(range).getAsJsonObject());
        assertThat(OutlookRule.of(parsed(json(written, start))).recurrence()).isEqualTo(new Recurrence(rule));
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=WEEKLY,2026-12-01,FREQ=WEEKLY;BYDAY=TU",
        "'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',2026-12-01,'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'",
        "FREQ=MONTHLY,2026-12-01,FREQ=MONTHLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2,2026-12-08,FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=YEARLY,2026-12-01,FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=12,2026-12-01,FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
        "'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',2026-12-31,FREQ=MONTHLY;BYMONTHDAY=-1"
    })
    void R21_what_a_rule_leaves_to_its_first_date_is_written_out(String rule, LocalDate start, String read) {
        Recurrence asked = new Recurrence(rule);

        Recurrence returned = RuleWriting.of(asked, start).recurrence();

        assertThat(returned).isEqualTo(new Recurrence(read));
        assertThat(returned.dates(start, start, start.plusYears(3)))
                .isEqualTo(asked.dates(start, start, start.plusYears(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "'FREQ=MONTHLY;BYMONTHDAY=1,15',2026-12-01,one day of the month",
        "FREQ=MONTHLY;BYMONTHDAY=31,2026-12-31,take the last day",
        "FREQ=MONTHLY;BYMONTHDAY=29,2026-12-29,take the last day",
        "FREQ=MONTHLY,2026-12-30,take the last day",
        "FREQ=MONTHLY;BYMONTHDAY=-3,2026-12-29,the last day",
        "'FREQ=MONTHLY;BYDAY=1TU,3TU',2026-12-01,first to fourth or last",
        "FREQ=MONTHLY;BYDAY=5TU,2026-12-29,first to fourth",
        "FREQ=MONTHLY;BYDAY=-2TU,2026-12-22,first to fourth",
        "FREQ=MONTHLY;BYDAY=TU,2026-12-01,first to fourth or last",
        "'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,2',2026-12-01,first to fourth or last",
        "'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',2026-11-13,one day of the month",
        "FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=1,2026-12-01,repeat yearly",
        "FREQ=YEARLY;BYYEARDAY=100,2027-04-10,Name a month and a day",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,2027-05-17,Name a month and a weekday",
        "FREQ=YEARLY;BYDAY=2TU,2027-01-12,Name the month",
        "FREQ=YEARLY;BYMONTHDAY=1,2026-12-01,Name the month",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,2028-02-29,take the last day",
        "'FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1',2027-03-01,one series for each month",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TU,2027-03-02,first to fourth or last",
        "FREQ=DAILY;BYMONTH=12,2026-12-01,one series for each month",
        "FREQ=DAILY;BYMONTHDAY=1,2026-12-01,repeat monthly",
        "FREQ=DAILY;INTERVAL=2;BYDAY=TU,2026-12-01,repeat weekly",
        "FREQ=WEEKLY;BYMONTH=12;BYDAY=TU,2026-12-01,one series for each month",
        "'FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1',2026-12-07,first to fourth or last",
        "FREQ=DAILY;COUNT=1000,2026-12-01,a last date",
        "FREQ=DAILY;INTERVAL=1000,2026-12-01,an interval of 1 to 999",
        "FREQ=WEEKLY;BYDAY=WE,2026-12-01,let it start on 2026-12-02"
    })
    void T27_a_rule_that_no_pattern_says_is_refused_with_what_to_do_instead(
            String rule, LocalDate start, String advice) {
        assertThatThrownBy(() -> RuleWriting.of(new Recurrence(rule), start))
                .isInstanceOf(NotExpressible.class)
                .hasMessageStartingWith("Outlook cannot express the rule " + new Recurrence(rule) + ". ")
                .hasMessageContaining(advice)
                .hasMessageEndingWith(".");
    }

    /** As Graph sends them, with every property that has no meaning for the pattern. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"weekly\",\"interval\":1,\"month\":0,\"dayOfMonth\":0,\"daysOfWeek\":[\"sunday\",\"monday\"],\"firstDayOfWeek\":\"sunday\",\"index\":\"first\"} | FREQ=WEEKLY;BYDAY=MO,SU",
                "{\"type\":\"absoluteYearly\",\"interval\":1,\"month\":2,\"dayOfMonth\":29,\"daysOfWeek\":[],\"firstDayOfWeek\":\"sunday\",\"index\":\"first\"} | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
                "{\"type\":\"absoluteYearly\",\"interval\":1,\"month\":4,\"dayOfMonth\":31,\"daysOfWeek\":[],\"firstDayOfWeek\":\"sunday\",\"index\":\"first\"} | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1",
                "{\"type\":\"relativeMonthly\",\"interval\":1,\"daysOfWeek\":[\"sunday\",\"monday\",\"tuesday\",\"wednesday\",\"thursday\",\"friday\",\"saturday\"],\"index\":\"last\"} | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1"
            })
    void R21_a_pattern_is_read_as_the_rule_that_names_the_same_dates(String pattern, String rule) {
        assertThat(OutlookRule.of(recurrence(pattern, "{\"type\":\"noEnd\"}")).recurrence())
                .isEqualTo(new Recurrence(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"hourly\",\"interval\":1}",
                "{\"type\":\"daily\",\"interval\":0}",
                "{\"type\":\"daily\",\"interval\":-7}",
                "{\"type\":\"weekly\",\"interval\":1}",
                "{\"type\":\"absoluteMonthly\",\"interval\":1}",
                "{\"type\":\"absoluteMonthly\",\"interval\":1,\"dayOfMonth\":45}",
                "{\"type\":\"absoluteYearly\",\"interval\":1,\"dayOfMonth\":1}",
                "{\"type\":\"absoluteYearly\",\"interval\":1,\"dayOfMonth\":1,\"month\":13}",
                "{\"type\":\"relativeMonthly\",\"interval\":1,\"index\":\"first\"}"
            })
    void F25_a_pattern_that_makes_no_sense_is_none(String pattern) {
        assertThatThrownBy(() -> OutlookRule.of(recurrence(pattern, "{\"type\":\"noEnd\"}"))
                        .recurrence())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void S26_a_series_is_refused_where_windows_has_no_such_clock() {
        var troll = new When.Timed(
                LocalDate.parse("2026-12-01").atTime(9, 0),
                LocalDate.parse("2026-12-01").atTime(10, 0),
                ZoneId.of("Antarctica/Troll"));

        Optional<String> objection = OutlookSeries.objection(new io.syncline.calendar.Details(
                "",
                "",
                "",
                new When.Repeating(troll, new Recurrence("FREQ=WEEKLY;BYDAY=TU")),
                io.syncline.calendar.Availability.BUSY,
                io.syncline.calendar.Status.CONFIRMED));

        assertThat(objection).hasValueSatisfying(reason -> assertThat(reason).contains("Antarctica/Troll"));
    }

    private static PatternedRecurrence recurrence(String pattern, String range) {
        var whole = new JsonObject();
        whole.add("pattern", JsonParser.parseString(pattern));
        whole.add("range", JsonParser.parseString(range));
        return parsed(whole);
    }

    private static PatternedRecurrence parsed(JsonObject recurrence) {
        var event = new JsonObject();
        event.add("recurrence", recurrence);
        return Optional.ofNullable(
                        GraphJson.event(event.toString()).orElseThrow().getRecurrence())
                .orElseThrow();
    }

    private static JsonObject json(OutlookRule rule, LocalDate start) {
        var event = new Event();
        event.setRecurrence(rule.toGraph(start, "UTC"));
        var writer = new JsonSerializationWriterFactory().getSerializationWriter("application/json");
        writer.writeObjectValue(null, event);
        try (var content = writer.getSerializedContent()) {
            return JsonParser.parseString(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonObject("recurrence");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
