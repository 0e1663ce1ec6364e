package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.local.cloud.aws.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The HTTP API of {@code docs/openapi.yaml} as the CRM and the dashboard call it. */
final class SynclineApi {

    private static final int CHANGED_MEANWHILE = 412;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 8;
    private static final int CLICKS = 30;

    private final HttpClient http = HttpClient.newBuilder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String origin;
    private final Function<Owner, String> tokens;

    /**
     * A client.
     *
     * @param tokens gives a fresh access token of a person
     */
    SynclineApi(String origin, Function<Owner, String> tokens) {
        this.origin = origin;
        this.tokens = tokens;
    }

    /**
     * How a calendar stands.
     *
     * @param waiting jobs that the next run will write
     * @param review the deletions that wait for a decision, or nothing
     */
    record Standing(
            Owner owner,
            String connection,
            String state,
            long waiting,
            long pushed,
            long pulled,
            long conflicts,
            String problem,
            String review) {

        /** Whether it waits for its next try, or for somebody. */
        boolean isHeldUp() {
            return Set.of("delayed", "failed", "needs-reconnect", "paused").contains(state);
        }

        boolean inStep() {
            return state.equals("in-step") && waiting == 0;
        }
    }

    /** A span of time, the end exclusive. */
    record Span(Instant from, Instant to) {}

    /** Puts a new job. */
    void put(Order order) {
        done(send(Owner.DANA, "PUT", job(order.id()), Optional.of(form(order.details(), order.owner())), ""));
    }

    /**
     * Changes some fields or occurrences of a job on top of what the CRM has, as a careful CRM does.
     *
     * @param known the job as it was last read
     * @return what had been changed to something else meanwhile, and was changed all the same
     */
    Set<Aspect> edit(Story story, JobSeen known) {
        JobSeen base = known;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Details edited = base.details();
            for (Aspect aspect : story.crmAspects()) {
                edited = edited.with(aspect, story.crmEdit());
            }
            ObjectNode body = form(edited.pruned(), story.order().owner());
            HttpResponse<String> answer =
                    send(Owner.DANA, "PUT", job(base.id()), Optional.of(body), "\"" + base.version() + "\"");
            if (answer.statusCode() != CHANGED_MEANWHILE) {
                done(answer);
                return overruled(story, base);
            }
            base = job(Owner.DANA, base.id()).orElse(base);
        }
        throw new IllegalStateException("The job " + known.id() + " kept changing while it was edited");
    }

    void cancel(String id) {
        done(send(Owner.DANA, "DELETE", job(id), Optional.empty(), ""));
    }

    /** All jobs that touch the span, cancelled ones where they are listed. */
    Map<String, JobSeen> jobs(Span span) {
        Map<String, JobSeen> jobs = new HashMap<>();
        String next = "";
        do {
            String page = next.isEmpty() ? "" : "&page=" + encoded(next);
            JsonNode answer = get(Owner.DANA, "/v1/jobs?" + query(span) + page);
            answer.path("jobs").forEach(job -> jobs.put(job.path("id").asText(), ApiForms.job(job)));
            next = answer.path("nextPage").asText("");
        } while (!next.isEmpty());
        return jobs;
    }

    Optional<JobSeen> job(Owner reader, String id) {
        HttpResponse<String> answer = send(reader, "GET", job(id), Optional.empty(), "");
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(ApiForms.job(done(answer)));
    }

    /** What open conflicts are about, by job; those about a whole job are left out. */
    Map<String, Set<Aspect>> conflicts() {
        Map<String, Set<Aspect>> conflicts = new HashMap<>();
        String next = "";
        do {
            String page = next.isEmpty() ? "" : "&cursor=" + encoded(next);
            JsonNode answer = get(Owner.DANA, "/v1/conflicts?state=open" + page);
            for (JsonNode conflict : answer.path("conflicts")) {
                if (conflict.hasNonNull("aspect")) {
                    conflicts
                            .computeIfAbsent(conflict.path("jobId").asText(), id -> new HashSet<>())
                            .add(Aspect.named(conflict.path("aspect").asText()));
                }
            }
            next = answer.path("next").asText("");
        } while (!next.isEmpty());
        return conflicts;
    }

    /** What a browser asks for when somebody opens the page of connections. */
    void openDashboard(Owner reader) {
        for (String path : List.of("/v1/config", "/v1/me", "/v1/connections")) {
            get(reader, path);
        }
    }

    /** How the calendar of each owner stands. */
    List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (Owner owner : Owner.values()) {
            for (JsonNode calendar : get(owner, "/v1/sync").path("calendars")) {
                standings.add(new Standing(
                        owner,
                        calendar.path("connectionId").asText(),
                        calendar.path("state").asText(),
                        calendar.path("waiting").asLong(),
                        calendar.path("counts").path("pushed").asLong(),
                        calendar.path("counts").path("pulled").asLong(),
                        calendar.path("conflicts").asLong(),
                        calendar.path("problem").asText(""),
                        calendar.path("review").asText("")));
            }
        }
        return standings;
    }

    /** Lets deletions be carried out that a calendar waits with (R17). */
    void approve(String review) {
        String path = "/v1/reviews/" + encoded(review) + "/decision";
        done(send(Owner.DANA, "POST", path, Optional.of(Json.object().put("answer", "approve")), ""));
    }

    void syncNow(Owner owner, String connection) {
        done(send(owner, "POST", "/v1/connections/" + connection + "/sync", Optional.empty(), ""));
    }

    /** The primary calendar of the account where it can be written, otherwise the first that can. */
    String calendarFor(Owner owner, String connection) {
        JsonNode calendars =
                get(owner, "/v1/connections/" + connection + "/calendars").path("calendars");
        for (JsonNode calendar : calendars) {
            if (calendar.path("writable").asBoolean()) {
                return calendar.path("id").asText();
            }
        }
        throw new IllegalStateException("No calendar of " + owner.email() + " can be written: " + calendars);
    }

    /** Chooses a calendar; where the provider does not answer, again, as somebody would. */
    void choose(Owner owner, String connection, String calendar) {
        String path = "/v1/connections/" + connection + "/calendars/" + encoded(calendar);
        HttpResponse<String> answer;
        int attempts = 0;
        do {
            answer = send(owner, "PUT", path, Optional.of(Json.object().put("chosen", true)), "");
        } while (answer.statusCode() == UNAVAILABLE && ++attempts < CLICKS);
        done(answer);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted during " + request.uri().getPath(), e);
        }
    }

    private HttpResponse<String> send(
            Owner sender, String method, String path, Optional<ObjectNode> body, String ifMatch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.apply(sender))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElseGet(BodyPublishers::noBody));
        if (!ifMatch.isEmpty()) {
            request.header("If-Match", ifMatch);
        }
        return send(request.build());
    }

    /** The body of an answer that says yes. */
    private static JsonNode done(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.request().method() + " "
                    + answer.request().uri().getPath() + " was answered with " + answer.statusCode() + ": "
                    + answer.body());
        }
        return Json.read(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private JsonNode get(Owner reader, String path) {
        return done(send(reader, "GET", path, Optional.empty(), ""));
    }

    private static Set<Aspect> overruled(Story story, JobSeen base) {
        Set<Aspect> aspects = new HashSet<>(story.disputed());
        aspects.removeIf(aspect -> base.details().agreesOn(aspect, story.order().details()));
        return aspects;
    }

    private static ObjectNode form(Details details, Owner assignee) {
        ObjectNode form = ApiForms.of(details);
        form.putArray("assignees").add(assignee.person().id());
        return form;
    }

    private static String job(String id) {
        return "/v1/jobs/" + encoded(id);
    }

    private static String query(Span span) {
        return "from=" + encoded(span.from().toString()) + "&to="
                + encoded(span.to().toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
