package io.syncline.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard as Tess and Dana use it, in a real browser against the whole local cloud. */
@ExtendWith(SharedCloud.class)
class DashboardTest {

    private static final Path WEB =
            LocalSettings.defaults().dashboard().toAbsolutePath().getParent();
    private static final String TITLE = "Boiler service in the browser";

    private static Playwright playwright;
    private static Browser browser;

    private final RunningCloud cloud;
    private final Person dana;
    private final Person tess;
    private final List<String> faults = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    DashboardTest(RunningCloud cloud) {
        this.cloud = cloud;
        this.dana = new Person(cloud, TokenRequest.of(DemoPerson.DANA));
        this.tess = new Person(cloud, TokenRequest.of(DemoPerson.TESS));
    }

    @BeforeAll
    static void open() {
        assumeTrue(
                Files.exists(WEB.resolve("dist/index.html")),
                "Skipped: the dashboard is not built; run ./test, or npm run build in web");
        Path chromium = Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
        assumeTrue(
                Files.isExecutable(chromium),
                "Skipped: there is no Chromium; install it or set CHROMIUM to it, ./test does so");
        // Generous: a test machine may be busy with something else.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void tidy() {
        contexts.forEach(BrowserContext::close);
        cloud.providers().clearFaults();
        for (Person person : List.of(tess, dana)) {
            person.connections()
                    .forEach(one ->
                            person.delete("/v1/connections/" + one.path("id").asText()));
        }
        cloud.settle();
    }

    @Test
    void tess_connects_google_in_two_clicks_and_sees_a_job_appear_and_an_edit_come_back() {
        Page page = signedIn(DemoPerson.TESS, new Browser.NewContextOptions());
        connectInTwoClicks(page, "Google");
        choosePrimary(page);

        aJobAppearsAndAnEditComesBack(page, Provider.GOOGLE, DemoPerson.TESS, "W-1");
        assertThat(faults).isEmpty();
    }

    @Test
    void dana_connects_microsoft_and_sees_the_same() {
        Page page = signedIn(DemoPerson.DANA, new Browser.NewContextOptions());
        connectInTwoClicks(page, "Microsoft");
        choosePrimary(page);

        aJobAppearsAndAnEditComesBack(page, Provider.MICROSOFT, DemoPerson.DANA, "W-2");
        assertThat(faults).isEmpty();
    }

    @Test
    void consent_that_was_denied_says_what_to_do() {
        Page page = signedIn(DemoPerson.TESS, new Browser.NewContextOptions());
        page.getByRole(AriaRole.LINK, named("Connections")).click();
        page.getByRole(AriaRole.BUTTON, button("Connect Google")).click();
        page.getByRole(AriaRole.BUTTON, button("Deny")).click();

        assertThat(page.getByText("The account was not connected")).isVisible();
        assertThat(page.getByText("Connect again and press “Allow” when you are ready."))
                .isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, button("Connect Google"))).isVisible();
        assertThat(tess.connections()).isEmpty();
    }

    @Test
    void tess_adds_a_permission_switches_a_service_mends_a_dead_account_and_disconnects() throws IOException {
        String email = DemoPerson.TESS.email();
        cloud.providers().signIns(Provider.GOOGLE).untick(email, Set.of("gmail.readonly"));
        Page page = signedIn(DemoPerson.TESS, new Browser.NewContextOptions());
        page.getByRole(AriaRole.LINK, named("Connections")).click();
        page.getByRole(AriaRole.BUTTON, button("Choose what to share")).click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.SWITCH, in("Mail")).click();
        page.getByRole(AriaRole.BUTTON, button("Continue to Google")).click();
        page.getByRole(AriaRole.BUTTON, button("Allow")).click();
        assertThat(page.getByText("but mail was not allowed")).isVisible();

        cloud.providers().signIns(Provider.GOOGLE).untick(email, Set.of());
        page.navigate(cloud.cloud().origin() + "/connections");
        assertThat(page.getByText("On, but not allowed at Google yet.")).isVisible();
        assertThat(page.getByText("Permission missing")).isVisible();
        assertThat(violations(page)).isEmpty();
        page.getByRole(AriaRole.BUTTON, button("Allow at Google")).click();
        page.getByRole(AriaRole.BUTTON, button("Allow")).click();
        page.waitForURL(Pattern.compile(".*/connections.*"));
        page.navigate(cloud.cloud().origin() + "/connections");
        assertThat(page.getByText("Healthy").first()).isVisible();
        assertThat(page.getByText("On, but not allowed at Google yet.")).hasCount(0);
        String connection = tess.connections().getFirst().path("id").asText();
        assertThat(tess.health(connection, "mail")).isEqualTo("healthy");

        Locator mail = page.getByRole(AriaRole.SWITCH, button("Mail"));
        mail.click();
        assertThat(page.getByText("Mail is off for " + email + ".")).isVisible();
        assertThat(mail).not().isChecked();
        assertThat(tess.health(connection, "mail")).isEqualTo("off");
        mail.click();
        assertThat(mail).isChecked();

        cloud.providers().revokeGrants(Provider.GOOGLE, email);
        tess.check(connection).success();
        page.navigate(cloud.cloud().origin() + "/week");
        assertThat(page.getByText("Your Google account " + email + " has to be connected again."))
                .isVisible();
        assertThat(violations(page)).isEmpty();
        page.getByRole(AriaRole.BUTTON, button("Connect again")).first().click();
        page.getByRole(AriaRole.BUTTON, button("Allow")).click();
        page.waitForURL(Pattern.compile(".*/connections.*"));
        assertThat(page.getByText("has to be connected again")).hasCount(0);
        assertThat(tess.state(connection)).isEqualTo("active");

        page.navigate(cloud.cloud().origin() + "/connections");
        page.getByRole(AriaRole.BUTTON, button("Disconnect " + email)).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("Disconnect " + email + "?")).isVisible();
        assertThat(dialog.getByText("The tokens are destroyed")).isVisible();
        assertThat(violations(page)).isEmpty();
        dialog.getByRole(AriaRole.BUTTON, exactly("Disconnect")).click();
        assertThat(page.getByText("No account is connected yet")).isVisible();
        assertThat(tess.connections()).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void ada_looks_through_the_trail_and_has_it_verified() throws IOException {
        String connection =
                dana.connect(new Mailbox(cloud.providers(), Provider.GOOGLE, DemoPerson.DANA.email(), "primary"));
        Page page = signedIn(DemoPerson.ADA, new Browser.NewContextOptions());
        page.getByRole(AriaRole.LINK, named("Audit")).click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Audit").setExact(true)))
                .isVisible();
        page.getByLabel("Action").selectOption("connection-completed");
        page.waitForURL(Pattern.compile(".*action=connection-completed.*"));
        Locator entries = page.locator("[id^=entry-]");
        assertThat(entries.first()).isVisible();
        entries.first().locator("summary").click();
        assertThat(entries.first().getByText("connection-completed")).isVisible();
        assertThat(entries.first().getByText("connection/" + connection)).isVisible();

        page.getByRole(AriaRole.BUTTON, button("Verify the trail")).click();
        assertThat(page.getByText("The trail is as it was written")).isVisible();
        assertThat(violations(page)).isEmpty();
        page.getByRole(AriaRole.BUTTON, button("Show everything")).click();
        assertThat(entries.nth(1)).isVisible();
        assertThat(faults).isEmpty();
    }

    @Test
    void an_administrators_answer_ends_on_a_page_that_needs_nobody_signed_in() throws IOException {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions());
        contexts.add(context);
        Page page = context.newPage();
        for (String answer : List.of("allowed", "declined", "unknown", "%3Cscript%3E")) {
            page.navigate(cloud.cloud().origin() + "/consent?answer=" + answer);
            assertThat(page.getByRole(AriaRole.HEADING)).isVisible();
            assertThat(violations(page)).as(answer).isEmpty();
        }
    }

    @Test
    void the_dashboard_is_dark_where_the_system_is_and_where_somebody_chose_it() {
        Page dark = signedIn(DemoPerson.TESS, new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        assertThat(dark.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(brightness(dark)).isLessThan(80);

        Page light = signedIn(DemoPerson.TESS, new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(brightness(light)).isGreaterThan(180);
        light.getByRole(AriaRole.BUTTON, button("Account: ")).click();
        light.getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("Dark"))
                .click();
        assertThat(light.locator("html")).hasAttribute("data-theme", "dark");
        light.reload();
        assertThat(light.locator("html")).hasAttribute("data-theme", "dark");
    }

    @Test
    void everything_is_reached_by_keyboard() {
        Page page = signedIn(DemoPerson.TESS, new Browser.NewContextOptions());
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, named("Week"))).isFocused();
        page.keyboard().press("ArrowRight");
        page.waitForURL(Pattern.compile(".*[?&]date=.*"));
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        page.getByRole(AriaRole.LINK, named("Connections")).focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/connections");
        // the button stands elsewhere once it is known whether there are accounts: a focus before that is lost
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        page.getByRole(AriaRole.BUTTON, button("Connect Google")).press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, button("Allow"))).isVisible();
    }

    @Test
    void no_page_has_a_fault_that_axe_finds() throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = signedIn(DemoPerson.ADA, new Browser.NewContextOptions().setColorScheme(scheme));
            for (String path : List.of("/week", "/connections", "/sync", "/audit", "/organisation")) {
                page.navigate(cloud.cloud().origin() + path);
                assertThat(violations(page)).as(path + " " + scheme).isEmpty();
            }
        }
    }

    /** What axe finds on a page that has come to rest. */
    private static List<?> violations(Page page) throws IOException {
        Path axe = WEB.resolve("node_modules/axe-core/axe.min.js");
        assumeTrue(Files.exists(axe), "Skipped: axe-core is not installed; run npm ci in web");
        assertThat(page.locator("main")).isVisible();
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        page.evaluate("() => {" + Files.readString(axe) + "}");
        return (List<?>) page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})"
                + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))");
    }

    private void aJobAppearsAndAnEditComesBack(Page page, Provider provider, DemoPerson person, String jobId) {
        Mailbox calendar = new Mailbox(cloud.providers(), provider, person.email(), "primary");
        Person owner = person.equals(DemoPerson.TESS) ? tess : dana;
        String connection = owner.connections().getFirst().path("id").asText();
        dana.put("/v1/jobs/" + jobId, Company.job(TITLE, When.timed(2, "09:00", "10:30"), person.id()))
                .success();
        cloud.settle();

        assertThat(When.wall(calendar.event(TITLE))).isEqualTo(When.wall(2, "09:00", "10:30"));
        page.navigate(cloud.cloud().origin() + "/week?date=" + When.inDays(2));
        assertThat(item(page, TITLE)).isVisible();

        calendar.edit(TITLE, event -> event.withTitle("Edited on the phone"));
        owner.sync(connection);
        page.reload();
        assertThat(item(page, "Edited on the phone")).isVisible();
        assertThat(item(page, TITLE)).hasCount(0);

        dana.delete("/v1/jobs/" + jobId);
        cloud.settle();
        page.reload();
        assertThat(page.getByRole(AriaRole.REGION).first()).isVisible();
        assertThat(item(page, "Edited on the phone")).hasCount(0);
    }

    private Page signedIn(DemoPerson person, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setViewportSize(1280, 900)
                .setTimezoneId("Europe/Zurich")
                .setLocale("en-GB"));
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && message.location().startsWith(cloud.cloud().origin())) {
                faults.add(message.text() + " at " + message.location());
            }
        });
        page.navigate(cloud.cloud().origin());
        page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
        page.getByRole(AriaRole.BUTTON, button(person.name())).click();
        page.waitForURL("**/week");
        assertThat(page.getByRole(AriaRole.BUTTON, button("Account: " + person.name())))
                .isVisible();
        return page;
    }

    private static void connectInTwoClicks(Page page, String provider) {
        page.getByRole(AriaRole.LINK, named("Connections")).click();
        page.getByRole(AriaRole.BUTTON, button("Connect " + provider)).click();
        page.getByRole(AriaRole.BUTTON, button("Allow")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Choose a calendar")))
                .isVisible();
    }

    private void choosePrimary(Page page) {
        assertThat(page.getByRole(AriaRole.RADIO).first()).isChecked();
        page.getByRole(AriaRole.BUTTON, button("Use this calendar")).click();
        page.waitForURL("**/sync");
        cloud.settle();
    }

    private static Locator item(Page page, String title) {
        return page.locator("[data-item]").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions exactly(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    /** Of the background behind the page, 0 to 255. */
    private static int brightness(Page page) {
        Object value = page.evaluate("""
                () => {
                  const painted = [document.body, document.documentElement]
                    .map((element) => getComputedStyle(element).backgroundColor)
                    .find((color) => color !== 'rgba(0, 0, 0, 0)');
                  const canvas = document.createElement('canvas').getContext('2d');
                  canvas.fillStyle = painted;
                  canvas.fillRect(0, 0, 1, 1);
                  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
                  return Math.round((red + green + blue) / 3);
                }
                """);
        return ((Number) value).intValue();
    }
}
