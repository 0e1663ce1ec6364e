package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Trail;
import io.syncline.tests.company.When;
import io.syncline.tests.contract.OpenApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route of the document, with the ids of another organisation and of another user, and without the role for it. */
@ExtendWith(SharedCloud.class)
class RouteAttackTest {

    private static final Set<String> OPERATIONS = OpenApi.read().operations();

    /** What only administrators do; everything else of the document that names nobody is everybody's. */
    private static final Set<String> FOR_ADMINISTRATORS = Set.of(
            "DELETE /v1/members/{userId}",
            "DELETE /v1/organisation",
            "GET /v1/audit",
            "GET /v1/audit/verification",
            "GET /v1/keys");

    private final Scene scene;
    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Person dora;

    RouteAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
        this.cloud = company.cloud();
        this.tess = scene.tess;
        this.dora = company.dispatcher();
    }

    @AtBothProviders
    void a_person_of_another_organisation_by_every_route(Provider provider) {
        Work work = work(provider);
        Company other = new Company(cloud);
        Person eve = other.administrator();
        Set<String> before = everything();

        for (String operation : OPERATIONS) {
            Answer answer = sent(eve, operation, work);
            assertThat(answer.body())
                    .as(operation)
                    .doesNotContain(company.id() + ".example")
                    .doesNotContain("Boiler service")
                    .doesNotContain("Lunch with Tom");
            if (operation.contains("/connections/{connectionId}")) {
                assertThat(answer.status()).as(operation).isEqualTo(404);
                assertThat(answer.problem()).as(operation).isEqualTo("not-found");
                assertThat(refusals(other.trail(), "connection/" + work.connection()))
                        .as(operation)
                        .isNotEmpty();
            }
        }
        cloud.settle();

        assertThat(everything()).isEqualTo(before);
        assertThat(refusals(company.trail(), "")).isEmpty();
        assertThat(work.account().titles()).containsExactly("Boiler service", "Lunch with Tom");
        scene.works(work.connection());
    }

    @AtBothProviders
    void a_colleague_by_every_route_that_names_what_is_not_theirs(Provider provider) {
        Work work = work(provider);
        Set<String> before = everything();

        for (Person colleague : List.of(company.technician("tom"), dora)) {
            for (String operation : OPERATIONS) {
                if (operation.contains("/connections/{connectionId}")) {
                    int refusals = refusals(company.trail(), "connection/").size();
                    Answer answer = sent(colleague, operation, work);
                    assertThat(answer.status()).as(operation).isEqualTo(404);
                    assertThat(answer.problem()).as(operation).isEqualTo("not-found");
                    assertThat(answer.body())
                            .as(operation)
                            .doesNotContain(work.account().email());
                    assertThat(refusals(company.trail(), "connection/"))
                            .as(operation)
                            .hasSize(refusals + 1);
                }
            }
        }
        cloud.settle();

        assertThat(everything()).isEqualTo(before);
        scene.works(work.connection());
    }

    @AtBothProviders
    void an_administrators_route_without_the_role(Provider provider) {
        Work work = work(provider);
        Set<String> before = everything();

        for (Person person : List.of(tess, company.technician("tom"), dora)) {
            for (String operation : FOR_ADMINISTRATORS) {
                int refusals = refusals(company.trail(), "").size();
                Answer answer = sent(person, operation, work);
                assertThat(answer.status()).as(operation).isEqualTo(403);
                assertThat(answer.problem()).as(operation).isEqualTo("not-allowed");
                assertThat(refusals(company.trail(), "")).as(operation).hasSize(refusals + 1);
            }
        }

        assertThat(everything()).isEqualTo(before);
        scene.works(work.connection());
    }

    @AtBothProviders
    void an_administrator_looks_at_and_manages_what_is_others(Provider provider) {
        Work work = work(provider);
        Person adam = company.administrator();

        for (String operation : FOR_ADMINISTRATORS) {
            if (operation.startsWith("GET")) {
                assertThat(sent(adam, operation, work).status()).as(operation).isEqualTo(200);
            }
        }
        assertThat(adam.finding(work.connection(), "calendar")).isEqualTo("works");
        assertThat(adam.turn(work.connection(), "contacts", true).status()).isEqualTo(200);
        assertThat(adam.connection(work.connection()).orElseThrow().path("own").asBoolean())
                .isFalse();
        assertThat(company.trail().entries("connections-seen"))
                .extracting(Trail.Entry::actor)
                .contains("person/adam");
        assertThat(adam.delete("/v1/connections/" + work.connection()).status()).isEqualTo(204);
        assertThat(tess.connections()).isEmpty();
    }

    @Test
    void a_route_is_known_to_be_everybodys_or_somebodys() {
        assertThat(OPERATIONS).containsAll(FOR_ADMINISTRATORS);
        assertThat(OPERATIONS.stream().filter(operation -> operation.contains("/connections/{connectionId}")))
                .hasSizeGreaterThan(5);
    }

    @AtBothProviders
    void a_removal_that_names_another_organisation(Provider provider) {
        Work work = work(provider);
        Company other = new Company(cloud);
        ObjectNode confirmation = JsonNodeFactory.instance.objectNode().put("confirm", company.id());

        Answer answer = other.administrator().send("DELETE", "/v1/organisation", Optional.of(confirmation.toString()));
        Answer unconfirmed = company.administrator().send("DELETE", "/v1/organisation", Optional.of("{}"));
        Answer mistaken = company.administrator()
                .send("DELETE", "/v1/organisation", Optional.of("{\"confirm\":\"" + other.id() + "\"}"));

        assertThat(List.of(answer.status(), unconfirmed.status(), mistaken.status()))
                .containsOnly(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        scene.works(work.connection());
    }

    @AtBothProviders
    void a_member_of_the_same_name_in_another_organisation(Provider provider) {
        Work work = work(provider);

        Answer answer = new Company(cloud).administrator().delete("/v1/members/tess");

        assertThat(answer.success().path("disconnected").asInt()).isZero();
        scene.works(work.connection());
    }

    /** What Tess has, by which others could name it. */
    private record Work(Provider provider, Mailbox account, String connection) {}

    private Work work(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        account.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        String connection = tess.connectAndChoose(account);
        company.put("J-hers", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        return new Work(provider, account, connection);
    }

    private static Answer sent(Person person, String operation, Work work) {
        String method = operation.substring(0, operation.indexOf(' '));
        String template = operation.substring(operation.indexOf(' ') + 1);
        String path = template.replace("{connectionId}", work.connection())
                        .replace(
                                "{calendarId}", URLEncoder.encode(work.account().email(), StandardCharsets.UTF_8))
                        .replace("{jobId}", "J-hers")
                        .replace("{userId}", "tess")
                        .replace("{provider}", work.provider().slug())
                        .replaceAll("\\{\\w+}", "J-hers")
                + (method.equals("GET") ? "?" + When.span() : "");
        return person.send(method, path, bodyFor(person, operation, work));
    }

    private static Optional<String> bodyFor(Person person, String operation, Work work) {
        Map<String, String> bodies = Map.of(
                "PUT /v1/jobs/{jobId}",
                Company.job("Mine now", When.timed(4, "09:00", "10:00"), person.id())
                        .toString(),
                "PUT /v1/connections/{connectionId}/calendars/{calendarId}",
                "{\"chosen\":false}",
                "PATCH /v1/connections/{connectionId}",
                "{\"services\":{\"mail\":true,\"calendar\":false}}",
                "DELETE /v1/organisation",
                "{\"confirm\":\"not-this-one\"}",
                "POST /v1/connections",
                Browser.start(work.provider().slug()).toString());
        return Optional.ofNullable(bodies.get(operation));
    }

    private static List<Trail.Entry> refusals(Trail trail, String subject) {
        return trail.entries("access-refused").stream()
                .filter(entry -> entry.subject().startsWith(subject))
                .toList();
    }

    /** What the company's own people can see, and what lies in storage. */
    private Set<String> everything() {
        Person adam = company.administrator();
        Set<String> everything = new TreeSet<>();
        everything.add(adam.get("/v1/connections").body());
        everything.add(adam.get("/v1/jobs?" + When.span()).body());
        adam.events().stream().map(JsonNode::toString).forEach(everything::add);
        everything.add(scene.standing().toString());
        return everything;
    }
}
