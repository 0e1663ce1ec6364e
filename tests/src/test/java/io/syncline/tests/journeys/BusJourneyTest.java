package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CRM tells of jobs on the event bus, with the payloads of {@code events/job-events.json}. */
@ExtendWith(SharedCloud.class)
class BusJourneyTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;

    BusJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
    }

    @Test
    void R08_the_sample_events_assign_change_and_cancel_a_job() throws IOException {
        List<JsonNode> samples = samples();

        for (JsonNode sample : samples) {
            put(sample.path("detail-type").asText(), detail(sample));
        }

        assertThat(dora.job("J-1").path("when")).isEqualTo(samples.get(1).at("/detail/job/when"));
        assertThat(dora.job("J-1").path("cancelled").asBoolean()).isFalse();
        assertThat(dora.job("J-2").path("cancelled").asBoolean()).isTrue();
    }

    @Test
    void R08_a_job_of_the_bus_appears_in_the_calendar_changes_and_leaves_it() throws IOException {
        Mailbox calendar = company.account(Provider.GOOGLE, "tess");
        company.technician("tess").connectAndChoose(calendar);

        put("JobAssigned", assigned("J-7", "Boiler service"));
        assertThat(calendar.titles()).containsExactly("Boiler service");
        put("JobChanged", assigned("J-7", "Burner replacement"));
        assertThat(calendar.titles()).containsExactly("Burner replacement");
        put("JobCancelled", envelope().put("jobId", "J-7"));
        assertThat(calendar.events()).isEmpty();
    }

    @Test
    void an_event_that_comes_twice_has_the_effect_of_one() throws IOException {
        put("JobAssigned", assigned("J-7", "Boiler service"));
        long version = dora.job("J-7").path("version").asLong();

        put("JobAssigned", assigned("J-7", "Boiler service"));

        assertThat(dora.job("J-7").path("version").asLong()).isEqualTo(version);
    }

    @Test
    void an_event_of_somebody_else_than_the_crm_reaches_nobody() throws IOException {
        cloud.cloud().putEvent("stranger", "JobAssigned", assigned("J-8", "Boiler service"));
        cloud.settle();

        assertThat(dora.get("/v1/jobs/J-8").status()).isEqualTo(404);
    }

    private void put(String type, JsonNode detail) {
        cloud.cloud().putEvent("crm", type, detail);
        cloud.settle();
    }

    private ObjectNode envelope() {
        return JSON.createObjectNode()
                .put("schema", 1)
                .put("organisation", company.id())
                .put("id", "e-1");
    }

    private ObjectNode assigned(String id, String title) {
        ObjectNode detail = envelope();
        detail.set(
                "job",
                Company.job(title, When.timed(2, "09:00", "10:30"), "tess").put("id", id));
        return detail;
    }

    private ObjectNode detail(JsonNode sample) {
        return ((ObjectNode) sample.path("detail")).put("organisation", company.id());
    }

    private static List<JsonNode> samples() throws IOException {
        Path home = LocalSettings.defaults().template().toAbsolutePath().resolveSibling("events/job-events.json");
        JsonNode records = JSON.readTree(home.toFile()).path("Records");
        return records.valueStream()
                .map(message -> read(message.path("body").asText()))
                .toList();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("The sample is no JSON", e);
        }
    }
}
