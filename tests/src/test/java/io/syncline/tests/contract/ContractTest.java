package io.syncline.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.aws.http.ProblemType;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Trail;
import io.syncline.tests.company.When;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document, the template and the functions say the same. */
@ExtendWith(SharedCloud.class)
class ContractTest {

    private static final OpenApi API = OpenApi.read();

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;
    private final Person tess;
    private final Set<String> answered = new TreeSet<>();

    ContractTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
    }

    @AfterEach
    void repairTheProviders() {
        cloud.providers().clearFaults();
    }

    @Test
    void every_operation_of_the_document_is_a_route_and_every_route_is_in_the_document() {
        assertThat(new Declared(cloud.cloud().stack()).routes())
                .extracting(route -> route.method() + " " + route.path())
                .containsExactlyInAnyOrderElementsOf(API.operations());
    }

    @Test
    void the_same_operations_are_open_in_document_and_template() {
        assertThat(new Declared(cloud.cloud().stack())
                        .routes().stream()
                                .filter(route -> !route.signedIn())
                                .map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(API.open());
    }

    @Test
    void every_problem_type_is_in_the_document() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::uri))
                .containsExactlyInAnyOrderElementsOf(API.problemTypes());
    }

    @Test
    void every_operation_is_answered_by_a_function() {
        for (String operation : API.operations()) {
            String method = operation.substring(0, operation.indexOf(' '));
            String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "x");
            Answer answer = dora.send(method, path, Optional.empty());

            assertThat(answer.body()).as(operation).doesNotContain("There is nothing at this address");
            assertThat(answer.status()).as(operation + answer.body()).isNotIn(500, 502, 405);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void every_success_is_as_the_document_says(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        calendar.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        calendar.create(UserEvent.of("Dentist", When.of(1, "15:00", "16:00")).withPrivate(true));
        calendar.create(UserEvent.of("Fair", new UserEvent.When.AllDay(When.inDays(5), When.inDays(7))));

        fits("GET /v1/config", 200, dora.sending("").get("/v1/config"));
        fits("GET /v1/me", 200, dora.get("/v1/me"));
        fits("GET /v1/connections", 200, tess.get("/v1/connections"));
        fits("POST /v1/connections", 201, tess.post("/v1/connections", Browser.start(provider.slug())));
        Browser browser = new Browser(cloud);
        fits(
                "GET /oauth/{provider}/callback",
                303,
                browser.callback(browser.allow(browser.leaveFor(tess, provider), calendar.email())));
        String connection = tess.connections().getFirst().path("id").asText();
        fits("GET /v1/connections", 200, tess.get("/v1/connections"));
        fits(
                "GET /v1/connections/{connectionId}/calendars",
                200,
                tess.get("/v1/connections/" + connection + "/calendars"));
        fits(
                "PUT /v1/connections/{connectionId}/calendars/{calendarId}",
                200,
                tess.choose(connection, tess.primary(connection)));
        cloud.settle();
        fits("PUT /v1/jobs/{jobId}", 201, dora.put("/v1/jobs/J-1", job("Boiler service")));
        fits("PUT /v1/jobs/{jobId}", 200, dora.put("/v1/jobs/J-1", job("Burner replacement")));
        fits("PUT /v1/jobs/{jobId}", 201, dora.put("/v1/jobs/J-2", allDay()));
        fits(
                "PUT /v1/jobs/{jobId}",
                201,
                dora.put("/v1/jobs/J-3", Company.job("Waits", When.timed(3, "09:00", "10:00"), "nobody")));
        fits("POST /v1/connections/{connectionId}/sync", 202, tess.post("/v1/connections/" + connection + "/sync"));
        cloud.settle();
        dispute(calendar, connection);
        fits("GET /v1/jobs/{jobId}", 200, tess.get("/v1/jobs/J-1"));
        fits("GET /v1/jobs", 200, dora.get("/v1/jobs?" + When.span()));
        fits("GET /v1/events", 200, dora.get("/v1/events?" + When.span()));
        fits("GET /v1/events", 200, tess.get("/v1/events?" + When.span()));
        fits("GET /v1/sync", 200, tess.get("/v1/sync"));
        decide(calendar, connection);
        manage(provider, connection);
        fits("DELETE /v1/jobs/{jobId}", 204, dora.delete("/v1/jobs/J-2"));
        fits("GET /v1/jobs", 200, dora.get("/v1/jobs?" + When.span()));
        fits("DELETE /v1/connections/{connectionId}", 204, tess.delete("/v1/connections/" + connection));
        cloud.settle();
        takeNotices();
        administer();

        assertThat(answered).isEqualTo(API.operations());
    }

    /** What people decide about what both sides did. */
    private void decide(Mailbox calendar, String connection) {
        fits("GET /v1/items/{itemId}/explanation", 200, dora.get("/v1/items/J-1/explanation"));
        fits("GET /v1/items/{itemId}/explanation", 200, dora.get("/v1/items/J-3/explanation"));
        String lunch = tess.event("Lunch with Tom").orElseThrow().path("itemId").asText();
        fits("GET /v1/items/{itemId}/explanation", 200, tess.get("/v1/items/" + lunch + "/explanation"));
        Answer open = fits("GET /v1/conflicts", 200, tess.get("/v1/conflicts"));
        ObjectNode conflict = (ObjectNode) open.json().at("/conflicts/0");
        String path = "/v1/conflicts/" + conflict.path("id").asText() + "/resolution";
        ObjectNode resolution = conflict.objectNode().put("choice", "crm").put("version", version(conflict));
        problem(
                "POST /v1/conflicts/{conflictId}/resolution",
                "conflict-changed",
                tess.post(path, resolution.deepCopy().put("version", "x")));
        fits("POST /v1/conflicts/{conflictId}/resolution", 200, tess.post(path, resolution));
        fits("POST /v1/conflicts/{conflictId}/resolution", 200, tess.post(path, resolution));
        ObjectNode other = resolution.deepCopy().put("choice", "calendar");
        problem("POST /v1/conflicts/{conflictId}/resolution", "conflict-closed", tess.post(path, other));
        ObjectNode many = conflict.objectNode();
        many.putArray("resolutions")
                .add(other.put("id", conflict.path("id").asText()))
                .add(resolution.deepCopy().put("id", "none"))
                .add(resolution.deepCopy().put("id", "none").put("choice", "both"));
        Answer results = fits("POST /v1/conflicts/resolutions", 200, tess.post("/v1/conflicts/resolutions", many));
        assertThat(results.json().findValuesAsText("result")).containsExactly("closed", "not-found", "invalid");
        fits("GET /v1/conflicts", 200, dora.get("/v1/conflicts?state=resolved"));
        cloud.settle();
        series();
        ObjectNode done = conflict.objectNode().put("completed", true);
        fits("POST /v1/jobs/{jobId}/completion", 200, tess.post("/v1/jobs/J-2/completion", done));
        cloud.settle();
        calendar.delete("✓ Training");
        tess.sync(connection);
        fits("GET /v1/jobs/{jobId}", 200, tess.get("/v1/jobs/J-2"));
        String entry = "/v1/jobs/J-2/calendar-entries/" + connection;
        fits("POST /v1/jobs/{jobId}/calendar-entries/{connectionId}", 200, tess.post(entry));
        cloud.settle();
        policy();
        review(calendar, connection);
    }

    private static String version(ObjectNode conflict) {
        return conflict.path("version").asText();
    }

    /** A series with a moved occurrence and one that does not take place; its owner moves another one. */
    private void series() {
        ObjectNode service = Company.job("Service", When.timed(2, "11:00", "12:00"), "tess");
        service.withObject("/when").put("repeats", "FREQ=DAILY;COUNT=5");
        service.putArray("exceptions")
                .add(service.objectNode().put("date", When.inDays(3).toString()).put("cancelled", true))
                .add(service.objectNode().put("date", When.inDays(4).toString()).put("title", "Long service"));
        fits("PUT /v1/jobs/{jobId}", 201, dora.put("/v1/jobs/J-4", service.put("sequence", 5)));
        fits("PUT /v1/jobs/{jobId}", 200, dora.put("/v1/jobs/J-4", service));
        problem(
                "PUT /v1/jobs/{jobId}",
                "outdated",
                dora.put("/v1/jobs/J-4", service.deepCopy().put("sequence", 4)));
        problem("DELETE /v1/jobs/{jobId}", "outdated", dora.delete("/v1/jobs/J-4?sequence=5"));
        cloud.settle();
        Answer events = fits("GET /v1/events", 200, dora.get("/v1/events?" + When.span()));
        assertThat(events.json()
                        .path("events")
                        .valueStream()
                        .filter(event -> event.path("jobId").asText().equals("J-4"))
                        .map(event -> event.path("title").asText()))
                .containsExactlyInAnyOrder("Service", "Service", "Service", "Long service");
        fits("DELETE /v1/jobs/{jobId}", 204, dora.delete("/v1/jobs/J-4?sequence=6"));
        cloud.settle();
    }

    private void policy() {
        Person adam = company.administrator();
        fits("GET /v1/organisation/sync-policy", 200, tess.get("/v1/organisation/sync-policy"));
        ObjectNode policy = Company.job("x", When.allDay(1, 1)).removeAll().put("onConflict", "latest");
        policy.putObject("ownership").put("title", "crm");
        fits("PUT /v1/organisation/sync-policy", 200, adam.put("/v1/organisation/sync-policy", policy));
        problem("PUT /v1/organisation/sync-policy", "not-allowed", dora.put("/v1/organisation/sync-policy", policy));
        problem(
                "PUT /v1/organisation/sync-policy",
                "invalid-request",
                adam.put("/v1/organisation/sync-policy", policy.deepCopy().put("onConflict", "dice")));
    }

    /** Most of the calendar vanishes: that is looked at, approved and undone. */
    private void review(Mailbox calendar, String connection) {
        for (int i = 0; i < 8; i++) {
            dora.put("/v1/jobs/V-" + i, job("Visit " + i)).success();
        }
        cloud.settle();
        for (int i = 0; i < 8; i++) {
            calendar.delete("Visit " + i);
        }
        tess.sync(connection);
        fits("GET /v1/sync", 200, tess.get("/v1/sync"));
        Answer open = fits("GET /v1/reviews", 200, tess.get("/v1/reviews"));
        String path = "/v1/reviews/" + open.json().at("/reviews/0/id").asText();
        ObjectNode approval = Company.job("x", When.allDay(1, 1)).removeAll().put("answer", "approve");
        problem("POST /v1/reviews/{reviewId}/undo", "not-found", tess.post(path + "/undo"));
        fits("POST /v1/reviews/{reviewId}/decision", 200, tess.post(path + "/decision", approval));
        problem(
                "POST /v1/reviews/{reviewId}/decision",
                "review-closed",
                dora.post(path + "/decision", approval.deepCopy().put("answer", "refuse")));
        cloud.settle();
        fits("GET /v1/reviews", 200, dora.get("/v1/reviews"));
        fits("POST /v1/reviews/{reviewId}/undo", 200, tess.post(path + "/undo"));
        cloud.settle();
        assertThat(calendar.titles()).contains("Visit 0", "Visit 7");
    }

    @Test
    void every_problem_about_decisions_is_as_the_document_says() {
        String connection = tess.connectAndChoose(company.account(Provider.GOOGLE, "tess"));
        dora.put("/v1/jobs/J-1", Company.job("Elsewhere", When.timed(2, "09:00", "10:00"), "nobody"))
                .success();
        ObjectNode resolution = Company.job("x", When.allDay(1, 1))
                .removeAll()
                .put("choice", "crm")
                .put("version", "v");
        problem(
                "POST /v1/jobs/{jobId}/calendar-entries/{connectionId}",
                "nothing-to-put-back",
                dora.post("/v1/jobs/J-1/calendar-entries/" + connection));
        problem(
                "POST /v1/jobs/{jobId}/calendar-entries/{connectionId}",
                "not-found",
                dora.post("/v1/jobs/J-404/calendar-entries/" + connection));
        problem(
                "POST /v1/jobs/{jobId}/completion",
                "not-found",
                tess.post(
                        "/v1/jobs/J-1/completion",
                        resolution.deepCopy().removeAll().put("completed", true)));
        problem(
                "POST /v1/jobs/{jobId}/completion",
                "invalid-request",
                dora.post("/v1/jobs/J-1/completion", resolution));
        problem(
                "POST /v1/conflicts/{conflictId}/resolution",
                "not-found",
                dora.post("/v1/conflicts/bm9uZQ/resolution", resolution));
        problem(
                "POST /v1/conflicts/{conflictId}/resolution",
                "invalid-request",
                dora.post("/v1/conflicts/x/resolution", resolution.deepCopy().put("choice", "value")));
        problem(
                "POST /v1/conflicts/resolutions",
                "invalid-request",
                dora.post("/v1/conflicts/resolutions", resolution));
        problem("GET /v1/conflicts", "invalid-request", dora.get("/v1/conflicts?state=lost"));
        problem("GET /v1/conflicts", "invalid-request", dora.get("/v1/conflicts?cursor=x"));
        problem(
                "POST /v1/reviews/{reviewId}/decision",
                "invalid-request",
                dora.post("/v1/reviews/x/decision", resolution));
        problem(
                "POST /v1/reviews/{reviewId}/decision",
                "not-found",
                dora.post(
                        "/v1/reviews/x/decision",
                        resolution.deepCopy().removeAll().put("answer", "approve")));
        problem("GET /v1/items/{itemId}/explanation", "not-found", tess.get("/v1/items/J-1/explanation"));
        problem("GET /v1/items/{itemId}/explanation", "not-found", tess.get("/v1/items/~nonsense/explanation"));
    }

    /** What an owner does with a connection besides syncing. */
    private void manage(Provider provider, String connection) {
        fits("PATCH /v1/connections/{connectionId}", 200, tess.turn(connection, "mail", true));
        fits("POST /v1/connections/{connectionId}/check", 200, tess.check(connection));
        fits("GET /v1/connections", 200, company.administrator().get("/v1/connections"));
        fits(
                "GET /oauth/{provider}/admin-consent",
                303,
                new Browser(cloud).callback(cloud.cloud().origin() + "/oauth/" + provider.slug() + "/admin-consent"));
        refusedByAnAdministrator(provider);
        fits("GET /v1/connections", 200, tess.get("/v1/connections"));
        fits("DELETE /v1/consent-requests/{provider}", 204, tess.delete("/v1/consent-requests/" + provider.slug()));
    }

    private void refusedByAnAdministrator(Provider provider) {
        Browser browser = new Browser(cloud);
        String callback = browser.deny(
                browser.leaveFor(tess, provider),
                company.account(provider, "tess").email());
        String word = provider == Provider.GOOGLE ? "admin_policy_enforced" : "consent_required";
        browser.comeBack(callback.replaceAll("error=[^&]*", "error=" + word)
                .replaceAll("error_description=[^&]*", "error_description=AADSTS90094%3A%20No."));
        assertThat(tess.get("/v1/connections").success().path("consentRequests").size())
                .isEqualTo(1);
    }

    /** What providers send, and what anybody may who guesses. */
    private void takeNotices() {
        Person provider = dora.sending("");
        String handshake = "/notices/microsoft/lifecycle?validationToken=Are%20you%20there%3F";
        fits("POST /notices/google", 200, provider.post("/notices/google"));
        fits("POST /notices/microsoft", 202, provider.post("/notices/microsoft"));
        fits("POST /notices/microsoft/lifecycle", 202, provider.post("/notices/microsoft/lifecycle"));
        fits(
                "POST /notices/microsoft/lifecycle",
                200,
                provider.send("POST", handshake, Optional.empty(), "Content-Type", "text/plain; charset=utf-8"));
    }

    /** What an administrator does; the organisation is gone then. */
    private void administer() {
        Person adam = company.administrator();
        fits("GET /v1/keys", 200, adam.get("/v1/keys"));
        fits("GET /v1/audit", 200, adam.get("/v1/audit"));
        fits("GET /v1/audit", 200, adam.get("/v1/audit?limit=2"));
        fits("GET /v1/audit", 200, adam.get("/v1/audit?format=csv"));
        fits("GET /v1/audit", 200, adam.get("/v1/audit?format=jsonl&action=token-read"));
        fits("GET /v1/audit/verification", 200, adam.get("/v1/audit/verification"));
        fits("DELETE /v1/members/{userId}", 200, adam.delete("/v1/members/tess"));
        Optional<String> confirmation = Optional.of("{\"confirm\":\"" + company.id() + "\"}");
        fits("DELETE /v1/organisation", 200, adam.send("DELETE", "/v1/organisation", confirmation));
        fits("GET /v1/keys", 200, adam.get("/v1/keys"));
    }

    @Test
    void a_trail_that_was_touched_is_told_as_the_document_says() {
        tess.connect(company.account(Provider.GOOGLE, "tess"));
        Trail trail = company.trail();
        ObjectNode changed = trail.chain().getFirst().deepCopy();
        changed.putObject("detail").put("S", "something else");
        trail.table().put(changed);

        fits("GET /v1/audit/verification", 200, company.administrator().get("/v1/audit/verification"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void every_problem_about_connections_is_as_the_document_says(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectFor(account, "calendar", "mail");
        problem("PATCH /v1/connections/{connectionId}", "invalid-request", tess.turn(connection, "fax", true));
        tess.turn(connection, "calendar", false).success();
        problem(
                "GET /v1/connections/{connectionId}/calendars",
                "not-permitted",
                tess.get("/v1/connections/" + connection + "/calendars"));
        problem("PATCH /v1/connections/{connectionId}", "nothing-left", tess.turn(connection, "mail", false));
        problem("POST /v1/connections/{connectionId}/check", "not-found", dora.check(connection));
        problem("GET /v1/keys", "not-allowed", tess.get("/v1/keys"));
        problem("GET /v1/audit", "not-allowed", dora.get("/v1/audit"));
        problem("GET /v1/audit/verification", "not-allowed", tess.get("/v1/audit/verification"));
        problem("DELETE /v1/members/{userId}", "not-allowed", dora.delete("/v1/members/tess"));
        problem("DELETE /v1/organisation", "not-allowed", dora.send("DELETE", "/v1/organisation", Optional.of("{}")));
        problem("DELETE /v1/consent-requests/{provider}", "invalid-request", tess.delete("/v1/consent-requests/x"));
        problem(
                "POST /v1/connections",
                "not-found",
                tess.post("/v1/connections", Browser.start(provider.slug()).put("connection", "c_unknown")));
        company.administrator()
                .send("DELETE", "/v1/organisation", Optional.of("{\"confirm\":\"" + company.id() + "\"}"))
                .success();
        problem(
                "POST /v1/connections",
                "organisation-gone",
                tess.post("/v1/connections", Browser.start(provider.slug())));
    }

    private void problem(String operation, String type, Answer answer) {
        assertThat(answer.problem()).as(operation + " " + answer.body()).isEqualTo(type);
        assertThat(API.faults(operation, answer)).isEmpty();
    }

    /** Makes an open conflict, which the answers about J-1 show from then on. */
    private void dispute(Mailbox calendar, String connection) {
        calendar.edit("Burner replacement", event -> event.withTitle("From the calendar"));
        company.put("J-1", job("From the CRM"));
        tess.sync(connection);
        assertThat(dora.get("/v1/events?" + When.span()).body()).contains("\"conflicts\"");
    }

    @Test
    void every_problem_that_can_be_made_is_as_the_document_says() {
        Mailbox calendar = company.account(Provider.MICROSOFT, "tess");
        String connection = tess.connectAndChoose(calendar);
        String calendars = "/v1/connections/" + connection + "/calendars";
        String holidays = tess.calendars(connection).getLast().path("id").asText();
        Map<String, Answer> problems = new TreeMap<>();
        problems.put("invalid-request", dora.send("PUT", "/v1/jobs/J-1", Optional.of("{")));
        problems.put(
                "body-too-large", dora.send("PUT", "/v1/jobs/J-1", Optional.of("\"" + "x".repeat(1_100_000) + "\"")));
        problems.put("not-signed-in", dora.sending("").put("/v1/jobs/J-1", job("x")));
        problems.put("not-allowed", tess.put("/v1/jobs/J-1", job("x")));
        problems.put("not-found", dora.delete("/v1/jobs/J-404"));
        dora.put("/v1/jobs/J-1", job("Boiler service")).success();
        problems.put(
                "changed-meanwhile",
                dora.send("PUT", "/v1/jobs/J-1", Optional.of(job("x").toString()), "If-Match", "\"77\""));
        problems.forEach((type, answer) -> {
            assertThat(answer.problem()).as(answer.body()).isEqualTo(type);
            assertThat(API.faults("PUT /v1/jobs/{jobId}", answer)).isEmpty();
        });

        Answer readOnly = tess.choose(connection, holidays);
        assertThat(readOnly.problem()).isEqualTo("calendar-read-only");
        assertThat(API.faults("PUT /v1/connections/{connectionId}/calendars/{calendarId}", readOnly))
                .isEmpty();
        cloud.providers().addFault(FaultRule.answering("GET", "calendars", 0, 503, "{}"));
        Answer unavailable = tess.get(calendars);
        cloud.providers().clearFaults();
        assertThat(unavailable.problem()).isEqualTo("provider-unavailable");
        assertThat(API.faults("GET /v1/connections/{connectionId}/calendars", unavailable))
                .isEmpty();
        cloud.providers().revokeGrants(Provider.MICROSOFT, calendar.email());
        cloud.providers().expireTokens(calendar.email());
        Answer reconnect = tess.get(calendars);
        assertThat(reconnect.problem()).isEqualTo("reconnect");
        assertThat(API.faults("GET /v1/connections/{connectionId}/calendars", reconnect))
                .isEmpty();
    }

    @Test
    void an_address_that_is_no_operation_is_a_problem_document() {
        Set<Integer> statuses = Set.of("/v1/nonsense", "/v1/", "/v1/jobs/a/b/c", "/oauth/google/nonsense").stream()
                .map(dora::get)
                .peek(answer -> assertThat(answer.problem()).isEqualTo("not-found"))
                .map(Answer::status)
                .collect(Collectors.toSet());

        assertThat(statuses).containsExactly(404);
    }

    @Test
    void a_document_that_is_wrong_would_be_seen() {
        Answer wrong = new Answer(
                200, Map.of("content-type", java.util.List.of("application/json")), "{\"user\":1,\"name\":\"x\"}");

        assertThat(API.faults("GET /v1/me", wrong)).isNotEmpty();
    }

    private Answer fits(String operation, int status, Answer answer) {
        answered.add(operation);
        assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(status);
        assertThat(API.faults(operation, answer)).isEmpty();
        return answer;
    }

    private static ObjectNode job(String title) {
        return Company.job(title, When.timed(2, "09:00", "10:30"), "tess");
    }

    private static ObjectNode allDay() {
        return Company.job("Training", When.allDay(3, 2), "tess");
    }
}
