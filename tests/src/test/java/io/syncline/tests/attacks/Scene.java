package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.oauth.GrantState;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.Table;
import io.syncline.tests.company.Trail;
import java.util.ArrayList;
import java.util.List;

/**
 * Tess connects an account, and somebody interferes. She has another account that works, of the same provider: whatever
 * is tried, it has to stay as it is.
 */
final class Scene {

    final Company company;
    final RunningCloud cloud;
    final Person tess;
    final Browser browser;
    private final List<Mailbox> working = new ArrayList<>();

    Scene(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.browser = new Browser(cloud);
    }

    /** What must not change: connections, sealed tokens, and the grants that they live by. */
    record Standing(List<ObjectNode> connections, List<ObjectNode> tokens, List<List<GrantState>> grants) {}

    Standing standing() {
        return new Standing(
                new Table(cloud, "ConnectionsTable").partition("organisation", company.id()),
                new Table(cloud, "VaultTable")
                        .partition("organisation", company.id()).stream()
                                .filter(item ->
                                        !item.path("item").path("S").asText().equals("keyset"))
                                .toList(),
                working.stream()
                        .map(account -> cloud.providers().grants(account.provider(), account.email()))
                        .toList());
    }

    /** Tess has a working account; gives its connection. */
    String working(Provider provider) {
        Mailbox account = company.account(provider, "tess-works");
        String connection = tess.connect(account);
        working.add(account);
        return connection;
    }

    /** The account that Tess is about to connect. */
    Mailbox account(Provider provider) {
        return company.account(provider, "tess");
    }

    /** Tess has a working account, has started to connect another one, and has allowed everything at its provider. */
    Callback allowed(Provider provider) {
        working(provider);
        return Callback.of(browser.allow(
                browser.leaveFor(tess, provider), account(provider).email()));
    }

    /** The way back is refused for this reason: that is said, it stands in the trail, and nothing else happened. */
    void refused(Callback callback, String problem) {
        refused(browser, callback, problem, company.trail());
    }

    /** The same where nobody's organisation is to answer for it. */
    void refusedAsForged(Callback callback, String problem) {
        refused(browser, callback, problem, Trail.ofInstallation(cloud));
    }

    void refused(Browser visitor, Callback callback, String problem, Trail trail) {
        Standing before = standing();
        List<Trail.Entry> refusals = trail.entries("connection-refused");

        Answer answer = visitor.callback(callback.address());

        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.header("location")).isEqualTo("/connections?problem=" + problem);
        assertThat(standing()).isEqualTo(before);
        List<Trail.Entry> after = trail.entries("connection-refused");
        assertThat(after).hasSize(refusals.size() + 1);
        assertThat(newest(refusals, after).outcome()).isEqualTo("refused");
        assertThat(newest(refusals, after).detail()).isEqualTo(problem);
    }

    private static Trail.Entry newest(List<Trail.Entry> before, List<Trail.Entry> after) {
        List<Trail.Entry> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return added.getFirst();
    }

    /** The account that works does so still. */
    void works(String connection) {
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }
}
