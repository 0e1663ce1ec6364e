package io.syncline.tests.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.identity.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Somebody of a company who calls the API with an access token. */
public final class Person {

    static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final RunningCloud cloud;
    private final TokenRequest identity;
    private final String authorization;

    public Person(RunningCloud cloud, TokenRequest identity) {
        this(cloud, identity, "Bearer " + cloud.cloud().tokenFor(identity));
    }

    private Person(RunningCloud cloud, TokenRequest identity, String authorization) {
        this.cloud = cloud;
        this.identity = identity;
        this.authorization = authorization;
    }

    /** The same person with another Authorization header; none where it is empty. */
    public Person sending(String otherAuthorization) {
        return new Person(cloud, identity, otherAuthorization);
    }

    /** The same person with another token. */
    public Person with(TokenRequest token) {
        return new Person(cloud, token);
    }

    public TokenRequest identity() {
        return identity;
    }

    public String id() {
        return identity.user();
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Answer put(String path, JsonNode body) {
        return send("PUT", path, Optional.of(body.toString()));
    }

    public Answer post(String path) {
        return send("POST", path, Optional.empty());
    }

    public Answer post(String path, JsonNode body) {
        return send("POST", path, Optional.of(body.toString()));
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    public Answer patch(String path, JsonNode body) {
        return send("PATCH", path, Optional.of(body.toString()));
    }

    /** Any request; {@code headers} are names and values in turn. */
    public Answer send(String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(cloud.cloud().origin() + path))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        Answer answer = Answer.of(exchange(request.build()));
        cloud.transcript().note(method + " " + path, answer);
        return answer;
    }

    /** Connects an account through the provider's consent page and gives the connection's id. */
    public String connect(Mailbox account) {
        return connectFor(account, "calendar");
    }

    /** Connects an account for these services, which it allows, and gives the connection's id. */
    public String connectFor(Mailbox account, String... services) {
        return connected(new Browser(cloud), Browser.start(account.provider().slug(), services), account);
    }

    /** Connects the account of a connection again, for these services besides. */
    public String connectAgain(String connection, Mailbox account, String... services) {
        ObjectNode body = Browser.start(account.provider().slug(), services).put("connection", connection);
        return connected(new Browser(cloud), body, account);
    }

    private String connected(Browser browser, ObjectNode body, Mailbox account) {
        return connectionOf(browser.comeBack(browser.allow(browser.leaveWith(this, body), account.email())));
    }

    /** The connection that a way back names. */
    public static String connectionOf(String landing) {
        String marker = "connected=";
        if (!landing.contains(marker)) {
            throw new AssertionError("The account was not connected: " + landing);
        }
        return landing.substring(landing.indexOf(marker) + marker.length());
    }

    /** Looks now whether the account works. */
    public Answer check(String connection) {
        return post("/v1/connections/" + connection + "/check");
    }

    /** What a look finds of a service. */
    public String finding(String connection, String service) {
        return check(connection)
                .success()
                .path("findings")
                .valueStream()
                .filter(one -> one.path("service").asText().equals(service))
                .map(one -> one.path("finding").asText())
                .findFirst()
                .orElse("not looked at");
    }

    /** How a service of a connection is doing. */
    public String health(String connection, String service) {
        return connection(connection)
                .orElseThrow()
                .path("services")
                .valueStream()
                .filter(one -> one.path("service").asText().equals(service))
                .map(one -> one.path("health").asText())
                .findFirst()
                .orElseThrow();
    }

    /** How a connection stands as a whole. */
    public String state(String connection) {
        return connection(connection).orElseThrow().path("state").asText();
    }

    /** Switches a service of a connection on or off. */
    public Answer turn(String connection, String service, boolean on) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("services").put(service, on);
        return patch("/v1/connections/" + connection, body);
    }

    /** Connects an account and chooses its primary calendar for jobs. */
    public String connectAndChoose(Mailbox account) {
        String connection = connect(account);
        choose(connection, primary(connection)).success();
        cloud.settle();
        return connection;
    }

    /** The calendars of a connection. */
    public List<JsonNode> calendars(String connection) {
        return list(get("/v1/connections/" + connection + "/calendars").success(), "calendars");
    }

    /** The id of the primary calendar. */
    public String primary(String connection) {
        return calendars(connection).stream()
                .filter(calendar -> calendar.path("primary").asBoolean())
                .map(calendar -> calendar.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    public Answer choose(String connection, String calendar) {
        return send("PUT", calendarPath(connection, calendar), Optional.of("{\"chosen\":true}"));
    }

    public static String calendarPath(String connection, String calendar) {
        return "/v1/connections/" + connection + "/calendars/" + URLEncoder.encode(calendar, StandardCharsets.UTF_8);
    }

    /** Asks for a run of the connection's calendar and waits until all is quiet. */
    public void sync(String connection) {
        post("/v1/connections/" + connection + "/sync").success();
        cloud.settle();
    }

    public List<JsonNode> connections() {
        return list(get("/v1/connections").success(), "connections");
    }

    /** The connection with this id. */
    public Optional<JsonNode> connection(String id) {
        return connections().stream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst();
    }

    public JsonNode job(String id) {
        return get("/v1/jobs/" + id).success();
    }

    /** The states of a job's placements, in the order of the answer. */
    public List<String> placements(String job) {
        return list(job(job), "placements").stream()
                .map(placement -> placement.path("state").asText())
                .toList();
    }

    /** What the week view would show between two weeks ago and in six. */
    public List<JsonNode> events() {
        return list(get("/v1/events?" + When.span()).success(), "events");
    }

    public Optional<JsonNode> event(String title) {
        return events().stream()
                .filter(event -> event.path("title").asText().equals(title))
                .findFirst();
    }

    private static List<JsonNode> list(JsonNode answer, String member) {
        return answer.path(member).valueStream().toList();
    }

    static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + request.uri(), e);
        }
    }
}
