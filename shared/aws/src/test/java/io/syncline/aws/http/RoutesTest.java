package io.syncline.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.calendar.JobId;
import io.syncline.identity.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private final FakeContext context = new FakeContext();
    private final Routes routes = new Routes(Map.of(
            "GET /me",
            request -> HttpResponse.json(
                    200,
                    Map.of(
                            "user", request.caller().user().value(),
                            "name", request.caller().name(),
                            "roles",
                                    request.caller().roles().stream()
                                            .map(Role::name)
                                            .sorted()
                                            .toList())),
            "GET /jobs/{jobId}",
            request -> HttpResponse.json(
                    200, Map.of("job", request.path("jobId", JobId::new).value())),
            "GET /span",
            request -> HttpResponse.json(
                    200, Map.of("from", request.instant("from").toString())),
            "PUT /shape",
            request -> HttpResponse.json(200, request.json(Shape.class)),
            "GET /away",
            request -> HttpResponse.seeOther(URI.create("/connections"))
                    .withCookie("a=" + request.cookie("a").orElse("none"))
                    .withHeader("x-agent", request.header("User-Agent").orElse("none")),
            "GET /broken",
            _ -> {
                throw new IllegalStateException("with a token in it");
            }));

    record Shape(String title, Inner when, int count) {}

    record Inner(LocalDate from) {
        Inner {
            if (from != null && from.getYear() < 2000) {
                throw new IllegalArgumentException("It is too long ago");
            }
        }
    }

    @Test
    void a_caller_is_read_from_the_claims_that_the_gateway_hands_over() {
        for (String roles : List.of(
                "[dispatcher technician]",
                "dispatcher technician",
                "dispatcher,technician,x",
                "[\"dispatcher\",\"technician\"]")) {
            JsonNode me = json(answer("GET /me", Map.of("sub", "dana", "org", "acme", "roles", roles, "name", "Dana")));
            assertThat(me.path("roles")).extracting(JsonNode::asText).containsExactly("DISPATCHER", "TECHNICIAN");
            assertThat(me.path("name").asText()).isEqualTo("Dana");
        }
    }

    @Test
    void a_role_is_a_whole_word() {
        Map<String, String> claims = Map.of("sub", "dana", "org", "acme", "roles", "no-administrator administrators");
        assertThat(json(answer("GET /me", claims)).path("roles")).isEmpty();
        assertThat(json(answer("GET /me", claims)).path("name").asText()).isEqualTo("dana");
    }

    @Test
    void without_a_usable_token_nobody_is_signed_in() {
        for (Map<String, String> claims : List.of(
                Map.<String, String>of(),
                Map.of("sub", "dana"),
                Map.of("org", "acme"),
                Map.of("sub", "dana", "org", "no such org"),
                Map.of("sub", "dana", "org", "_installation"))) {
            assertProblem(answer("GET /me", claims), 401, "not-signed-in");
        }
    }

    @Test
    void an_unknown_route_is_not_found() {
        assertProblem(answer("GET /nowhere", Map.of()), 404, "not-found");
        assertProblem(routes.answer(new APIGatewayV2HTTPEvent(), context), 404, "not-found");
    }

    @Test
    void a_parameter_that_its_value_refuses_is_named() {
        APIGatewayV2HTTPEvent event = event("GET /jobs/{jobId}");
        event.setPathParameters(Map.of("jobId", "no job id"));
        APIGatewayV2HTTPResponse answer = routes.answer(event, context);
        assertProblem(answer, 400, "invalid-request");
        assertThat(json(answer).path("field").asText()).isEqualTo("jobId");
    }

    @Test
    void times_in_a_query_have_an_offset() {
        APIGatewayV2HTTPEvent event = event("GET /span");
        event.setQueryStringParameters(Map.of("from", "2026-11-23T01:00:00+01:00"));
        assertThat(json(routes.answer(event, context)).path("from").asText()).isEqualTo("2026-11-23T00:00:00Z");
        for (String wrong : List.of("", "2026-11-23", "2026-11-23T00:00:00", "2026-11-23T01:00:00 01:00")) {
            event.setQueryStringParameters(Map.of("from", wrong));
            assertThat(json(routes.answer(event, context)).path("field").asText())
                    .as(wrong)
                    .isEqualTo("from");
        }
    }

    @Test
    void a_body_may_come_in_base64() {
        String body = "{\"title\":\"Kühlung\",\"count\":1}";
        String encoded = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        assertThat(json(put(encoded, true)).path("title").asText()).isEqualTo("Kühlung");
        assertProblem(put("%%%", true), 400, "invalid-request");
        assertProblem(
                put(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xc3, 0x28}), true), 400, "invalid-request");
    }

    @Test
    void a_member_that_does_not_fit_is_named() {
        assertField("{\"title\":\"x\",\"count\":\"many\"}", "count");
        assertField("{\"title\":\"x\",\"count\":null}", "count");
        assertField("{\"title\":{},\"count\":1}", "title");
        assertField("{\"title\":\"x\",\"count\":1,\"when\":{\"from\":\"tomorrow\"}}", "when.from");
        JsonNode refused = assertField("{\"title\":\"x\",\"count\":1,\"when\":{\"from\":\"1999-01-01\"}}", "when");
        assertThat(refused.path("detail").asText()).contains("It is too long ago");
    }

    @Test
    void what_is_no_json_object_is_refused_in_one_sentence() {
        for (String body : List.of("", "  ", "{", "nonsense", "null", "[]", "{\"count\":1} trailing", "7")) {
            JsonNode problem = assertProblem(put(body, false), 400, "invalid-request");
            assertThat(problem.path("detail").asText()).as(body).isNotEmpty().endsWith(".");
        }
    }

    @Test
    void a_body_over_one_megabyte_is_refused_before_it_is_read() {
        String fits = "{\"title\":\"" + "x".repeat(1_048_576 - 24) + "\",\"count\":1}";
        assertThat(fits).hasSizeBetween(1_048_570, 1_048_576);
        assertThat(put(fits, false).getStatusCode()).isEqualTo(200);
        assertProblem(put(fits + " ".repeat(10), false), 413, "body-too-large");
        String wide = "{\"title\":\"" + "ü".repeat(600_000) + "\",\"count\":1}";
        assertProblem(put(wide, false), 413, "body-too-large");
    }

    @Test
    void cookies_and_headers_go_both_ways() {
        APIGatewayV2HTTPEvent event = event("GET /away");
        event.setCookies(List.of("a=one=two", "b=3", "nonsense"));
        event.setHeaders(Map.of("USER-agent", "Browser"));
        APIGatewayV2HTTPResponse answer = routes.answer(event, context);
        assertThat(answer.getStatusCode()).isEqualTo(303);
        assertThat(answer.getCookies()).containsExactly("a=one=two");
        assertThat(answer.getHeaders())
                .containsEntry("location", "/connections")
                .containsEntry("x-agent", "Browser")
                .containsEntry("cache-control", "no-store");
    }

    @Test
    void an_unforeseen_error_is_logged_with_the_request_id_and_not_shown() {
        PrintStream before = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            APIGatewayV2HTTPResponse answer = answer("GET /broken", Map.of());
            assertProblem(answer, 500, "internal");
            assertThat(answer.getBody()).contains(context.getAwsRequestId()).doesNotContain("token");
        } finally {
            System.setOut(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"function_request_id\":\"" + context.getAwsRequestId() + "\"")
                .contains("IllegalStateException");
    }

    @Test
    void problem_types_are_those_of_the_document() {
        assertThat(List.of(ProblemType.values()))
                .extracting(ProblemType::uri)
                .startsWith("https://syncline.dev/problems/invalid-request")
                .contains("https://syncline.dev/problems/provider-not-configured");
    }

    @Test
    void an_export_is_sent_as_it_is_written() {
        APIGatewayV2HTTPResponse file =
                HttpResponse.text(200, "text/csv; charset=utf-8", "a,\"b\"\r\n").toGateway();
        assertThat(file.getBody()).isEqualTo("a,\"b\"\r\n");
        assertThat(file.getHeaders())
                .containsEntry("content-type", "text/csv; charset=utf-8")
                .containsEntry("cache-control", "no-store");
    }

    private JsonNode assertField(String body, String field) {
        JsonNode problem = assertProblem(put(body, false), 400, "invalid-request");
        assertThat(problem.path("field").asText()).as(body).isEqualTo(field);
        return problem;
    }

    private APIGatewayV2HTTPResponse put(String body, boolean base64) {
        APIGatewayV2HTTPEvent event = event("PUT /shape");
        event.setBody(body);
        event.setIsBase64Encoded(base64);
        return routes.answer(event, context);
    }

    private APIGatewayV2HTTPResponse answer(String route, Map<String, String> claims) {
        APIGatewayV2HTTPEvent event = event(route);
        event.setRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                .withAuthorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                        .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                                .builder()
                                .withClaims(claims)
                                .build())
                        .build())
                .build());
        return routes.answer(event, context);
    }

    private static APIGatewayV2HTTPEvent event(String route) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRouteKey(route);
        return event;
    }

    private static JsonNode assertProblem(APIGatewayV2HTTPResponse answer, int status, String type) {
        JsonNode problem = json(answer);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
        assertThat(problem.path("type").asText()).isEqualTo("https://syncline.dev/problems/" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }

    private static JsonNode json(APIGatewayV2HTTPResponse answer) {
        try {
            return Json.MAPPER.readTree(answer.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
