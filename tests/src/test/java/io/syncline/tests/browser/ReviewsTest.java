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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deletions that wait for a decision, in a real browser against the whole local cloud. */
@ExtendWith(SharedCloud.class)
class ReviewsTest {

    private static final int JOBS = 10;
    private static final int VANISHED = 8;

    private static Screens screens;

    private final RunningCloud cloud;
    private final Workday work;

    ReviewsTest(RunningCloud cloud) {
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
    void R17_dana_approves_vanished_events_and_undoes_it() {
        vanish("RA");
        Page page = screens.signedIn(cloud, work.dana, "/week");
        page.getByRole(AriaRole.LINK, named("Review the deletions")).click();
        Locator review = page.getByRole(AriaRole.ARTICLE);
        assertThat(review).containsText("vanished from Tess Turner’s calendar");
        assertThat(Screens.violations(page)).isEmpty();

        review.getByRole(AriaRole.BUTTON, in("Approve")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("The jobs themselves stay in the CRM");
        dialog.getByRole(AriaRole.BUTTON, in("Approve")).click();
        assertThat(page.getByText("Nothing is paused")).isVisible();
        assertThat(page.locator("[role=status]:focus")).containsText("Approved.");
        cloud.settle();
        assertThat(placements("RA").stream().filter("removed"::equals)).hasSize(VANISHED);
        assertThat(work.calendar.events()).hasSize(JOBS - VANISHED);

        page.getByRole(AriaRole.BUTTON, named("Undo")).first().click();
        dialog.getByRole(AriaRole.BUTTON, in("Bring them back")).click();
        assertThat(page.getByText(VANISHED + " events come back with the next run."))
                .isVisible();
        cloud.settle();
        assertThat(work.calendar.events()).hasSize(JOBS);
        assertThat(placements("RA")).containsOnly("in-step");
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R17_dana_refuses_vanished_events_and_they_are_written_again() {
        vanish("RR");
        Page page = screens.signedIn(cloud, work.dana, "/reviews");
        Locator review = page.getByRole(AriaRole.ARTICLE);
        review.getByRole(AriaRole.BUTTON, in("Refuse")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("The missing events are written into Tess Turner’s calendar again");
        assertThat(Screens.violations(page)).isEmpty();
        dialog.getByRole(AriaRole.BUTTON, in("Refuse")).click();
        assertThat(page.getByText("Nothing is paused")).isVisible();
        cloud.settle();

        assertThat(work.calendar.events()).hasSize(JOBS);
        assertThat(placements("RR")).containsOnly("in-step");
        assertThat(page.locator("[data-review]")).containsText("refused by you");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Undo"))).hasCount(0);
        assertThat(screens.faults()).isEmpty();
    }

    @Test
    void R17_dana_lets_the_events_of_cancelled_jobs_be_deleted_and_brings_them_back() {
        cancel("RC");
        Page page = screens.signedIn(cloud, work.dana, "/reviews");
        Locator review = page.getByRole(AriaRole.ARTICLE);
        assertThat(review).containsText("in Tess Turner’s calendar are gone from the CRM");
        assertThat(work.calendar.events()).hasSize(JOBS);
        review.getByRole(AriaRole.BUTTON, in("Approve the deletions")).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON, in("Approve the deletions")).click();
        assertThat(page.getByText("Nothing is paused")).isVisible();
        cloud.settle();
        assertThat(work.calendar.events()).hasSize(JOBS - VANISHED);

        page.getByRole(AriaRole.BUTTON, named("Undo")).first().click();
        dialog.getByRole(AriaRole.BUTTON, in("Bring them back")).click();
        assertThat(page.getByText(VANISHED + " events come back with the next run."))
                .isVisible();
        cloud.settle();
        assertThat(work.calendar.events()).hasSize(JOBS);
        assertThat(screens.faults()).isEmpty();
    }

    /** Eight of ten jobs are cancelled while Tess's calendar is switched off. */
    private void cancel(String prefix) {
        String connection = work.tess.connectFor(work.calendar, "calendar", "contacts");
        work.tess.choose(connection, work.tess.primary(connection)).success();
        IntStream.range(0, JOBS).forEach(number -> work.put(prefix + "-" + number, prefix + " job " + number));
        work.tess.turn(connection, "calendar", false).success();
        cloud.settle();
        IntStream.range(0, VANISHED)
                .forEach(number ->
                        work.dana.delete("/v1/jobs/" + prefix + "-" + number).success());
        cloud.settle();
        work.tess.turn(connection, "calendar", true).success();
        work.tess.sync(connection);
    }

    /** Eight of ten events of jobs are deleted in the calendar between two runs. */
    private void vanish(String prefix) {
        String connection = work.connect();
        IntStream.range(0, JOBS).forEach(number -> work.put(prefix + "-" + number, prefix + " job " + number));
        work.unheard(
                () -> IntStream.range(0, VANISHED).forEach(number -> work.calendar.delete(prefix + " job " + number)));
        work.tess.sync(connection);
    }

    private List<String> placements(String prefix) {
        return IntStream.range(0, JOBS)
                .mapToObj(number -> work.dana.placements(prefix + "-" + number))
                .flatMap(List::stream)
                .toList();
    }
}
