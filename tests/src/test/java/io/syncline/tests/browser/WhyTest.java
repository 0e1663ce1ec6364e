package io.syncline.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncline.tests.browser.Screens.in;
import static io.syncline.tests.browser.Screens.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** "Why?" of every event and job, in a real browser against the whole local cloud. */
@ExtendWith(SharedCloud.class)
class WhyTest {

    private static final String TITLE = "Boiler with a story";

    private static Screens screens;

    private final RunningCloud cloud;
    private final Workday work;

    WhyTest(RunningCloud cloud) {
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
    void R24_tess_reads_why_a_job_is_not_in_her_calendar_any_more_and_puts_it_back() {
        String connection = work.connect();
        work.put("WH-1", TITLE);
        work.calendar.delete(TITLE);
        work.tess.sync(connection);
        Page page = screens.signedIn(cloud, work.tess, "/week?date=" + When.inDays(2));
        item(page, TITLE).click();
        page.getByRole(AriaRole.BUTTON, named("Why?")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG, named("Why? " + TITLE));
        Locator decided = dialog.locator("[data-rule=R07]").first();
        assertThat(decided).isVisible();
        assertThat(dialog.locator("[data-rule]").nth(1)).isVisible();
        decided.locator("summary").click();
        assertThat(decided.getByText("written there again only when somebody puts it back"))
                .isVisible();
        assertThat(decided.getByText("Run")).isVisible();
        assertThat(Screens.violations(page)).isEmpty();

        page.waitForResponse(
                answer -> answer.url().contains("/calendar-entries/") && answer.ok(),
                () -> dialog.getByRole(AriaRole.BUTTON, in("Put")).click());
        cloud.settle();
        assertThat(work.calendar.titles()).contains(TITLE);
        assertThat(dialog.getByText("It stands in the calendar again.")).isVisible();
        assertThat(dialog.getByRole(AriaRole.BUTTON, in("Put"))).hasCount(0);
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R09_an_event_that_is_no_job_says_that_it_is_only_seen() {
        String connection = work.connect();
        work.calendar.create(new UserEvent(
                "",
                "Dentist at noon",
                "",
                "",
                When.of(2, "12:00", "13:00"),
                UserEvent.Availability.BUSY,
                false,
                UserEvent.Status.CONFIRMED));
        work.tess.sync(connection);
        Page page = screens.signedIn(cloud, work.tess, "/week?date=" + When.inDays(2));
        item(page, "Dentist at noon").click();
        page.getByRole(AriaRole.BUTTON, named("Why?")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG, named("Why? Dentist at noon"));
        assertThat(dialog.getByText("Only seen")).isVisible();
        assertThat(Screens.violations(page)).isEmpty();
        assertThat(screens.faults()).isEmpty();
    }

    private static Locator item(Page page, String title) {
        return page.locator("[data-item]").filter(new Locator.FilterOptions().setHasText(title));
    }
}
