package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people decide over HTTP, and what becomes of it in the providers' calendars. */
@ExtendWith(SharedCloud.class)
class DecidingJourneyTest {

    private static final String TITLE = "Boiler service";

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;
    private final Person tess;

    DecidingJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
    }

    private static ObjectNode job(String title) {
        return Company.job(title, When.timed(2, "09:00", "10:30"), "tess");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode dispute(Mailbox calendar, String connection) {
        company.put("J-1", job(TITLE));
        calendar.edit(TITLE, event -> event.withTitle("From the calendar"));
        company.put("J-1", job("From the CRM"));
        tess.sync(connection);
        return dora.get("/v1/conflicts").success().at("/conflicts/0");
    }

    private Answer resolve(Person person, JsonNode conflict, ObjectNode resolution) {
        Answer answer = person.post(
                "/v1/conflicts/" + conflict.path("id").asText() + "/resolution",
                resolution.put("version", conflict.path("version").asText()));
        cloud.settle();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE, crm, From the CRM",
        "GOOGLE, calendar, From the calendar",
        "GOOGLE, value, Agreed on",
        "MICROSOFT, crm, From the CRM",
        "MICROSOFT, calendar, From the calendar",
        "MICROSOFT, value, Agreed on"
    })
    void R05_one_decision_ends_a_conflict_on_both_sides(Provider provider, String choice, String title) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        JsonNode conflict = dispute(calendar, connection);
        ObjectNode resolution = object().put("choice", choice);
        if (choice.equals("value")) {
            resolution.putObject("value").put("text", title);
        }

        resolve(tess, conflict, resolution).success();

        assertThat(calendar.titles()).containsExactly(title);
        assertThat(dora.job("J-1").path("title").asText()).isEqualTo(title);
        assertThat(dora.placements("J-1")).containsExactly("in-step");
        assertThat(dora.get("/v1/conflicts").success().path("conflicts")).isEmpty();
        assertThat(dora.get("/v1/conflicts?state=resolved")
                        .success()
                        .at("/conflicts/0/resolution/choice")
                        .asText())
                .isEqualTo(choice);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R05_a_conflict_of_a_colleague_is_not_there(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        JsonNode conflict = dispute(calendar, tess.connectAndChoose(calendar));
        Person bob = company.technician("bob");
        assertThat(bob.get("/v1/conflicts").success().path("conflicts")).isEmpty();
        assertThat(resolve(bob, conflict, object().put("choice", "crm")).problem())
                .isEqualTo("not-found");
        assertThat(dora.placements("J-1")).containsExactly("conflict");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R06_an_edited_event_of_a_cancelled_job_goes_or_stays_as_somebody_decides(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", job(TITLE));
        calendar.edit(TITLE, event -> event.withTitle("Keep me"));
        dora.delete("/v1/jobs/J-1").success();
        tess.sync(connection);
        JsonNode conflict = dora.get("/v1/conflicts").success().at("/conflicts/0");
        assertThat(conflict.path("kind").asText()).isEqualTo("cancelled-in-crm");

        resolve(dora, conflict, object().put("choice", "calendar")).success();

        assertThat(calendar.titles()).containsExactly("Keep me");
        assertThat(dora.job("J-1").path("cancelled").asBoolean()).isFalse();
        assertThat(dora.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R07_a_job_that_was_deleted_in_the_calendar_is_put_back_when_somebody_says_so(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", job(TITLE));
        calendar.delete(TITLE);
        tess.sync(connection);
        assertThat(dora.placements("J-1")).containsExactly("removed");

        dora.post("/v1/jobs/J-1/calendar-entries/" + connection).success();
        cloud.settle();

        assertThat(calendar.titles()).containsExactly(TITLE);
        assertThat(dora.placements("J-1")).containsExactly("in-step");
    }

    private void manyVanish(Mailbox calendar, String connection) {
        for (int i = 0; i < 8; i++) {
            dora.put("/v1/jobs/V-" + i, job("Visit " + i)).success();
        }
        cloud.settle();
        for (int i = 0; i < 7; i++) {
            calendar.delete("Visit " + i);
        }
        tess.sync(connection);
    }

    private String review(String decision) {
        JsonNode review = dora.get("/v1/reviews").success().at("/reviews/0");
        String id = review.path("id").asText();
        assertThat(review.path("state").asText()).isEqualTo("open");
        dora.post("/v1/reviews/" + id + "/decision", object().put("answer", decision))
                .success();
        cloud.settle();
        return id;
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R17_S15_many_vanished_events_wait_for_an_approval_which_can_be_undone(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        manyVanish(calendar, connection);
        JsonNode sync = tess.get("/v1/sync").success().at("/calendars/0");
        assertThat(sync.path("state").asText()).isEqualTo("paused");
        assertThat(sync.at("/action/kind").asText()).isEqualTo("review");
        assertThat(dora.placements("V-0")).containsExactly("in-step");

        String id = review("approve");
        assertThat(dora.placements("V-0")).containsExactly("removed");
        assertThat(calendar.titles()).containsExactly("Visit 7");

        assertThat(dora.post("/v1/reviews/" + id + "/undo")
                        .success()
                        .path("restored")
                        .asInt())
                .isEqualTo(7);
        cloud.settle();
        assertThat(calendar.titles()).hasSize(8);
        assertThat(dora.placements("V-0")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R17_S15_refusing_the_deletions_writes_the_vanished_events_again(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        manyVanish(calendar, connection);
        review("refuse");
        assertThat(calendar.titles()).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R24_the_history_of_a_job_says_why_it_is_where_it_is(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", job(TITLE));
        calendar.edit(TITLE, event -> event.withTitle("From the calendar"));
        tess.sync(connection);
        calendar.delete("From the calendar");
        tess.sync(connection);

        JsonNode explanation = tess.get("/v1/items/J-1/explanation").success();

        assertThat(explanation.path("answer").asText()).startsWith("It is not in the calendar");
        List<String> rules = explanation.at("/calendars/0/lines").findValuesAsText("rule");
        assertThat(rules).startsWith("R07", "R04").endsWith("R08");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R03_what_belongs_to_the_crm_is_put_back_in_the_calendar(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        ObjectNode policy = object().put("onConflict", "ask");
        policy.putObject("ownership").put("title", "crm");
        company.administrator().put("/v1/organisation/sync-policy", policy).success();
        company.put("J-1", job(TITLE));
        calendar.edit(TITLE, event -> event.withTitle("My own words"));
        tess.sync(connection);
        assertThat(calendar.titles()).containsExactly(TITLE);
        assertThat(tess.get("/v1/items/J-1/explanation")
                        .success()
                        .at("/calendars/0/lines")
                        .findValuesAsText("rule"))
                .contains("R03");
    }
}
