package io.syncline.tests.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.When;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The people of the demo at work: Dana plans jobs for Tess, whose Google calendar carries them. */
final class Workday {

    final Person dana;
    final Person tess;
    final Mailbox calendar;

    private final RunningCloud cloud;
    private final List<String> jobs = new ArrayList<>();

    Workday(RunningCloud cloud) {
        this.cloud = cloud;
        this.dana = new Person(cloud, TokenRequest.of(DemoPerson.DANA));
        this.tess = new Person(cloud, TokenRequest.of(DemoPerson.TESS));
        this.calendar = new Mailbox(cloud.providers(), Provider.GOOGLE, DemoPerson.TESS.email(), "primary");
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
        jobs.add(jobId);
        ObjectNode job = Company.job(title, When.timed(2, "09:00", "10:30"), DemoPerson.TESS.id());
        change.accept(job);
        dana.put("/v1/jobs/" + jobId, job).success();
        cloud.settle();
    }

    /** Does something in the calendar that nobody hears of before the next run. */
    void unheard(Runnable deed) {
        cloud.providers().push().pause();
        deed.run();
    }

    /** Lets the provider tell again what changes, and takes away what a test left. */
    void tidy() {
        cloud.providers().push().resume();
        cloud.providers().clearFaults();
        jobs.stream().distinct().forEach(job -> dana.delete("/v1/jobs/" + job));
        cloud.settle();
        for (Person person : List.of(tess, dana)) {
            person.connections()
                    .forEach(one ->
                            person.delete("/v1/connections/" + one.path("id").asText()));
        }
        cloud.settle();
        calendar.events()
                .forEach(event -> cloud.providers()
                        .delete(calendar.provider(), calendar.email(), calendar.calendar(), event.id()));
    }
}
