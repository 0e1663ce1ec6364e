package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.tests.attacks.StateText.Part;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** S08: a {@code state} that is not exactly the one that was started, in the browser that started it, once, in time. */
@ExtendWith(SharedCloud.class)
class StateAttackTest {

    private final Scene scene;
    private final Company company;

    StateAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
    }

    @AtBothProviders
    void S08_a_state_that_is_missing(Provider provider) {
        scene.refusedAsForged(scene.allowed(provider).without("state"), "incomplete");
    }

    @AtBothProviders
    void S08_a_state_that_is_empty(Provider provider) {
        scene.refusedAsForged(scene.allowed(provider).with("state", ""), "incomplete");
    }

    @AtBothProviders
    void S08_a_state_that_nobody_issued(Provider provider) {
        scene.refusedAsForged(
                scene.allowed(provider).with("state", "bm9ib2R5.aXNzdWVkIHRoaXMgc3RhdGUgZXZlcg"), "invalid");
    }

    @AtBothProviders
    void S08_a_state_that_is_malformed(Provider provider) {
        Callback callback = scene.allowed(provider);
        for (String malformed : List.of(".", "nonsense", "a.b.c", "%00.%00", "x".repeat(5_000) + ".y")) {
            scene.refusedAsForged(callback.with("state", malformed), "invalid");
        }
    }

    @AtBothProviders
    void S08_a_state_whose_format_was_tampered_with(Provider provider) {
        tampered(provider, Part.FORMAT, "2");
    }

    @AtBothProviders
    void S08_a_state_whose_id_was_tampered_with(Provider provider) {
        tampered(provider, Part.ID, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    @AtBothProviders
    void S08_a_state_whose_provider_was_tampered_with(Provider provider) {
        tampered(provider, Part.PROVIDER, other(provider));
    }

    @AtBothProviders
    void S08_a_state_whose_organisation_was_tampered_with(Provider provider) {
        tampered(provider, Part.ORGANISATION, "another-company");
    }

    @AtBothProviders
    void S08_a_state_whose_user_was_tampered_with(Provider provider) {
        tampered(provider, Part.USER, "mallory");
    }

    @AtBothProviders
    void S08_a_state_whose_expiry_was_tampered_with(Provider provider) {
        tampered(provider, Part.EXPIRY, "4102444800");
    }

    @AtBothProviders
    void S08_a_state_whose_cookie_hash_was_tampered_with(Provider provider) {
        tampered(provider, Part.COOKIE_HASH, "0".repeat(64));
    }

    @AtBothProviders
    void S08_a_state_whose_signature_was_tampered_with(Provider provider) {
        Callback callback = scene.allowed(provider);
        StateText state = StateText.of(callback.value("state"));
        String first = state.signature().startsWith("A") ? "B" : "A";
        String flipped = first + state.signature().substring(1);

        scene.refusedAsForged(callback.with("state", new StateText(state.parts(), flipped).text()), "invalid");
        scene.refusedAsForged(callback.with("state", new StateText(state.parts(), "").text()), "invalid");
    }

    @AtBothProviders
    void S08_a_state_that_is_signed_but_names_a_start_that_never_was(Provider provider) {
        scene.refused(signed(provider, Part.ID, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "used");
    }

    @AtBothProviders
    void S08_a_state_that_is_signed_but_names_another_user_than_started(Provider provider) {
        scene.refused(signed(provider, Part.USER, "mallory"), "invalid");
    }

    @AtBothProviders
    void S08_a_state_that_is_signed_but_names_another_organisation_than_started(Provider provider) {
        Company other = new Company(scene.cloud);

        scene.refused(scene.browser, signed(provider, Part.ORGANISATION, other.id()), "invalid", other.trail());
        assertThat(other.administrator().connections()).isEmpty();
    }

    @AtBothProviders
    void S08_a_state_that_has_expired(Provider provider) {
        Callback callback = scene.allowed(provider);
        StateText state = StateText.of(callback.value("state"));
        long end = Long.parseLong(state.part(Part.EXPIRY));
        String over = state.with(Part.EXPIRY, Long.toString(end - 3600)).signedBy(scene.cloud);

        scene.refused(callback.with("state", over), "expired");
    }

    @AtBothProviders
    void S08_a_state_whose_row_has_expired(Provider provider) {
        Callback callback = scene.allowed(provider);
        String id = StateText.of(callback.value("state")).part(Part.ID);
        Table pending = new Table(scene.cloud, "PendingTable");
        pending.partition("id", id).forEach(row -> pending.delete(row, "id"));

        scene.refused(callback, "used");
    }

    @AtBothProviders
    void S08_a_state_that_is_replayed(Provider provider) {
        Callback callback = scene.allowed(provider);
        String connection = Person.connectionOf(scene.browser.comeBack(callback.address()));

        scene.refused(callback, "used");
        scene.works(connection);
    }

    @AtBothProviders
    void S08_a_state_that_is_replayed_in_parallel(Provider provider) throws Exception {
        Callback callback = scene.allowed(provider);
        String account = scene.account(provider).email();

        List<String> landings = inParallel(8, callback);

        assertThat(landings)
                .filteredOn(landing -> landing.contains("connected="))
                .hasSize(1);
        assertThat(landings).filteredOn("/connections?problem=used"::equals).hasSize(7);
        assertThat(scene.tess.connections()).hasSize(2);
        assertThat(scene.cloud.providers().codeExchanges(provider, account)).isEqualTo(1);
        assertThat(company.trail().entries("connection-refused")).hasSize(7);
        String connection = landings.stream()
                .filter(landing -> landing.contains("connected="))
                .map(Person::connectionOf)
                .findFirst()
                .orElseThrow();
        scene.works(connection);
    }

    @AtBothProviders
    void S08_the_state_of_another_user(Provider provider) {
        Callback callback = scene.allowed(provider);
        Browser toms = new Browser(scene.cloud);
        toms.leaveFor(company.technician("tom"), provider);

        scene.refused(toms, callback, "invalid", company.trail());
        assertThat(company.technician("tom").connections()).isEmpty();
    }

    @AtBothProviders
    void S08_the_state_of_another_organisation(Provider provider) {
        Callback callback = scene.allowed(provider);
        Company other = new Company(scene.cloud);
        Browser eves = new Browser(scene.cloud);
        eves.leaveFor(other.administrator(), provider);

        scene.refused(eves, callback, "invalid", company.trail());
        assertThat(other.administrator().connections()).isEmpty();
        assertThat(other.trail().entries("connection-refused")).isEmpty();
    }

    @AtBothProviders
    void S08_the_state_of_another_provider(Provider provider) {
        scene.refused(scene.allowed(provider).at(other(provider)), "invalid");
    }

    @AtBothProviders
    void S08_a_callback_of_a_provider_that_nobody_knows(Provider provider) {
        scene.refusedAsForged(scene.allowed(provider).at("yahoo"), "incomplete");
    }

    @AtBothProviders
    void S08_a_state_of_an_administrators_consent(Provider provider) {
        Callback callback = scene.allowed(provider);
        StateText consent =
                new StateText(List.of("consent-1", provider.slug(), company.id(), "tess", "4102444800"), "");

        scene.refusedAsForged(callback.with("state", consent.signedBy(scene.cloud)), "invalid");
    }

    @AtBothProviders
    void S08_two_good_starts_are_told_apart(Provider provider) {
        Mailbox account = scene.account(provider);
        Callback first =
                Callback.of(scene.browser.allow(scene.browser.leaveFor(scene.tess, provider), account.email()));
        Callback second =
                Callback.of(scene.browser.allow(scene.browser.leaveFor(scene.tess, provider), account.email()));

        assertThat(scene.browser.comeBack(first.address())).contains("connected=");
        assertThat(scene.browser.comeBack(second.address())).contains("connected=");
        assertThat(scene.tess.connections()).hasSize(1);
        scene.works(scene.tess.connections().getFirst().path("id").asText());
    }

    /** Changed by somebody who cannot sign. */
    private void tampered(Provider provider, Part part, String value) {
        Callback callback = scene.allowed(provider);
        StateText state = StateText.of(callback.value("state"));

        scene.refusedAsForged(callback.with("state", state.with(part, value).text()), "invalid");
    }

    /** Changed by somebody who can. */
    private Callback signed(Provider provider, Part part, String value) {
        Callback callback = scene.allowed(provider);
        StateText state = StateText.of(callback.value("state"));
        return callback.with("state", state.with(part, value).signedBy(scene.cloud));
    }

    private List<String> inParallel(int times, Callback callback) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = Stream.generate(
                            () -> threads.submit(() -> scene.browser.comeBack(callback.address())))
                    .limit(times)
                    .toList();
            List<String> landings = new ArrayList<>();
            for (Future<String> answer : answers) {
                landings.add(answer.get());
            }
            return landings;
        }
    }

    private static String other(Provider provider) {
        return switch (provider) {
            case GOOGLE -> "microsoft";
            case MICROSOFT -> "google";
        };
    }
}
