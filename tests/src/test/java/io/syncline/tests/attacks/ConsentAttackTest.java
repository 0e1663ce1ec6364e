package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.oauth.GrantState;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fewer permissions than were asked for, more, others, and those of another account. */
@ExtendWith(SharedCloud.class)
class ConsentAttackTest {

    private static final String[] ALL = {"calendar", "mail", "contacts"};

    private final Scene scene;
    private final Company company;
    private final Person tess;

    ConsentAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
        this.tess = scene.tess;
    }

    @AfterEach
    void repairTheProviders() {
        scene.cloud.providers().clearFaults();
    }

    @AtBothProviders
    void fewer_scopes_are_a_connection_with_something_missing_and_can_be_completed_later(Provider provider) {
        Mailbox account = scene.account(provider);
        String page = scene.browser.leaveWith(tess, Browser.start(provider.slug(), ALL));

        String connection = Person.connectionOf(
                scene.browser.comeBack(scene.browser.allowOnly(page, account.email(), scope -> !isMail(scope))));

        assertThat(tess.state(connection)).isEqualTo("active");
        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
        assertThat(tess.health(connection, "contacts")).isEqualTo("healthy");
        assertThat(tess.health(connection, "mail")).isEqualTo("not-granted");
        assertThat(tess.finding(connection, "mail")).isEqualTo("not-granted");
        assertThat(company.trail().entries("connection-completed").getFirst().detail())
                .contains("not allowed: mail");

        assertThat(tess.connectAgain(connection, account, "mail")).isEqualTo(connection);

        for (String service : ALL) {
            assertThat(tess.health(connection, service)).as(service).isEqualTo("healthy");
            assertThat(tess.finding(connection, service)).as(service).isEqualTo("works");
        }
        assertThat(tess.connections()).hasSize(1);
    }

    @AtBothProviders
    void a_service_that_was_not_granted_is_not_used_at_the_provider(Provider provider) {
        Mailbox account = scene.account(provider);
        String page = scene.browser.leaveWith(tess, Browser.start(provider.slug(), "calendar", "mail"));
        String connection = Person.connectionOf(
                scene.browser.comeBack(scene.browser.allowOnly(page, account.email(), scope -> !isMail(scope))));

        tess.check(connection).success();

        assertThat(scene.cloud.providers().requests().find(entry -> isMailRequest(entry, account)))
                .isEmpty();
    }

    @AtBothProviders
    void more_scopes_than_were_asked_for_switch_nothing_on(Provider provider) {
        Callback callback = scene.allowed(provider);
        scopes(provider, everything(provider));

        String connection = Person.connectionOf(scene.browser.comeBack(callback.address()));

        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
        assertThat(tess.health(connection, "mail")).isEqualTo("off");
        assertThat(tess.health(connection, "contacts")).isEqualTo("off");
        assertThat(tess.finding(connection, "mail")).isEqualTo("not looked at");
    }

    @AtBothProviders
    void scopes_in_another_order_and_spelling_are_the_same(Provider provider) {
        Callback callback = scene.allowed(provider);
        scopes(
                provider,
                switch (provider) {
                    case GOOGLE ->
                        "https://www.googleapis.com/auth/userinfo.profile   openid"
                                + " https://www.googleapis.com/auth/calendar.events openid"
                                + " https://www.googleapis.com/auth/calendar.calendarlist.readonly"
                                + " https://www.googleapis.com/auth/userinfo.email";
                    case MICROSOFT ->
                        "https://graph.microsoft.com/user.read  PROFILE openid"
                                + " https://graph.microsoft.com/calendars.readwrite email";
                });

        String connection = Person.connectionOf(scene.browser.comeBack(callback.address()));

        assertThat(tess.health(connection, "calendar")).isEqualTo("healthy");
        scene.works(connection);
    }

    @AtBothProviders
    void scopes_that_only_look_like_the_ones_that_were_asked_for(Provider provider) {
        Callback callback = scene.allowed(provider);
        scopes(
                provider,
                switch (provider) {
                    case GOOGLE ->
                        "openid https://www.googleapis.com/auth/calendar.events.attacker"
                                + " https://attacker.example/auth/calendar";
                    case MICROSOFT -> "openid Calendars.ReadWriteX https://attacker.example/Calendars.ReadWrite";
                });

        scene.refused(callback, "no-access");
    }

    @AtBothProviders
    void no_service_at_all_is_no_connection_and_its_grant_is_given_back(Provider provider) {
        scene.working(provider);
        Mailbox account = scene.account(provider);
        String page = scene.browser.leaveWith(tess, Browser.start(provider.slug(), ALL));

        scene.refused(
                Callback.of(scene.browser.allowOnly(page, account.email(), scope -> !isService(scope))), "no-access");

        if (provider == Provider.GOOGLE) {
            assertThat(living(account)).isEmpty();
        }
    }

    @AtBothProviders
    void F07_another_account_on_reconnecting_is_refused(Provider provider) {
        String connection = scene.working(provider);
        Mailbox other = company.account(provider, "somebody-else");
        ObjectNode again = Browser.start(provider.slug()).put("connection", connection);

        scene.refused(
                Callback.of(scene.browser.allow(scene.browser.leaveWith(tess, again), other.email())), "other-account");

        scene.works(connection);
        if (provider == Provider.GOOGLE) {
            assertThat(living(other)).isEmpty();
        }
    }

    @AtBothProviders
    void F07_another_account_of_ones_own_on_reconnecting_is_refused_and_goes_on(Provider provider) {
        String connection = scene.working(provider);
        Mailbox other = company.account(provider, "tess-other");
        String second = tess.connect(other);
        ObjectNode again = Browser.start(provider.slug()).put("connection", connection);

        scene.refused(
                Callback.of(scene.browser.allow(scene.browser.leaveWith(tess, again), other.email())), "other-account");

        scene.works(connection);
        scene.works(second);
    }

    @AtBothProviders
    void F07_an_account_of_a_colleague_stays_theirs(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        Person tom = company.technician("tom");
        Browser toms = new Browser(scene.cloud);

        scene.refused(
                toms,
                Callback.of(toms.allow(toms.leaveFor(tom, provider), account.email())),
                "wrong-account",
                company.trail());

        scene.works(connection);
        assertThat(tom.connections()).isEmpty();
    }

    @AtBothProviders
    void a_connection_of_somebody_else_cannot_be_connected_again(Provider provider) {
        String connection = scene.working(provider);
        Scene.Standing before = scene.standing();
        ObjectNode again = Browser.start(provider.slug()).put("connection", connection);

        for (Person stranger :
                List.of(company.technician("tom"), company.administrator(), new Company(scene.cloud).administrator())) {
            Answer answer = stranger.post("/v1/connections", again);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
        assertThat(scene.standing()).isEqualTo(before);
    }

    @AtBothProviders
    void an_answer_without_a_refresh_token_is_no_connection(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud
                .providers()
                .addFault(scene.cloud
                        .providers()
                        .spoiltTokens(
                                provider, JsonNodeFactory.instance.objectNode().putNull("refresh_token"))
                        .times(1));

        scene.refused(callback, "provider");
    }

    private void scopes(Provider provider, String scopes) {
        scene.cloud
                .providers()
                .addFault(scene.cloud
                        .providers()
                        .spoiltTokens(
                                provider, JsonNodeFactory.instance.objectNode().put("scope", scopes))
                        .times(1));
    }

    private static String everything(Provider provider) {
        return switch (provider) {
            case GOOGLE ->
                "openid email profile https://www.googleapis.com/auth/calendar https://mail.google.com/"
                        + " https://www.googleapis.com/auth/contacts https://www.googleapis.com/auth/drive";
            case MICROSOFT -> "openid User.Read Calendars.ReadWrite Mail.ReadWrite Contacts.ReadWrite Files.Read.All";
        };
    }

    private List<GrantState> living(Mailbox account) {
        return scene.cloud.providers().grants(account.provider(), account.email()).stream()
                .filter(GrantState::living)
                .toList();
    }

    private static boolean isMail(String scope) {
        return scope.matches("(?i).*(gmail|mail\\.read).*");
    }

    private static boolean isService(String scope) {
        return isMail(scope) || scope.matches("(?i).*(calendar|contacts).*");
    }

    private static boolean isMailRequest(LedgerEntry entry, Mailbox account) {
        return entry.account().filter(account.email()::equals).isPresent()
                && (entry.part().equals("gmail") || entry.path().contains("/messages"));
    }
}
