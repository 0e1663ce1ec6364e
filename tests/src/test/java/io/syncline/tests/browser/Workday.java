package io.syncline.tests.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.When;
import java.util.List;
import java.util.function.Consumer;

/**
 * An organisation of its own at work: Dana plans jobs for Tess, whose Google calendar carries them. What a test leaves
 * behind in it, no other test sees.
 */
final class Workday {

    final Person dana;
    final Person tess;
    final Mailbox calendar;

    private final RunningCloud cloud;
    private final String organisation;

    Workday(RunningCloud cloud) {
        this.cloud = cloud;
        this.organisation = new Company(cloud).id();
        this.dana = person("dana", "Dana Diaz", "dispatcher");
        this.tess = person("tess", "Tess Turner", "technician");
        this.calendar =
                new Mailbox(cloud.providers(), Provider.GOOGLE, tess.identity().email(), "primary");
        cloud.providers()
                .openAccount(Provider.GOOGLE, calendar.email(), tess.identity().name(), When.ZURICH.getId());
    }

    private Person person(String id, String name, String role) {
        String email = id + "@" + organisation + ".example";
        return new Person(cloud, TokenRequest.of(id, name, email, organisation, List.of(role)));
    }

    /** Connects Tess's account and chooses its primary calendar. */
    String connect() {
        return tess.connectAndChoose(calendar);
    }

    /** A job of Tess's, in two days. */
    void put(String jobId, String title) {
        put(jobId, title, job -> {});
    }

    /** A job of Tess's, in two days, with a change of its own. */
    void put(String jobId, String title, Consumer<ObjectNode> change) {
        ObjectNode job = Company.job(title, When.timed(2, "09:00", "10:30"), tess.id());
        change.accept(job);
        dana.put("/v1/jobs/" + jobId, job).success();
        cloud.settle();
    }

    /** Does something in the calendar that nobody hears of before the next run, or before {@link #tidy()}. */
    void unheard(Runnable deed) {
        cloud.providers().push().pause();
        deed.run();
    }

    /** Lets the providers of all organisations work as usual again. */
    void tidy() {
        cloud.providers().push().resume();
        cloud.providers().clearFaults();
        cloud.settle();
    }
}
