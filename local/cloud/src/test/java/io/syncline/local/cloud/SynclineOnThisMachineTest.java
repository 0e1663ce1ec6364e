package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.demo.Session;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real template with the real functions: what is missing or refused there is found here. */
class SynclineOnThisMachineTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path work;

    private static LocalCloud cloud;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start(
                LocalSettings.defaults().withPort(0).withWork(work).withEnvironment(Map.of()));
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_job_appears_in_a_google_calendar_and_an_edit_comes_back() {
        roundTrip(DemoPerson.TESS, Provider.GOOGLE, "J-google");
    }

    @Test
    void a_job_appears_in_a_microsoft_calendar_and_an_edit_comes_back() {
        roundTrip(DemoPerson.DANA, Provider.MICROSOFT, "J-microsoft");
    }

    @Test
    void F22_an_edit_in_either_calendar_arrives_by_a_push_notice_and_nobody_has_to_ask() throws InterruptedException {
        arrivesByItself(DemoPerson.TESS, Provider.GOOGLE, "J-google-push");
        arrivesByItself(DemoPerson.DANA, Provider.MICROSOFT, "J-microsoft-push");
    }

    @Test
    void a_notice_needs_no_access_token_and_one_without_its_secret_is_not_believed() throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(URI.create(cloud.origin() + "/notices/google"))
                .header("X-Goog-Channel-ID", "no-such-channel")
                .header("X-Goog-Resource-State", "exists")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isNotEqualTo(401)
                    .isLessThan(500);
        }
    }

    private static void arrivesByItself(DemoPerson person, Provider provider, String id) throws InterruptedException {
        Session dana = cloud.sessionOf(DemoPerson.DANA);
        Session owner = cloud.sessionOf(person);
        owner.choosePrimaryCalendar(owner.connect(provider.slug(), person.email()));
        dana.put("/v1/jobs/" + id, job(id, "Boiler service " + id, person.id()));
        cloud.awaitIdle(LONG);

        UserEvent event = eventOf(provider, person, "Boiler service " + id);
        cloud.simulators()
                .control()
                .update(provider, person.email(), "primary", event.id(), changed -> changed.withTitle("Told of " + id));

        assertThat(titleWithin(LONG, dana, id, "Told of " + id)).isEqualTo("Told of " + id);
        assertNothingRefused();
    }

    /** The title, once it is the wanted one or the time is over. */
    private static String titleWithin(Duration patience, Session reader, String id, String wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String title = "";
        while (!title.equals(wanted) && System.nanoTime() < deadline) {
            Thread.sleep(100);
            title = reader.get("/v1/jobs/" + id).path("title").asText();
        }
        return title;
    }

    @Test
    void an_event_of_the_crm_becomes_a_job() {
        ObjectNode detail =
                Json.object().put("schema", 1).put("organisation", "fieldworks").put("id", "e-77");
        detail.set("job", job("J-bus", "Reported by the CRM", "ada").put("id", "J-bus"));
        cloud.putEvent("crm", "JobAssigned", detail);
        cloud.awaitIdle(LONG);

        assertThat(cloud.sessionOf(DemoPerson.ADA)
                        .get("/v1/jobs/J-bus")
                        .path("title")
                        .asText())
                .isEqualTo("Reported by the CRM");
        assertNothingRefused();
    }

    private static void roundTrip(DemoPerson person, Provider provider, String id) {
        Session dana = cloud.sessionOf(DemoPerson.DANA);
        Session owner = cloud.sessionOf(person);
        String connection = owner.connect(provider.slug(), person.email());
        owner.choosePrimaryCalendar(connection);
        dana.put("/v1/jobs/" + id, job(id, "Boiler service " + id, person.id()));
        cloud.awaitIdle(LONG);

        UserEvent event = eventOf(provider, person, "Boiler service " + id);
        cloud.simulators()
                .control()
                .update(
                        provider,
                        person.email(),
                        "primary",
                        event.id(),
                        changed -> changed.withTitle("Boiler service, moved " + id));
        owner.post("/v1/connections/" + connection + "/sync", Json.object());
        cloud.awaitIdle(LONG);

        assertThat(dana.get("/v1/jobs/" + id).path("title").asText()).isEqualTo("Boiler service, moved " + id);
        assertNothingRefused();
    }

    private static UserEvent eventOf(Provider provider, DemoPerson person, String title) {
        List<UserEvent> events = cloud.simulators().control().events(provider, person.email(), "primary");
        assertThat(events).extracting(UserEvent::title).contains(title);
        return events.stream()
                .filter(event -> event.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNothingRefused() {
        assertThat(cloud.logLines()).noneMatch(line -> line.contains("AccessDenied"));
    }

    private static ObjectNode job(String id, String title, String assignee) {
        ObjectNode job = Json.object().put("title", title).put("description", "Order " + id);
        job.putObject("when")
                .put("start", "2026-11-24T09:00:00")
                .put("end", "2026-11-24T10:30:00")
                .put("timeZone", "Europe/Zurich");
        job.putArray("assignees").add(assignee);
        return job;
    }
}
