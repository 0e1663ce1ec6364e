package io.syncline.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser in front of the local cloud; what goes wrong in its pages is kept. */
final class Screens implements AutoCloseable {

    private static final Path WEB =
            LocalSettings.defaults().dashboard().toAbsolutePath().getParent();

    /** Signing in itself is the business of another test: here every test has an organisation of its own. */
    private static final String SESSION = """
            async (session) => {
              const { issuer, clientId } = await (await fetch('/v1/config')).json();
              sessionStorage.setItem(`oidc.user:${issuer}:${clientId}`, JSON.stringify(session));
            }
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private Screens(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** A browser, where there is one and the dashboard is built; otherwise the test is skipped. */
    static Screens open() {
        assumeTrue(
                Files.exists(WEB.resolve("dist/index.html")),
                "Skipped: the dashboard is not built; run ./test, or npm run build in web");
        Path chromium = Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
        assumeTrue(
                Files.isExecutable(chromium),
                "Skipped: there is no Chromium; install it or set CHROMIUM to it, ./test does so");
        // Generous: a test machine may be busy with something else.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Screens(
                playwright,
                playwright
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
                                        "--disable-sync"))));
    }

    /** The dashboard as somebody sees it whose tab holds a session already, at a path of it. */
    Page signedIn(RunningCloud cloud, Person person, String path) {
        return signedIn(
                cloud,
                person,
                path,
                new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setTimezoneId("Europe/Zurich")
                        .setLocale("en-GB"));
    }

    private Page signedIn(RunningCloud cloud, Person person, String path, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(faults::add);
        page.navigate(cloud.cloud().origin() + "/sign-in");
        page.evaluate(SESSION, sessionOf(cloud, person.identity()));
        page.navigate(cloud.cloud().origin() + path);
        assertThat(page.getByRole(
                        AriaRole.BUTTON, named("Account: " + person.identity().name())))
                .isVisible();
        return page;
    }

    private static Map<String, Object> sessionOf(RunningCloud cloud, TokenRequest identity) {
        return Map.of(
                "access_token",
                cloud.cloud().tokenFor(identity),
                "token_type",
                "Bearer",
                "scope",
                "openid",
                "expires_at",
                (double) Instant.now().plus(identity.life()).getEpochSecond(),
                "profile",
                Map.of("sub", identity.user(), "name", identity.name(), "email", identity.email()));
    }

    /** Errors of the pages' own code since the last tidying. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What axe finds on a page that has come to rest. */
    static List<?> violations(Page page) {
        Path axe = WEB.resolve("node_modules/axe-core/axe.min.js");
        assumeTrue(Files.exists(axe), "Skipped: axe-core is not installed; run npm ci in web");
        assertThat(page.locator("main")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.evaluate("() => {" + text(axe) + "}");
        return (List<?>) page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})"
                + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))");
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    /** Closes every page and forgets what went wrong in them. */
    void tidy() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        faults.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
