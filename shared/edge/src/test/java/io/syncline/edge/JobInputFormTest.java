package io.syncline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.syncline.aws.Json;
import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.UserId;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
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
}
