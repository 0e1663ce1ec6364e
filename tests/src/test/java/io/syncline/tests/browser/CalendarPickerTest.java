package io.syncline.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.syncline.tests.browser.Screens.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Choosing a calendar and watching it, in a real browser against the whole local cloud. */
@ExtendWith(SharedCloud.class)
class CalendarPickerTest {

    private static Screens screens;

    private final RunningCloud cloud;
    private final Workday work;

    CalendarPickerTest(RunningCloud cloud) {
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
    void the_main_calendar_comes_first_and_what_cannot_be_written_is_explained() {
        String connection = work.tess.connect(work.calendar);
        Page page = screens.signedIn(cloud, work.tess, "/connections/" + connection + "/calendars");
        Locator calendars = page.getByRole(AriaRole.RADIO);
        assertThat(calendars.first()).isChecked();
        assertThat(page.locator("label").first()).containsText("Primary");
        assertThat(page.getByRole(AriaRole.RADIO, named("Holidays"))).isDisabled();
        assertThat(page.getByText("This account may only read it")).isVisible();
        assertThat(page.locator("label").first()).containsText("Two-way");
        assertThat(page.locator("label").last()).containsText("Read-only");
        assertThat(painted(page)).isEqualTo(colours(connection));
        assertThat(Screens.violations(page)).isEmpty();
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R08_tess_picks_a_calendar_and_another_one_and_her_jobs_move_there() {
        work.put("CP-1", "Boiler that moves");
        String connection = work.tess.connect(work.calendar);
        Page page = screens.signedIn(cloud, work.tess, "/connections/" + connection + "/calendars");
        page.getByRole(AriaRole.BUTTON, named("Use this calendar")).click();
        page.waitForURL("**/sync");
        cloud.settle();
        assertThat(work.calendar.titles()).contains("Boiler that moves");
        assertThat(page.getByText("In step", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByText("Two-way")).isVisible();
        assertThat(page.getByText("What the first sync was going to do")).isVisible();
        assertThat(Screens.violations(page)).isEmpty();

        page.navigate(cloud.cloud().origin() + "/connections/" + connection + "/calendars");
        assertThat(page.getByText("Carries the jobs")).isVisible();
        page.getByRole(AriaRole.RADIO, named("Jobs")).check();
        assertThat(page.getByText(Pattern.compile("Jobs move from .* to “Jobs”")))
                .isVisible();
        page.getByRole(AriaRole.BUTTON, named("Use this calendar")).click();
        page.waitForURL("**/sync");
        cloud.settle();

        assertThat(work.calendar.titles()).doesNotContain("Boiler that moves");
        assertThat(work.calendar.in("Jobs").titles()).contains("Boiler that moves");
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R25_a_calendar_says_when_both_sides_agreed_and_looks_again_when_asked() {
        work.connect();
        Page page = screens.signedIn(cloud, work.tess, "/sync");
        Locator row = page.locator("[data-calendar]").first();
        assertThat(row.locator("time").first()).hasAttribute("title", Pattern.compile(".*\\d{4}.*"));
        assertThat(row).containsText("Push");
        assertThat(row).containsText("Next look");
        row.getByRole(AriaRole.BUTTON, Screens.in("Sync now")).click();
        cloud.settle();
        assertThat(row.getByRole(AriaRole.BUTTON, Screens.in("Sync now"))).isEnabled();
        assertThat(screens.faults()).isEmpty();
    }

    private static List<?> painted(Page page) {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('[data-colour]')].map((one) => {
                  const [red, green, blue] = getComputedStyle(one).backgroundColor.match(/[0-9]+/g).map(Number);
                  return '#' + [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
                })
                """);
    }

    private List<String> colours(String connection) {
        return work.tess.calendars(connection).stream()
                .map(calendar -> calendar.path("color").asText())
                .toList();
    }
}
