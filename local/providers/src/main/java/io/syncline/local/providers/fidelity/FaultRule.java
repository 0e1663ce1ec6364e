package io.syncline.local.providers.fidelity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What goes wrong, for which requests, and how often.
 *
 * @param part the host, for example {@code graph}; empty for any
 * @param method the HTTP method after an override; empty for any
 * @param path a regular expression found in the path, or in the path with {@code ?query}
 * @param account the e-mail address that the request speaks for; empty for any
 * @param nth the first matching request that fails, from 1
 * @param times how many fail from there on; 0 for all
 * @param status the answer's status; without it the connection is cut, or only the delay is spent
 * @param body the answer's body
 * @param headers the answer's headers, for example {@code Retry-After}
 * @param delay time spent before anything else
 * @param dropAfterCommit perform the request first, and lose its answer
 */
public record FaultRule(
        Optional<String> part,
        Optional<String> method,
        Pattern path,
        Optional<String> account,
        int nth,
        int times,
        OptionalInt status,
        String body,
        Map<String, String> headers,
        Duration delay,
        boolean dropAfterCommit) {

    public FaultRule {
        if (nth < 1 || times < 0) {
            throw new IllegalArgumentException("A fault needs nth from 1 and times from 0.");
        }
        headers = Map.copyOf(headers);
    }

    /** Fails {@code times} requests of a method and path with a status and a JSON body. */
    public static FaultRule answering(String method, String path, int times, int status, String body) {
        return new FaultRule(
                Optional.empty(),
                Optional.of(method),
                Pattern.compile(path),
                Optional.empty(),
                1,
                times,
                OptionalInt.of(status),
                body,
                Map.of(),
                Duration.ZERO,
                false);
    }

    /** Performs {@code times} requests of a method and path, and cuts the connection before their answers. */
    public static FaultRule losingTheAnswer(String method, String path, int times) {
        return new FaultRule(
                Optional.empty(),
                Optional.of(method),
                Pattern.compile(path),
                Optional.empty(),
                1,
                times,
                OptionalInt.empty(),
                "",
                Map.of(),
                Duration.ZERO,
                true);
    }

    /** Reads {@code {"method","path","account","part","nth","times","status","body","headers","delayMillis","dropAfterCommit"}}. */
    public static FaultRule of(ObjectNode json) {
        var headers = new LinkedHashMap<String, String>();
        json.path("headers")
                .properties()
                .forEach(line -> headers.put(line.getKey(), line.getValue().asText()));
        return new FaultRule(
                Json.text(json, "part"),
                Json.text(json, "method"),
                pattern(Json.text(json, "path").orElse(".*")),
                Json.text(json, "account"),
                json.path("nth").asInt(1),
                json.path("times").asInt(1),
                json.hasNonNull("status") ? OptionalInt.of(json.path("status").asInt()) : OptionalInt.empty(),
                bodyOf(json),
                headers,
                Duration.ofMillis(json.path("delayMillis").asLong(0)),
                json.path("dropAfterCommit").asBoolean(false));
    }

    boolean fits(String host, Request request, Optional<String> speaker) {
        var query =
                request.query().values().isEmpty() ? "" : "?" + request.query().values();
        return part.filter(wanted -> !wanted.equals(host)).isEmpty()
                && method.filter(wanted -> !wanted.equalsIgnoreCase(request.method()))
                        .isEmpty()
                && account.filter(wanted -> !speaker.equals(Optional.of(wanted)))
                        .isEmpty()
                && path.matcher(request.path() + query).find();
    }

    /** Whether the request numbered {@code count} among the matching ones fails. */
    boolean strikes(int count) {
        return count >= nth && (times == 0 || count < nth + times);
    }

    Answer answer() {
        var answer = status.isPresent()
                ? Answer.of(status.getAsInt(), "application/json; charset=utf-8", body)
                : Answer.cut();
        for (var line : headers.entrySet()) {
            answer = answer.with(line.getKey(), line.getValue());
        }
        return answer;
    }

    /** A rule with a delay only slows the request down. */
    boolean onlyDelays() {
        return status.isEmpty() && !dropAfterCommit && !delay.isZero();
    }

    private static String bodyOf(ObjectNode json) {
        var body = json.path("body");
        return body.isTextual() ? body.textValue() : body.isMissingNode() ? "" : body.toString();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("The path of the fault is no regular expression: " + text, malformed);
        }
    }
}
