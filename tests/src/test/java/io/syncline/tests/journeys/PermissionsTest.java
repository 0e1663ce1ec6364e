package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees and does what in a company. What strangers try by every route is among the attacks. */
@ExtendWith(SharedCloud.class)
class PermissionsTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Company other;
    private final Person dora;
    private final Person tess;
    private final Person tom;
    private Mailbox hers;
    private String connection;

    PermissionsTest(Company company, RunningCloud cloud) {
        this.company = company;
        this.cloud = cloud;
        this.other = new Company(cloud);
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
        this.tom = company.technician("tom");
    }

    @BeforeEach
    void tessHasAJobInHerCalendar() {
        hers = company.account(Provider.GOOGLE, "tess");
        hers.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        connection = tess.connectAndChoose(hers);
        company.put("J-hers", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        company.put("J-his", Company.job("Heat pump", When.timed(2, "11:00", "12:00"), "tom"));
    }

    @Test
    void a_technician_does_not_change_jobs() {
        String before = dora.get("/v1/jobs/J-hers").body();

        Answer put = tess.put("/v1/jobs/J-hers", Company.job("Mine now", When.timed(3, "09:00", "10:00"), "tess"));
        Answer create = tess.put("/v1/jobs/J-new", Company.job("Mine", When.timed(3, "09:00", "10:00"), "tess"));
        Answer delete = tess.delete("/v1/jobs/J-hers");

        assertThat(List.of(put.status(), create.status(), delete.status())).containsOnly(403);
        assertThat(put.problem()).isEqualTo("not-allowed");
        assertThat(put.detail()).isEqualTo("Only a dispatcher or an administrator may change jobs; ask one of them.");
        assertThat(dora.get("/v1/jobs/J-hers").body()).isEqualTo(before);
        assertThat(dora.get("/v1/jobs/J-new").status()).isEqualTo(404);
    }

    @Test
    void a_technician_sees_only_their_own_jobs_and_events() {
        assertThat(jobsSeenBy(tess)).containsExactly("J-hers");
        assertThat(jobsSeenBy(tom)).containsExactly("J-his");
        assertThat(jobsSeenBy(dora)).containsExactly("J-hers", "J-his");
        assertThat(tom.get("/v1/jobs/J-hers").problem()).isEqualTo("not-found");
        assertThat(tom.events())
                .extracting(event -> event.path("title").asText())
                .containsExactly("Heat pump");
        assertThat(dora.events())
                .extracting(event -> event.path("title").asText())
                .contains("Boiler service", "Heat pump", "Lunch with Tom");
    }

    @Test
    void a_connection_is_managed_by_its_owner_and_administrators() {
        for (Person stranger : List.of(tom, dora)) {
            assertThat(stranger.connections()).isEmpty();
            assertThat(stranger.get("/v1/connections/" + connection + "/calendars")
                            .status())
                    .isEqualTo(404);
            assertThat(stranger.post("/v1/connections/" + connection + "/sync").status())
                    .isEqualTo(404);
            assertThat(stranger.choose(connection, hers.email()).status()).isEqualTo(404);
            assertThat(stranger.delete("/v1/connections/" + connection).status())
                    .isEqualTo(404);
        }
        assertThat(tess.connection(connection)).isPresent();

        Person adam = company.administrator();
        assertThat(adam.connection(connection)).isPresent();
        assertThat(adam.delete("/v1/connections/" + connection).status()).isEqualTo(204);
        assertThat(tess.connections()).isEmpty();
    }

    @Test
    void the_same_job_id_in_two_companies_is_two_jobs() {
        other.put("J-hers", Company.job("Somebody else's", When.timed(5, "09:00", "10:00"), "tess"));

        assertThat(dora.job("J-hers").path("title").asText()).isEqualTo("Boiler service");
        assertThat(other.dispatcher().job("J-hers").path("title").asText()).isEqualTo("Somebody else's");
        assertThat(hers.titles()).containsExactly("Boiler service", "Lunch with Tom");
    }

    @Test
    void the_same_account_in_two_companies_is_two_connections() {
        Person their = other.technician("tess");

        String theirs = their.connect(hers);

        assertThat(theirs).isNotEqualTo(connection);
        assertThat(their.delete("/v1/connections/" + theirs).status()).isEqualTo(204);
        tess.sync(connection);
        assertThat(tess.connection(connection).orElseThrow().path("state").asText())
                .isEqualTo("active");
    }

    @Test
    void a_way_back_is_of_no_use_to_another_person() {
        Browser browser = new Browser(cloud);
        Mailbox account = other.account(Provider.GOOGLE, "eve");
        String callback = browser.allow(browser.leaveFor(tom, Provider.GOOGLE), account.email());
        Browser theirs = new Browser(cloud);
        theirs.leaveFor(other.technician("eve"), Provider.GOOGLE);

        assertThat(theirs.comeBack(callback)).isEqualTo("/connections?problem=invalid");
        assertThat(other.technician("eve").connections()).isEmpty();
        assertThat(tom.connections()).isEmpty();
    }

    private static List<String> jobsSeenBy(Person person) {
        return person.get("/v1/jobs?" + When.span())
                .success()
                .path("jobs")
                .valueStream()
                .map(job -> job.path("id").asText())
                .sorted()
                .toList();
    }
}
