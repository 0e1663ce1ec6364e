package io.syncline.tests.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import io.syncline.tests.journeys.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said in one sentence, and nothing of it is kept. */
@ExtendWith(SharedCloud.class)
class RefusedRequestTest {

    private static final ObjectNode GOOD = Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess");

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;
    private final Person tess;

    RefusedRequestTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
    }

    @Test
    void an_unknown_provider_is_refused() {
        refused(tess.post("/v1/connections", Browser.start("yahoo")), 400, "invalid-request", "provider");
        assertThat(Rows.of(cloud, "PendingTable")).noneMatch(row -> row.contains(company.id()));
    }

    @Test
    void an_unknown_service_is_refused() {
        ObjectNode body = Browser.start("google");
        body.putArray("services").add("calendar").add("fax");

        refused(tess.post("/v1/connections", body), 400, "invalid-request", "services");
        assertThat(Rows.of(cloud, "PendingTable")).noneMatch(row -> row.contains(company.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil.example", "/x\r\ny"})
    void a_way_back_to_another_host_is_refused(String returnTo) {
        refused(
                tess.post("/v1/connections", Browser.start("google").put("returnTo", returnTo)),
                400,
                "invalid-request",
                "returnTo");
    }

    @Test
    void an_unknown_connection_is_refused() {
        refused(tess.get("/v1/connections/c_unknown/calendars"), 404, "not-found", "");
        refused(tess.post("/v1/connections/c_unknown/sync"), 404, "not-found", "");
        refused(tess.delete("/v1/connections/c_unknown"), 404, "not-found", "");
        refused(tess.delete("/v1/connections/c%20unknown!"), 400, "invalid-request", "connectionId");
    }

    @Test
    void an_unknown_calendar_is_refused() {
        String connection = tess.connect(company.account(Provider.GOOGLE, "tess"));

        refused(tess.choose(connection, "nobodys@example.org"), 404, "not-found", "");
        assertThat(tess.connection(connection).orElseThrow().has("calendar")).isFalse();
    }

    @Test
    void a_choice_that_does_not_say_what_it_chooses_is_refused() {
        String connection = tess.connect(company.account(Provider.GOOGLE, "tess"));
        String path = Person.calendarPath(connection, "x");

        refused(tess.send("PUT", path, Optional.of("{}")), 400, "invalid-request", "chosen");
        refused(tess.send("PUT", path, Optional.of("{\"chosen\":\"perhaps\"}")), 400, "invalid-request", "chosen");
    }

    @Test
    void an_unknown_job_is_refused() {
        refused(dora.get("/v1/jobs/J-404"), 404, "not-found", "");
        refused(dora.delete("/v1/jobs/J-404"), 404, "not-found", "");
        refused(dora.get("/v1/jobs/no%20job"), 400, "invalid-request", "jobId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2026-11-23T00:00:00Z",
                "?from=yesterday&to=today",
                "?from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z",
                "?from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:00Z",
                "?from=2026-01-01T00:00:00Z&to=2029-01-01T00:00:00Z",
                "?from=2026-11-23T00:00:00&to=2026-11-24T00:00:00",
                "?from=%00&to=%FF"
            })
    void a_span_that_is_none_is_refused(String query) {
        assertThat(dora.get("/v1/events" + query).problem()).isEqualTo("invalid-request");
        assertThat(dora.get("/v1/jobs" + query).problem()).isEqualTo("invalid-request");
    }

    @Test
    void a_page_that_is_none_is_refused() {
        refused(
                dora.get("/v1/jobs?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&page=nonsense"),
                400,
                "invalid-request",
                "page");
    }

    @Test
    void a_job_that_ends_before_it_starts_is_refused() {
        refusedJob(job().set("when", When.timed(2, "10:30", "09:00")), "when.end");
        refusedJob(job().set("when", When.allDay(2, 0)), "when.endDate");
    }

    @Test
    void a_job_in_an_unknown_zone_is_refused() {
        refusedJob(job().set("when", When.timed(2, "09:00", "10:30").put("timeZone", "Mars/Olympus")), "when.timeZone");
        refusedJob(job().set("when", When.timed(2, "09:00", "10:30").without("timeZone")), "when.timeZone");
    }

    @Test
    void a_job_without_assignee_is_refused() {
        ObjectNode nobody = job();
        nobody.putArray("assignees");

        refusedJob(nobody, "assignees");
        refusedJob(job().without("assignees"), "assignees");
    }

    @Test
    void a_job_without_title_or_time_or_with_words_that_are_none_is_refused() {
        refusedJob(job().without("title"), "title");
        refusedJob(job().put("title", "  "), "title");
        refusedJob(job().put("title", "x".repeat(513)), "title");
        refusedJob(job().without("when"), "when");
        refusedJob(job().put("when", "tomorrow"), "when");
        refusedJob(job().set("when", When.timed(2, "09:00", "10:30").put("startDate", "2026-11-23")), "when");
        refusedJob(job().put("availability", "sometimes"), "availability");
        refusedJob(job().put("status", "perhaps"), "status");
    }

    @Test
    void a_member_that_the_document_does_not_know_is_refused() {
        refusedJob(job().put("asignees", "tess"), "asignees");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"title\":}", "{\"title\":{}}", "not json", ""})
    void a_body_that_is_no_json_object_is_refused(String body) {
        Answer answer = dora.send("PUT", "/v1/jobs/J-1", Optional.of(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.detail()).endsWith(".").doesNotContain("io.syncline").doesNotContain("Exception");
        assertThat(dora.get("/v1/jobs/J-1").status()).isEqualTo(404);
    }

    @Test
    void a_body_over_a_megabyte_is_refused() {
        String body = job().put("description", "x".repeat(1_100_000)).toString();

        refused(dora.send("PUT", "/v1/jobs/J-1", Optional.of(body)), 413, "body-too-large", "");
        refused(tess.send("POST", "/v1/connections", Optional.of(body)), 413, "body-too-large", "");
        assertThat(dora.get("/v1/jobs/J-1").status()).isEqualTo(404);
    }

    @Test
    void a_change_of_a_version_that_is_gone_is_refused() {
        dora.put("/v1/jobs/J-1", GOOD).success();

        refused(
                dora.send(
                        "PUT",
                        "/v1/jobs/J-1",
                        Optional.of(job().put("title", "Late").toString()),
                        "If-Match",
                        "\"99\""),
                412,
                "changed-meanwhile",
                "");
        refused(
                dora.send("PUT", "/v1/jobs/J-1", Optional.of(GOOD.toString()), "If-Match", "the newest"),
                400,
                "invalid-request",
                "If-Match");
        assertThat(dora.job("J-1").path("title").asText()).isEqualTo("Boiler service");
    }

    @Test
    void a_job_of_somebody_without_a_connection_waits_and_says_so() {
        company.put("J-1", GOOD);

        assertThat(dora.placements("J-1")).containsExactly("waiting");
        assertThat(dora.job("J-1").at("/placements/0/reason").asText())
                .isEqualTo("No calendar is connected and chosen for this person yet.");

        Mailbox calendar = company.account(Provider.GOOGLE, "tess");
        tess.connectAndChoose(calendar);
        assertThat(calendar.titles()).containsExactly("Boiler service");
        assertThat(dora.placements("J-1")).containsExactly("in-step");
    }

    @Test
    void a_token_that_is_not_good_is_refused() {
        String unsigned = "Bearer " + base64("{\"alg\":\"none\"}") + "."
                + base64("{\"sub\":\"dora\",\"org\":\"" + company.id() + "\",\"aud\":\"syncline\",\"exp\":4102444800,"
                        + "\"iss\":\"" + cloud.cloud().issuer() + "\",\"roles\":[\"administrator\"]}")
                + ".";
        List<Person> strangers = List.of(
                dora.with(dora.identity().expired()),
                dora.with(dora.identity().issuedBy("https://login.elsewhere.example")),
                dora.with(dora.identity().forAudience("another-api")),
                dora.with(dora.identity().signedByForeignKey()),
                dora.sending(unsigned),
                dora.sending("Bearer nonsense"),
                dora.sending("Basic ZG9yYTpkb3Jh"),
                dora.sending(""));

        for (Person stranger : strangers) {
            refused(stranger.get("/v1/me"), 401, "not-signed-in", "");
            refused(stranger.put("/v1/jobs/J-1", GOOD), 401, "not-signed-in", "");
        }
        assertThat(dora.get("/v1/jobs/J-1").status()).isEqualTo(404);
    }

    @Test
    void a_token_without_organisation_or_user_is_refused() {
        refused(dora.with(withOrganisation("")).get("/v1/me"), 401, "not-signed-in", "");
        refused(dora.with(withOrganisation("a/b")).get("/v1/jobs/J-1"), 401, "not-signed-in", "");
        refused(dora.with(withOrganisation("")).put("/v1/jobs/J-1", GOOD), 401, "not-signed-in", "");
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThat(dora.get("/v1/nonsense").problem()).isEqualTo("not-found");
        assertThat(dora.send("PATCH", "/v1/jobs/J-1", Optional.of("{}")).problem())
                .isEqualTo("not-found");
    }

    private io.syncline.local.cloud.identity.TokenRequest withOrganisation(String organisation) {
        return io.syncline.local.cloud.identity.TokenRequest.of(
                "dora", "Dora", "dora@example.org", organisation, List.of("administrator"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode job() {
        return GOOD.deepCopy();
    }

    /** A wrong job is refused when it is new and when it would replace a good one, which then stays. */
    private void refusedJob(com.fasterxml.jackson.databind.JsonNode wrong, String field) {
        refused(dora.put("/v1/jobs/J-new", wrong), 400, "invalid-request", field);
        assertThat(dora.get("/v1/jobs/J-new").status()).isEqualTo(404);
        dora.put("/v1/jobs/J-old", GOOD).success();
        String before = dora.get("/v1/jobs/J-old").body();
        refused(dora.put("/v1/jobs/J-old", wrong), 400, "invalid-request", field);
        assertThat(dora.get("/v1/jobs/J-old").body()).isEqualTo(before);
    }

    private static void refused(Answer answer, int status, String problem, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).as(answer.body()).isEqualTo(problem);
        assertThat(answer.json().path("field").asText("")).as(answer.body()).isEqualTo(field);
        assertThat(answer.detail())
                .isNotBlank()
                .endsWith(".")
                .doesNotContain("Exception")
                .doesNotContain("io.syncline");
    }
}
