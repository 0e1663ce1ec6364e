package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs go to calendars and edits come back, through HTTP at both ends. */
@ExtendWith(SharedCloud.class)
class SyncJourneyTest {

    private static final String TITLE = "Boiler service";

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;
    private final Person tess;

    SyncJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
    }

    @AfterEach
    void repairTheProviders() {
        cloud.providers().clearFaults();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R08_a_job_appears_in_its_assignees_calendar(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        tess.connectAndChoose(calendar);

        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        UserEvent event = calendar.event(TITLE);
        assertThat(When.wall(event)).isEqualTo(When.wall(2, "09:00", "10:30"));
        assertThat(event.location()).isEqualTo("Seefeldstrasse 42, 8008 Zürich");
        assertThat(event.description()).contains("Ring the bell");
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R08_a_job_of_whole_days_stays_one(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);

        company.put("J-1", Company.job("Training", When.allDay(3, 2), "tess"));
        assertThat(calendar.event("Training").when())
                .isEqualTo(new UserEvent.When.AllDay(When.inDays(3), When.inDays(5)));
        calendar.edit("Training", event -> event.withWhen(new UserEvent.When.AllDay(When.inDays(4), When.inDays(5))));
        tess.sync(connection);

        assertThat(tess.job("J-1").path("when")).isEqualTo(When.allDay(4, 1));
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R08_a_changed_job_changes_its_event_in_place(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        String event = calendar.event(TITLE).id();

        company.put("J-1", Company.job("Burner replacement", When.timed(2, "13:00", "14:00"), "tess"));

        assertThat(calendar.events()).hasSize(1);
        assertThat(calendar.event("Burner replacement").id()).isEqualTo(event);
        assertThat(When.wall(calendar.event("Burner replacement"))).isEqualTo(When.wall(2, "13:00", "14:00"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R04_an_edit_in_the_calendar_comes_back_to_the_job(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        calendar.edit(TITLE, event -> event.withWhen(When.of(3, "15:00", "16:00")));
        tess.sync(connection);

        JsonNode job = dora.job("J-1");
        assertThat(job.path("when")).isEqualTo(When.timed(3, "15:00", "16:00"));
        assertThat(job.path("title").asText()).isEqualTo(TITLE);
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R04_different_fields_changed_on_both_sides_flow_both_ways(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        calendar.edit(TITLE, event -> event.withWhen(When.of(3, "15:00", "16:00")));
        company.put("J-1", Company.job("Burner replacement", When.timed(2, "09:00", "10:30"), "tess"));
        tess.sync(connection);

        assertThat(dora.job("J-1").path("when")).isEqualTo(When.timed(3, "15:00", "16:00"));
        assertThat(dora.job("J-1").path("title").asText()).isEqualTo("Burner replacement");
        assertThat(When.wall(calendar.event("Burner replacement"))).isEqualTo(When.wall(3, "15:00", "16:00"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R05_a_field_changed_differently_on_both_sides_is_an_open_conflict(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        calendar.edit(TITLE, event -> event.withTitle("From the calendar"));
        company.put("J-1", Company.job("From the CRM", When.timed(2, "09:00", "10:30"), "tess"));
        tess.sync(connection);
        tess.sync(connection);

        assertThat(calendar.titles()).containsExactly("From the calendar");
        assertThat(dora.job("J-1").path("title").asText()).isEqualTo("From the CRM");
        assertThat(dora.placements("J-1")).containsExactly("conflict");
        JsonNode conflict = dora.event("From the CRM").orElseThrow().at("/conflicts/0");
        assertThat(conflict.path("aspect").asText()).isEqualTo("title");
        assertThat(conflict.at("/baseline/text").asText()).isEqualTo(TITLE);
        assertThat(conflict.at("/crm/text").asText()).isEqualTo("From the CRM");
        assertThat(conflict.at("/calendar/text").asText()).isEqualTo("From the calendar");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R05_a_conflict_is_over_when_both_sides_agree_again(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        calendar.edit(TITLE, event -> event.withTitle("From the calendar"));
        company.put("J-1", Company.job("From the CRM", When.timed(2, "09:00", "10:30"), "tess"));
        tess.sync(connection);

        company.put("J-1", Company.job("From the calendar", When.timed(2, "09:00", "10:30"), "tess"));
        tess.sync(connection);

        assertThat(dora.placements("J-1")).containsExactly("in-step");
        assertThat(calendar.titles()).containsExactly("From the calendar");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R07_an_event_deleted_in_the_calendar_flags_the_job_and_is_not_written_again(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        calendar.delete(TITLE);
        tess.sync(connection);
        tess.sync(connection);

        assertThat(dora.placements("J-1")).containsExactly("removed");
        assertThat(dora.job("J-1").path("cancelled").asBoolean()).isFalse();
        assertThat(calendar.events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R08_a_cancelled_job_leaves_the_calendar(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        assertThat(dora.delete("/v1/jobs/J-1").status()).isEqualTo(204);
        cloud.settle();
        assertThat(dora.delete("/v1/jobs/J-1").status()).isEqualTo(204);

        assertThat(calendar.events()).isEmpty();
        assertThat(dora.job("J-1").path("cancelled").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R06_an_event_that_was_edited_survives_the_cancelling_of_its_job(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        calendar.edit(TITLE, event -> event.withLocation("Gartenstrasse 3"));
        dora.delete("/v1/jobs/J-1");
        tess.sync(connection);

        assertThat(calendar.event(TITLE).location()).isEqualTo("Gartenstrasse 3");
        assertThat(dora.placements("J-1")).containsExactly("conflict");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R08_a_reassigned_job_moves_from_one_calendar_to_the_other(Provider provider) {
        Mailbox hers = company.account(provider, "tess");
        Mailbox his = company.account(provider, "tom");
        tess.connectAndChoose(hers);
        company.technician("tom").connectAndChoose(his);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tom"));

        assertThat(hers.events()).isEmpty();
        assertThat(his.titles()).containsExactly(TITLE);
        assertThat(dora.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R10_connecting_again_makes_no_second_event(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        String event = calendar.event(TITLE).id();

        tess.delete("/v1/connections/" + connection);
        cloud.settle();
        company.put("J-1", Company.job("Changed meanwhile", When.timed(2, "09:00", "10:30"), "tess"));
        tess.connectAndChoose(calendar);
        tess.sync(connection);

        assertThat(calendar.titles()).containsExactly("Changed meanwhile");
        assertThat(calendar.event("Changed meanwhile").id()).isEqualTo(event);
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R10_an_answer_that_is_lost_makes_no_second_event(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        cloud.providers().addFault(FaultRule.losingTheAnswer("POST", "(batch|events)", 1));

        dora.put("/v1/jobs/J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"))
                .success();
        cloud.settle();
        tess.sync(connection);
        tess.sync(connection);

        assertThat(calendar.titles()).containsExactly(TITLE);
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R13_a_run_without_changes_writes_nothing_at_the_provider(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        tess.sync(connection);
        long version = dora.job("J-1").path("version").asLong();
        int writes = writesFor(calendar);
        int reads = readsFor(calendar);

        for (int run = 0; run < 3; run++) {
            tess.sync(connection);
        }

        assertThat(readsFor(calendar)).isGreaterThan(reads);
        assertThat(writesFor(calendar)).isEqualTo(writes);
        assertThat(dora.job("J-1").path("version").asLong()).isEqualTo(version);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R09_other_events_are_shown_and_never_changed(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        calendar.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        calendar.create(UserEvent.of("Dentist", When.of(1, "15:00", "16:00")).withPrivate(true));
        List<UserEvent> before = calendar.events();
        String connection = tess.connectAndChoose(calendar);
        tess.sync(connection);

        assertThat(tess.event("Lunch with Tom")).isPresent();
        assertThat(dora.event("Lunch with Tom")).isPresent();
        assertThat(dora.events()).noneMatch(event -> event.toString().contains("Dentist"));
        assertThat(dora.event("Busy")).isPresent();
        assertThat(calendar.events()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R26_a_grant_that_was_withdrawn_asks_to_reconnect_and_catches_up_then(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        cloud.providers().revokeGrants(provider, calendar.email());
        company.put("J-1", Company.job("Changed meanwhile", When.timed(2, "09:00", "10:30"), "tess"));
        JsonNode broken = tess.connection(connection).orElseThrow();
        assertThat(broken.path("state").asText()).isEqualTo("needs-reconnect");
        assertThat(broken.path("problem").asText()).endsWith(".");
        assertThat(calendar.titles()).containsExactly(TITLE);

        assertThat(tess.connect(calendar)).isEqualTo(connection);
        cloud.settle();

        assertThat(tess.connection(connection).orElseThrow().path("state").asText())
                .isEqualTo("active");
        assertThat(calendar.titles()).containsExactly("Changed meanwhile");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void choosing_another_calendar_moves_the_jobs(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        String other = tess.calendars(connection).stream()
                .filter(one -> one.path("name").asText().equals("Jobs"))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();

        tess.choose(connection, other).success();
        cloud.settle();

        assertThat(calendar.events()).isEmpty();
        assertThat(calendar.in("Jobs").titles()).containsExactly(TITLE);
        assertThat(tess.placements("J-1")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void an_access_token_that_has_run_out_is_renewed_by_the_worker(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        tess.connectAndChoose(calendar);
        assertThat(cloud.providers().expireTokens(calendar.email())).isPositive();

        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));

        assertThat(calendar.titles()).containsExactly(TITLE);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R15_a_cursor_that_the_provider_forgot_costs_a_full_listing_and_nothing_else(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        company.put("J-2", Company.job("Stays", When.timed(4, "09:00", "10:30"), "tess"));

        cloud.providers().expireSyncState(provider, calendar.email());
        calendar.edit(TITLE, event -> event.withTitle("Edited meanwhile"));
        tess.sync(connection);

        assertThat(dora.job("J-1").path("title").asText()).isEqualTo("Edited meanwhile");
        assertThat(calendar.titles()).containsExactly("Edited meanwhile", "Stays");
        assertThat(dora.placements("J-2")).containsExactly("in-step");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_report_of_a_calendar_counts_what_was_done(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        calendar.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        String connection = tess.connectAndChoose(calendar);
        company.put("J-1", Company.job(TITLE, When.timed(2, "09:00", "10:30"), "tess"));
        calendar.edit(TITLE, event -> event.withTitle("Edited"));
        tess.sync(connection);

        JsonNode report = StreamSupport.stream(
                        tess.get("/v1/sync").success().path("calendars").spliterator(), false)
                .findFirst()
                .orElseThrow();
        assertThat(report.path("connectionId").asText()).isEqualTo(connection);
        assertThat(report.path("state").asText()).isEqualTo("in-step");
        assertThat(report.at("/counts/pushed").asInt()).isEqualTo(1);
        assertThat(report.at("/counts/pulled").asInt()).isEqualTo(1);
        assertThat(report.at("/counts/imported").asInt()).isEqualTo(1);
        assertThat(report.at("/lastRun/outcome").asText()).isEqualTo("completed");
        assertThat(report.path("nextPollAt").asText()).isNotEmpty();
    }

    private int writesFor(Mailbox calendar) {
        return count(calendar, LedgerEntry.Kind.WRITE);
    }

    private int readsFor(Mailbox calendar) {
        return count(calendar, LedgerEntry.Kind.READ);
    }

    private int count(Mailbox calendar, LedgerEntry.Kind kind) {
        return cloud.providers()
                .requests()
                .find(entry -> entry.kind() == kind
                        && entry.account().filter(calendar.email()::equals).isPresent())
                .size();
    }
}
