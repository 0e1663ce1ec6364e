package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.HeaderLines;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Up to twenty calls in one JSON request; the answers come in any order, and a call whose dependency failed gets 424.
 *
 * @see <a href="https://learn.microsoft.com/graph/json-batching">Combine requests in one HTTP call</a>
 */
final class GraphBatch implements Responder {

    private static final int MOST_CALLS = 20;
    private static final String VERSION = "/v1.0";

    private final Responder each;
    private final RandomGenerator random;

    GraphBatch(Responder each, RandomGenerator random) {
        this.each = each;
        this.random = random;
    }

    @Override
    public Answer answer(Request request) {
        var calls = calls(request);
        var statuses = new HashMap<String, Integer>();
        var responses = new ArrayList<ObjectNode>();
        for (var call : calls) {
            var answer = dependenciesFailed(call, statuses) ? failedDependency() : each.settle(inner(call, request));
            statuses.put(id(call), answer.status());
            responses.add(response(call, answer));
        }
        Collections.shuffle(responses, new Random(random.nextLong()));
        var json = Json.object();
        json.putArray("responses").addAll(responses);
        return Answer.json(200, json);
    }

    private static List<ObjectNode> calls(Request request) {
        var requests = request.json()
                .map(body -> body.path("requests"))
                .orElseThrow(() -> refused("Invalid batch payload format."));
        if (!requests.isArray() || requests.isEmpty()) {
            throw refused("Invalid batch payload format.");
        }
        if (requests.size() > MOST_CALLS) {
            throw refused("Number of batch request steps exceeds the maximum value of " + MOST_CALLS + ".");
        }
        var calls = new ArrayList<ObjectNode>();
        var ids = new HashSet<String>();
        for (var call : requests) {
            if (!(call instanceof ObjectNode object)
                    || !call.hasNonNull("id")
                    || !call.hasNonNull("method")
                    || !call.hasNonNull("url")) {
                throw refused("Every request of a batch needs an id, a method and a url.");
            }
            if (!ids.add(id(object))) {
                throw refused("Request Id '" + call.path("id").asText() + "' is not unique.");
            }
            calls.add(object);
        }
        return calls;
    }

    private static boolean dependenciesFailed(ObjectNode call, Map<String, Integer> statuses) {
        for (var dependency : call.path("dependsOn")) {
            var status = statuses.get(dependency.asText().toLowerCase(Locale.ROOT));
            if (status == null) {
                throw refused("A request may only depend on one that stands before it.");
            }
            if (status >= 400) {
                return true;
            }
        }
        return false;
    }

    private static Request inner(ObjectNode call, Request outer) {
        var headers = new HeaderLines();
        call.path("headers")
                .properties()
                .forEach(line -> headers.add(line.getKey(), line.getValue().asText()));
        headers.orElse("Authorization", outer.headers());
        var url = call.path("url").asText();
        return Request.of(
                call.path("method").asText(),
                VERSION + (url.startsWith("/") ? url : "/" + url),
                headers,
                bytes(call.path("body")));
    }

    private static byte[] bytes(JsonNode body) {
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        try {
            return body.isTextual() ? Base64.getDecoder().decode(body.textValue()) : Json.bytes(body);
        } catch (IllegalArgumentException noBase64) {
            throw new io.syncline.local.providers.http.Refusal(
                    refused("A body that is no JSON must be base64.").answer(), noBase64);
        }
    }

    private static ObjectNode response(ObjectNode call, Answer answer) {
        var response = Json.object().put("id", call.path("id").asText()).put("status", answer.status());
        var headers = response.putObject("headers");
        answer.headers().forEach(headers::put);
        answer.json().ifPresent(body -> response.set("body", body));
        return response;
    }

    private static Answer failedDependency() {
        return GraphError.answer(424, "FailedDependency", "A request that this one depends on failed.", error -> {});
    }

    private static io.syncline.local.providers.http.Refusal refused(String message) {
        return GraphError.of(400, "BadRequest", message);
    }

    private static String id(ObjectNode call) {
        return call.path("id").asText().toLowerCase(Locale.ROOT);
    }
}
