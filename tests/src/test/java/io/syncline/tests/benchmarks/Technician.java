package io.syncline.tests.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.demo.Session;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.tests.company.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Somebody with a connected account, alone in an organisation on a local cloud that is measured. */
final class Technician {

    static final String PRIMARY = "primary";
    private static final Duration LONGEST = Duration.ofMinutes(40);
    private static final int CROWD = 8;
    private static final int DAYS = 300;

    private final LocalCloud cloud;
    private final String organisation;
    private final Provider provider;
    private final String email;
    private final Session own;
    private final Session dispatcher;
    private final String connection;

    private Technician(LocalCloud cloud, String organisation, Provider provider) {
        this.cloud = cloud;
        this.organisation = organisation;
        this.provider = provider;
        this.email = "tess@" + organisation + ".example";
        this.own = session("tess", "technician");
        this.dispatcher = session("dana", "dispatcher");
        control().openAccount(provider, email, "Tess Turner", When.ZURICH.getId());
        this.connection = own.connect(provider.slug(), email);
    }

    /** Opens an account and connects it; no calendar is chosen yet. */
    static Technician connected(LocalCloud cloud, String organisation, Provider provider) {
        return new Technician(cloud, organisation, provider);
    }

    private Session session(String name, String role) {
        DemoPerson person = new DemoPerson(
                name, name, name + "@" + organisation + ".example", organisation, List.of(role), "is measured");
        return new Session(cloud.origin(), () -> cloud.tokenFor(person));
    }

    private SimulatorControl control() {
        return cloud.simulators().control();
    }

    String organisation() {
        return organisation;
    }

    String email() {
        return email;
    }

    /** Events that the calendar's owner has, spread over ten months. */
    void hasEvents(int count) {
        for (int number = 0; number < count; number++) {
            LocalDateTime start = start(number);
            control()
                    .create(
                            provider,
                            email,
                            PRIMARY,
                            UserEvent.of(
                                    "Appointment " + number,
                                    new UserEvent.When.Timed(start, start.plusMinutes(45), When.ZURICH)));
        }
    }

    /** Jobs that the CRM has for the calendar's owner, spread over ten months. */
    void getsJobs(int count) {
        try (ExecutorService crowd = Executors.newFixedThreadPool(CROWD)) {
            List<Future<JsonNode>> put = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                String id = "J-" + number;
                ObjectNode job = job("Job " + number, number);
                put.add(crowd.submit(() -> dispatcher.put("/v1/jobs/" + id, job)));
            }
            for (Future<JsonNode> one : put) {
                one.get();
            }
        } catch (ExecutionException refused) {
            throw new IllegalStateException("A job was not taken", refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts one job, or puts it otherwise. */
    void getsJob(int number, String title) {
        dispatcher.put("/v1/jobs/J-" + number, job(title, number));
    }

    private static ObjectNode job(String title, int number) {
        LocalDateTime start = start(number);
        ObjectNode job = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("description", "Ring the bell at the side entrance.")
                .put("location", "Seefeldstrasse 42, 8008 Zürich");
        job.putObject("when")
                .put("start", start + ":00")
                .put("end", start.plusMinutes(45) + ":00")
                .put("timeZone", When.ZURICH.getId());
        job.putArray("assignees").add("tess");
        return job;
    }

    private static LocalDateTime start(int number) {
        return When.at(number % DAYS - 10, "08:00").plusMinutes(15L * (number / DAYS % 40));
    }

    /** The title of a job as the CRM would read it. */
    String titleOfJob(int number) {
        return dispatcher.get("/v1/jobs/J-" + number).path("title").asText();
    }

    /** The event of this title in the calendar, where there is one. */
    Optional<UserEvent> event(String title) {
        return control().events(provider, email, PRIMARY).stream()
                .filter(event -> event.title().equals(title))
                .findFirst();
    }

    /** An event as its owner sees it. */
    UserEvent event(UserEvent known) {
        return control().event(provider, email, PRIMARY, known.id());
    }

    /** The owner gives an event another title. */
    void renames(UserEvent event, String title) {
        control().update(provider, email, PRIMARY, event.id(), now -> now.withTitle(title));
    }

    /** Which calendar is the primary one. */
    String primary() {
        return own.get("/v1/connections/" + connection + "/calendars")
                .path("calendars")
                .valueStream()
                .filter(calendar -> calendar.path("primary").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    /** Chooses a calendar and waits until both sides agree for the first time; how long that took. */
    long firstSync(String calendar) {
        String path =
                "/v1/connections/" + connection + "/calendars/" + URLEncoder.encode(calendar, StandardCharsets.UTF_8);
        long before = System.nanoTime();
        own.put(path, JsonNodeFactory.instance.objectNode().put("chosen", true));
        until(this::isInStep, Duration.ofMillis(50));
        return System.nanoTime() - before;
    }

    /** Asks for a run, as an impatient person does. */
    void syncsNow() {
        own.post("/v1/connections/" + connection + "/sync", JsonNodeFactory.instance.objectNode());
    }

    private boolean isInStep() {
        JsonNode calendar = own.get("/v1/sync").path("calendars").path(0);
        return calendar.path("state").asText().equals("in-step")
                && calendar.path("waiting").asLong() == 0;
    }

    /** Waits for what comes when it comes. */
    static void until(BooleanSupplier condition, Duration lookAgain) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come within " + LONGEST);
            }
            try {
                Thread.sleep(lookAgain);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting", interrupted);
            }
        }
    }
}
