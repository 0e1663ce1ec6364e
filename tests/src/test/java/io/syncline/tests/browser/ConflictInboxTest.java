package io.syncline.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncline.tests.browser.Screens.in;
import static io.syncline.tests.browser.Screens.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conflicts as Dana decides them, in a real browser against the whole local cloud. */
@ExtendWith(SharedCloud.class)
class ConflictInboxTest {

    private static Screens screens;

    private final RunningCloud cloud;
    private final Workday work;

    ConflictInboxTest(RunningCloud cloud) {
        this.cloud = cloud;
        this.work = new Workday(cloud);
    }

    @BeforeAll
    static void open() {
        screens = Screens.open();
    }

    @AfterAll
    static void close() {
        if (screens != null) {
            screens.close();
        }
    }

    @AfterEach
    void tidy() {
        work.tidy();
        screens.tidy();
    }

    @Test
    void R05_dana_keeps_the_crms_value_by_one_key_and_the_calendars_by_another() {
        work.connect();
        disputedTitle("CI-1", "Boiler");
        disputedTitle("CI-2", "Valve");
        Page page = screens.signedIn(cloud, work.dana, "/conflicts");
        assertThat(page.getByRole(AriaRole.LINK, named("Conflicts 2 open"))).isVisible();
        assertThat(Screens.violations(page)).isEmpty();

        Locator boiler = conflict(page, "Boiler, by the office");
        assertThat(side(boiler, "Last agreed")).containsText("Boiler");
        assertThat(side(boiler, "CRM").locator("ins")).containsText(", by the office");
        assertThat(side(boiler, "Google calendar").locator("ins")).containsText(", by phone");
        boiler.focus();
        page.keyboard().press("c");
        assertThat(boiler).hasCount(0);
        assertThat(page.getByText("you kept the CRM’s value")).isVisible();

        Locator valve = conflict(page, "Valve, by the office");
        assertThat(valve).isFocused();
        page.keyboard().press("k");
        assertThat(page.getByText("Nothing to decide")).isVisible();
        assertThat(page.locator("[role=status]:focus")).containsText("you kept the calendar’s value");
        cloud.settle();

        assertThat(work.calendar.titles()).contains("Boiler, by the office", "Valve, by phone");
        assertThat(work.dana.job("CI-1").path("title").asText()).isEqualTo("Boiler, by the office");
        assertThat(work.dana.job("CI-2").path("title").asText()).isEqualTo("Valve, by phone");

        page.getByRole(AriaRole.LINK, named("Decided")).click();
        assertThat(conflict(page, "Boiler, by the office")).containsText("You kept the CRM’s value");
        assertThat(Screens.violations(page)).isEmpty();
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R05_dana_gives_a_third_time_to_both_sides() {
        work.connect();
        work.put("CI-3", "Survey");
        work.unheard(() -> work.calendar.edit("Survey", event -> event.withWhen(When.of(2, "13:00", "14:00"))));
        work.put("CI-3", "Survey", job -> job.set("when", When.timed(2, "11:00", "12:00")));
        Page page = screens.signedIn(cloud, work.dana, "/conflicts");
        Locator survey = conflict(page, "Survey");
        survey.getByRole(AriaRole.BUTTON, in("Other value")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("At", new Locator.GetByLabelOptions().setExact(true)).fill("15:00");
        dialog.getByLabel("At (end)").fill("16:30");
        assertThat(Screens.violations(page)).isEmpty();
        dialog.getByRole(AriaRole.BUTTON, in("Use this on both sides")).click();
        assertThat(survey).hasCount(0);
        cloud.settle();

        assertThat(When.wall(work.calendar.event("Survey"))).isEqualTo(When.wall(2, "15:00", "16:30"));
        assertThat(work.dana.job("CI-3").path("when").path("start").asText())
                .startsWith(When.at(2, "15:00").toString());
    }

    @Test
    void R06_dana_puts_back_what_tess_deleted_while_the_job_changed() {
        work.connect();
        work.put("CI-4", "Radiator");
        work.unheard(() -> work.calendar.delete("Radiator"));
        work.put("CI-4", "Radiator, urgent");
        Page page = screens.signedIn(cloud, work.dana, "/conflicts");
        Locator radiator = conflict(page, "Radiator, urgent");
        assertThat(radiator).containsText("Deleted in Tess Turner’s calendar while the job changed.");
        radiator.getByRole(AriaRole.BUTTON, in("Put it back")).click();
        assertThat(radiator).hasCount(0);
        cloud.settle();

        assertThat(work.calendar.titles()).contains("Radiator, urgent");
    }

    @Test
    void R05_what_changed_meanwhile_is_shown_as_it_stands_and_asked_again() {
        work.connect();
        disputedTitle("CI-5", "Pump");
        Page page = screens.signedIn(cloud, work.dana, "/conflicts");
        Locator pump = page.locator("[data-conflict]");
        assertThat(pump).containsText("by the office");
        page.route("**/v1/conflicts?*", route -> route.abort());
        work.put("CI-5", "Pump, by the boss");
        pump.getByRole(AriaRole.BUTTON, in("Keep CRM")).click();
        assertThat(page.getByText("It changed meanwhile")).isVisible();
        assertThat(side(pump, "CRM")).containsText("by the boss");

        page.unroute("**/v1/conflicts?*");
        pump.getByRole(AriaRole.BUTTON, in("Keep CRM")).click();
        assertThat(page.getByText("Nothing to decide")).isVisible();
        cloud.settle();
        assertThat(work.calendar.titles()).contains("Pump, by the boss");
    }

    @Test
    void R05_dana_decides_many_at_once_and_is_told_what_became_of_each() {
        work.connect();
        for (String number : List.of("6", "7", "8")) {
            disputedTitle("CI-" + number, "Filter " + number);
        }
        Page page = screens.signedIn(cloud, work.dana, "/conflicts");
        page.getByLabel("Select all").check();
        page.getByRole(AriaRole.BUTTON, named("Keep calendar for all selected")).click();
        assertThat(page.getByText("3 of 3 decided")).isVisible();
        assertThat(page.locator("[data-result=resolved]")).hasCount(3);
        assertThat(Screens.violations(page)).isEmpty();
        cloud.settle();

        assertThat(work.calendar.titles()).contains("Filter 6, by phone", "Filter 7, by phone", "Filter 8, by phone");
        assertThat(work.dana.job("CI-7").path("title").asText()).isEqualTo("Filter 7, by phone");
    }

    /** Both sides give the job another title before they hear of each other. */
    private void disputedTitle(String jobId, String title) {
        cloud.providers().push().resume();
        work.put(jobId, title);
        work.unheard(() -> work.calendar.edit(title, event -> event.withTitle(title + ", by phone")));
        work.put(jobId, title + ", by the office");
    }

    private static Locator conflict(Page page, String title) {
        return page.locator("[data-conflict]").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static Locator side(Locator conflict, String name) {
        return conflict.getByRole(AriaRole.GROUP, in(name));
    }
}
