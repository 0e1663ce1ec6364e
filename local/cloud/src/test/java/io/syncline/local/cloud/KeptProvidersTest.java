package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.demo.Session;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.server.Servers;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.kept.UnreadableState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --keep} with simulated providers: both sides remember the same, so a restart is no change at all. */
class KeptProvidersTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int PORT = Servers.freePort(0);

    /** Whose calendar it is, and the connection that leads there. */
    private record Connected(DemoPerson person, Provider provider, String connection) {

        static Connected now(LocalCloud cloud, DemoPerson person, Provider provider) {
            Session owner = cloud.sessionOf(person);
            String connection = owner.connect(provider.slug(), person.email());
            owner.choosePrimaryCalendar(connection);
            return new Connected(person, provider, connection);
        }

        String job() {
            return "J-" + provider.slug();
        }

        void syncNow(LocalCloud cloud) {
            cloud.sessionOf(person).post("/v1/connections/" + connection + "/sync", Json.object());
        }

        List<UserEvent> events(LocalCloud cloud) {
            return cloud.simulators().control().events(provider, person.email(), "primary");
        }
    }

    @TempDir
    Path work;

    @Test
    void connected_calendars_are_in_step_after_a_restart_without_a_single_write() {
        List<Connected> owners;
        List<UserEvent> google;
        List<UserEvent> microsoft;
        try (LocalCloud first = LocalCloud.start(settings())) {
            owners = List.of(
                    Connected.now(first, DemoPerson.TESS, Provider.GOOGLE),
                    Connected.now(first, DemoPerson.DANA, Provider.MICROSOFT));
            owners.forEach(owner -> put(first, owner));
            settle(first, owners);
            google = owners.getFirst().events(first);
            microsoft = owners.getLast().events(first);
            assertThat(google).extracting(UserEvent::title).contains("Boiler service J-google");
            assertThat(microsoft).extracting(UserEvent::title).contains("Boiler service J-microsoft");
        }
        try (LocalCloud second = LocalCloud.start(settings())) {
            SimulatorControl control = second.simulators().control();
            settle(second, owners);

            assertThat(control.requests().count(LedgerEntry.Kind.WRITE)).isZero();
            assertThat(control.requests().count(LedgerEntry.Kind.READ)).isPositive();
            assertThat(control.requests().find(entry -> entry.status() >= 400)).isEmpty();
            assertThat(owners.getFirst().events(second)).isEqualTo(google);
            assertThat(owners.getLast().events(second)).isEqualTo(microsoft);
            owners.forEach(owner -> assertInStep(second, owner));

            owners.forEach(owner -> retitle(second, owner));
            settle(second, owners);
            owners.forEach(owner ->
                    assertThat(job(second, owner).path("title").asText()).isEqualTo("Moved " + owner.job()));
        }
    }

    @Test
    void a_broken_file_ends_the_start_with_one_sentence_and_stays() throws Exception {
        Path file = Files.createDirectories(work.resolve("simulators")).resolve("providers.json");
        Files.writeString(file, "{\"something\": \"else\"}");

        assertThatThrownBy(() -> LocalCloud.start(settings()))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("{\"something\": \"else\"}");
    }

    private static void settle(LocalCloud cloud, List<Connected> owners) {
        cloud.awaitIdle(LONG);
        owners.forEach(owner -> owner.syncNow(cloud));
        cloud.awaitIdle(LONG);
    }

    private static void assertInStep(LocalCloud cloud, Connected owner) {
        JsonNode calendars = cloud.sessionOf(owner.person()).get("/v1/sync").path("calendars");
        assertThat(calendars).hasSize(1);
        assertThat(calendars.path(0).path("state").asText()).isEqualTo("in-step");
        assertThat(calendars.path(0).path("waiting").asLong()).isZero();
        assertThat(job(cloud, owner).path("title").asText()).isEqualTo("Boiler service " + owner.job());
        assertThat(job(cloud, owner).path("cancelled").asBoolean()).isFalse();
    }

    private static void retitle(LocalCloud cloud, Connected owner) {
        String id = owner.events(cloud).stream()
                .filter(event -> event.title().equals("Boiler service " + owner.job()))
                .findFirst()
                .orElseThrow()
                .id();
        cloud.simulators()
                .control()
                .update(
                        owner.provider(),
                        owner.person().email(),
                        "primary",
                        id,
                        event -> event.withTitle("Moved " + owner.job()));
    }

    private static JsonNode job(LocalCloud cloud, Connected owner) {
        return cloud.sessionOf(DemoPerson.DANA).get("/v1/jobs/" + owner.job());
    }

    private static void put(LocalCloud cloud, Connected owner) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        ObjectNode job = Json.object().put("title", "Boiler service " + owner.job());
        job.putObject("when")
                .put("start", day + "T09:00:00")
                .put("end", day + "T10:30:00")
                .put("timeZone", "Europe/Zurich");
        job.putArray("assignees").add(owner.person().id());
        cloud.sessionOf(DemoPerson.DANA).put("/v1/jobs/" + owner.job(), job);
    }

    private LocalSettings settings() {
        return LocalSettings.defaults()
                .withWork(work)
                .withPort(PORT)
                .withKeep(true)
                .withEnvironment(Map.of());
    }
}
