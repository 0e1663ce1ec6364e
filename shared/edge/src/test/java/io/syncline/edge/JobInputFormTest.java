package io.syncline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.syncline.aws.Json;
import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.PutJob.Wish;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.UserId;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CRM may say of a job, and what it is told where it may not. */
class JobInputFormTest {

    private static JobInputForm form(String json) {
        try {
            return Json.MAPPER.readValue(json.replace('\'', '"'), JobInputForm.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JobInputForm at(String when) {
        return form("{'title':'Boiler','when':" + when + ",'assignees':['tess']}");
    }

    private static void assertRefused(Runnable reading, String field) {
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().field()).contains(field);
            assertThat(refusal.problem().detail()).endsWith(".");
        });
    }

    @Test
    void R02_a_timed_job_has_wall_time_and_zone() {
        When when = at("{'start':'2026-11-24T09:00:00','end':'2026-11-24T11:00','timeZone':'Europe/Zurich'}")
                .details()
                .when();
        assertThat(when)
                .isEqualTo(new When.Timed(
                        LocalDateTime.parse("2026-11-24T09:00"),
                        LocalDateTime.parse("2026-11-24T11:00"),
                        ZoneId.of("Europe/Zurich")));
        assertThat(WhenForm.of(when).toWhen()).isEqualTo(when);
    }

    @Test
    void R02_an_all_day_job_has_dates_and_an_exclusive_end() {
        When when = at("{'startDate':'2026-11-24','endDate':'2026-11-25'}")
                .details()
                .when();
        assertThat(when).isEqualTo(new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25")));
        assertThat(WhenForm.of(when).toWhen()).isEqualTo(when);
    }

    @Test
    void what_is_not_said_has_a_sensible_value() {
        Details details =
                at("{'startDate':'2026-11-24','endDate':'2026-11-25'}").details();
        assertThat(details.description()).isEmpty();
        assertThat(details.availability()).isEqualTo(Availability.BUSY);
        assertThat(details.status()).isEqualTo(Status.CONFIRMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|when",
                "{'start':'2026-11-24T09:00','end':'2026-11-24T11:00'}|when.timeZone",
                "{'start':'2026-11-24T09:00','end':'2026-11-24T11:00','timeZone':'Mars/Olympus'}|when.timeZone",
                "{'start':'2026-11-24T09:00','end':'2026-11-24T11:00','timeZone':'+01:00'}|when.timeZone",
                "{'start':'2026-11-24T09:00Z','end':'2026-11-24T11:00','timeZone':'UTC'}|when.start",
                "{'start':'2026-11-24T09:00','end':'soon','timeZone':'UTC'}|when.end",
                "{'start':'2026-11-24T09:00','end':'2026-11-24T08:59','timeZone':'UTC'}|when.end",
                "{'start':'+9999-01-01T00:00','end':'+9999-01-01T01:00','timeZone':'UTC'}|when.start",
                "{'start':'1066-10-14T09:00','end':'1066-10-14T17:00','timeZone':'UTC'}|when.start",
                "{'startDate':'2026-11-24','endDate':'2026-11-24'}|when.endDate",
                "{'startDate':'2026-02-30','endDate':'2026-03-02'}|when.startDate",
                "{'startDate':'2026-11-24','endDate':'2026-11-25','timeZone':'UTC'}|when",
            })
    void a_window_that_cannot_be_is_refused_by_the_member_that_is_wrong(String when, String field) {
        assertRefused(() -> at(when.replace("''", "'")).details(), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'   '", "null", "'\\n'"})
    void a_job_has_a_title(String title) {
        JobInputForm form = form("{'title':" + title + ",'when':{'startDate':'2026-11-24','endDate':'2026-11-25'}}");
        assertRefused(form::details, "title");
    }

    @Test
    void a_text_that_is_too_long_is_refused_and_not_cut() {
        JobInputForm form = form("{'title':'" + "x".repeat(513)
                + "','when':{'startDate':'2026-11-24','endDate':'2026-11-25'},'assignees':['tess']}");
        assertRefused(form::details, "title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "['']", "[null]", "[' tess']"})
    void somebody_has_to_carry_the_job(String assignees) {
        assertRefused(form("{'assignees':" + assignees + "}")::people, "assignees");
    }

    @Test
    void naming_somebody_twice_is_naming_them_once() {
        assertThat(form("{'assignees':['tess','tess']}").people()).containsExactly(new UserId("tess"));
    }

    @Test
    void an_unknown_word_is_refused_with_the_known_ones() {
        JobInputForm form =
                form("{'title':'x','when':{'startDate':'2026-11-24','endDate':'2026-11-25'},'availability':'maybe'}");
        assertThatThrownBy(form::details).hasMessageContaining("busy").hasMessageContaining("free");
    }

    private static JobInputForm series(String exceptions) {
        return form(
                "{'title':'Service','when':{'start':'2026-11-24T09:00','end':'2026-11-24T11:00','timeZone':'Europe/Zurich',"
                        + "'repeats':'freq=weekly;interval=1;byday=TU;count=5'},'exceptions':" + exceptions
                        + ",'assignees':['tess']}");
    }

    @Test
    void R21_a_series_has_a_rule_in_normal_form_and_exceptions_by_their_original_dates() {
        Details details = series("[{'date':'2026-12-01','cancelled':true},"
                        + "{'date':'2026-12-08','title':'Long service','when':{'start':'2026-12-09T09:00',"
                        + "'end':'2026-12-09T15:00','timeZone':'Europe/Zurich'}}]")
                .details();
        assertThat(details.when().recurrence()).contains(new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=5"));
        assertThat(details.actual(LocalDate.parse("2026-12-01"))).isEmpty();
        Details moved = details.actual(LocalDate.parse("2026-12-08")).orElseThrow();
        assertThat(moved.title()).isEqualTo("Long service");
        assertThat(moved.when().first().date()).isEqualTo(LocalDate.parse("2026-12-09"));
        assertThat(WhenForm.of(details.when()).toWhen()).isEqualTo(details.when());
    }

    @Test
    void R21_what_exceptions_are_written_as_is_read_as_the_same() {
        Details details = series("[{'date':'2026-12-01','cancelled':true},{'date':'2026-12-08','location':''}]")
                .details();
        List<ExceptionForm> forms = ExceptionForm.of(details);
        assertThat(forms).hasSize(2);
        for (ExceptionForm form : forms) {
            LocalDate date = form.day("exceptions");
            assertThat(form.occurrence("exceptions", details.regular(date)))
                    .isEqualTo(details.exception(date).orElseThrow());
        }
    }

    @Test
    void R21_exceptions_that_are_not_mentioned_stay_and_an_empty_list_takes_them_away() {
        assertThat(series("null").wish().keepsExceptions()).isTrue();
        assertThat(series("[]").wish().keepsExceptions()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'date':'2026-12-02'}]|exceptions[0].date",
                "[{'date':'2026-12-01','cancelled':true},{'date':'2026-12-01'}]|exceptions[1].date",
                "[{'date':'soon'}]|exceptions[0].date",
                "[null]|exceptions[0]",
                "[{'date':'2026-12-01','title':' '}]|exceptions[0].title",
                "[{'date':'2026-12-01','cancelled':true,'title':'x'}]|exceptions[0]",
                "[{'date':'2026-12-01','availability':'maybe'}]|exceptions[0].availability",
                "[{'date':'2026-12-01','when':{'startDate':'2026-12-01','endDate':'2026-12-02','repeats':'FREQ=DAILY'}}]"
                        + "|exceptions[0].when.repeats",
                "[{'date':'2026-12-01','when':{'start':'2026-12-01T09:00'}}]|exceptions[0].when.end",
            })
    void R21_an_exception_that_cannot_be_is_refused_by_the_member_that_is_wrong(String exceptions, String field) {
        assertRefused(() -> series(exceptions.replace("''", "'")).details(), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=DAILY;BYHOUR=1,2,3",
                "FREQ=DAILY;COUNT=3;UNTIL=20270101",
                "RRULE:FREQ=DAILY",
                "FREQ=DAILY;FREQ=DAILY",
                "",
                "yes",
            })
    void R21_a_rule_that_cannot_be_kept_is_refused_with_a_reason(String rule) {
        assertRefused(
                () -> at("{'startDate':'2026-11-24','endDate':'2026-11-25','repeats':'" + rule + "'}")
                        .details(),
                "when.repeats");
    }

    @Test
    void R21_exceptions_belong_to_a_series() {
        JobInputForm form = form("{'title':'x','when':{'startDate':'2026-11-24','endDate':'2026-11-25'},"
                + "'exceptions':[{'date':'2026-11-24','cancelled':true}],'assignees':['tess']}");
        assertRefused(form::details, "exceptions[0].date");
    }

    @Test
    void R08_completion_and_sequence_are_optional_and_a_sequence_is_a_number_from_one_on() {
        Wish plain = at("{'startDate':'2026-11-24','endDate':'2026-11-25'}").wish();
        assertThat(plain.completed()).isFalse();
        assertThat(plain.sequence()).isEmpty();
        assertThat(JobInputForm.sequence("sequence", 17L)).hasValue(17);
        assertRefused(() -> JobInputForm.sequence("sequence", 0L), "sequence");
    }
}
