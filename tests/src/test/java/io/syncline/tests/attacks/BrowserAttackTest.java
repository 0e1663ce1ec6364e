package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers in a browser that did not ask, and ways back that lead somewhere else. */
@ExtendWith(SharedCloud.class)
class BrowserAttackTest {

    private final Scene scene;
    private final Company company;

    BrowserAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
    }

    @AtBothProviders
    void S08_a_browser_without_the_cookie(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.browser.forgetCookies();

        scene.refused(callback, "invalid");
    }

    @AtBothProviders
    void S08_a_browser_with_a_foreign_cookie(Provider provider) {
        Callback callback = scene.allowed(provider);
        String own = scene.browser.cookies().getLast();
        scene.browser.useCookie(own.replaceFirst("=.*", "=bm90LXRoZS1jb29raWUtb2YtdGhpcy1zdGFydA"));

        scene.refused(callback, "invalid");
    }

    @AtBothProviders
    void S08_a_cookie_that_was_taken_for_the_one_of_another_start(Provider provider) {
        Callback callback = scene.allowed(provider);
        Browser attackers = new Browser(scene.cloud);
        attackers.leaveFor(company.technician("mallory"), provider);
        String name = scene.browser.cookies().getLast().replaceFirst("=.*", "");
        String value = attackers.cookies().getLast().replaceFirst("[^=]*=", "");
        scene.browser.useCookie(name + "=" + value);

        scene.refused(callback, "invalid");
    }

    @AtBothProviders
    void S08_many_cookies_of_which_none_is_the_one(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.browser.forgetCookies();
        for (int tab = 0; tab < 5; tab++) {
            scene.browser.leaveFor(scene.tess, provider);
        }

        scene.refused(callback, "invalid");
    }

    @AtBothProviders
    void S08_two_tabs_both_complete(Provider provider) {
        String first = scene.browser.leaveFor(scene.tess, provider);
        String second = scene.browser.leaveFor(scene.tess, provider);
        Mailbox one = company.account(provider, "tess-one");
        Mailbox two = company.account(provider, "tess-two");

        String earlier = scene.browser.comeBack(scene.browser.allow(first, one.email()));
        String later = scene.browser.comeBack(scene.browser.allow(second, two.email()));

        scene.works(Person.connectionOf(earlier));
        scene.works(Person.connectionOf(later));
        assertThat(scene.tess.connections()).hasSize(2);
        assertThat(company.trail().entries("connection-completed")).hasSize(2);
    }

    @AtBothProviders
    void the_cookie_is_for_this_host_only_and_unseen_by_scripts(Provider provider) {
        String cookie = scene.tess
                .post("/v1/connections", Browser.start(provider.slug()))
                .header("set-cookie");

        assertThat(cookie).startsWith("__Host-").contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax");
        assertThat(cookie).doesNotContain("Domain");
    }

    @AtBothProviders
    void the_callback_tells_nobody_where_the_browser_came_from(Provider provider) {
        Answer answer = scene.browser.callback(scene.allowed(provider).address());

        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    }

    @AtBothProviders
    void a_way_back_that_is_absolute(Provider provider) {
        refusedWayBack(
                provider, "https://attacker.example/connections", "http:attacker.example", "javascript:alert(1)");
    }

    @AtBothProviders
    void a_way_back_that_is_scheme_relative(Provider provider) {
        refusedWayBack(provider, "//attacker.example", "///attacker.example", "/x//attacker.example");
    }

    @AtBothProviders
    void a_way_back_with_line_breaks(Provider provider) {
        refusedWayBack(
                provider,
                "/connections\r\nLocation: https://attacker.example",
                "/connections\nx",
                "/\tattacker.example",
                "/connections%0d%0aLocation:%20https://attacker.example");
    }

    @AtBothProviders
    void a_way_back_with_encoded_slashes(Provider provider) {
        refusedWayBack(provider, "/%2f%2fattacker.example", "/%2Fattacker.example", "/%5c%5cattacker.example");
    }

    @AtBothProviders
    void a_way_back_with_backslashes(Provider provider) {
        refusedWayBack(provider, "/\\attacker.example", "\\\\attacker.example", "/\\/attacker.example");
    }

    @AtBothProviders
    void a_way_back_that_names_somebody_as_a_user(Provider provider) {
        refusedWayBack(provider, "@attacker.example", "/@attacker.example", "", " /connections", "/" + "x".repeat(600));
    }

    @AtBothProviders
    void a_way_back_that_was_changed_where_it_is_stored(Provider provider) {
        Callback callback = scene.allowed(provider);
        Table pending = new Table(scene.cloud, "PendingTable");
        String id = StateText.of(callback.value("state")).part(StateText.Part.ID);
        pending.partition("id", id).forEach(row -> {
            ObjectNode changed = row.deepCopy();
            changed.putObject("returnTo").put("S", "//attacker.example");
            pending.put(changed);
        });

        assertThat(scene.browser.comeBack(callback.address()))
                .startsWith("/connections?")
                .doesNotContain("attacker");
    }

    private void refusedWayBack(Provider provider, String... ways) {
        Scene.Standing before = scene.standing();
        for (String way : ways) {
            Answer answer = scene.tess.post(
                    "/v1/connections", Browser.start(provider.slug()).put("returnTo", way));
            assertThat(answer.status()).as(way).isEqualTo(400);
            assertThat(answer.problem()).as(way).isEqualTo("invalid-request");
            assertThat(answer.json().path("field").asText()).as(way).isEqualTo("returnTo");
            assertThat(answer.headers()).as(way).doesNotContainKeys("location", "set-cookie");
        }
        assertThat(scene.standing()).isEqualTo(before);
        assertThat(company.trail().entries("connection-started")).isEmpty();
        assertThat(List.of(scene.tess.connections())).containsExactly(List.of());
    }
}
