package io.syncline.tests.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.providers.account.Provider;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An organisation of its own on the running cloud: what happens in it, no other test sees. */
public final class Company {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RunningCloud cloud;
    private final String id = "company-" + COUNT.incrementAndGet();

    public Company(RunningCloud cloud) {
        this.cloud = cloud;
    }

    public RunningCloud cloud() {
        return cloud;
    }

    public String id() {
        return id;
    }

    public Person dispatcher() {
        return person("dora", "dispatcher");
    }

    public Person administrator() {
        return person("adam", "administrator");
    }

    public Person technician(String name) {
        return person(name, "technician");
    }

    /** A new account with a provider and its primary calendar. */
    public Mailbox account(Provider provider, String name) {
        String email = name + "@" + id + ".example";
        cloud.providers().openAccount(provider, email, name, When.ZURICH.getId());
        return new Mailbox(cloud.providers(), provider, email, "primary");
    }

    /** Its audit trail. */
    public Trail trail() {
        return new Trail(cloud, id);
    }

    /** A job as the CRM has it. */
    public static ObjectNode job(String title, JsonNode when, String... assignees) {
        ObjectNode job = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("description", "Ring the bell at the side entrance.")
                .put("location", "Seefeldstrasse 42, 8008 Zürich");
        job.set("when", when);
        List.of(assignees).forEach(job.putArray("assignees")::add);
        return job;
    }

    /** Puts a job as the dispatcher, and waits until it is where it belongs. */
    public void put(String jobId, ObjectNode job) {
        dispatcher().put("/v1/jobs/" + jobId, job).success();
        cloud.settle();
    }

    private Person person(String name, String role) {
        return new Person(cloud, TokenRequest.of(name, name, name + "@" + id + ".example", id, List.of(role)));
    }
}
