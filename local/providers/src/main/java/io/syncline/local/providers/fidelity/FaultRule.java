package io.syncline.local.providers.fidelity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What goes wrong, for which requests, and how often.
 *
 * @param target the requests that it is about
 * @param nth the first matching request that fails, from 1
 * @param times how many fail from there on; 0 for all
 * @param delay time spent before anything else
 * @param effect what they meet
 */
public record FaultRule(Target target, int nth, int times, Duration delay, FaultEffect effect) {

    /** The longest body that a rule may fill up to, in bytes. */
    private static final int LONGEST_BODY = 64 * 1024 * 1024;

    public FaultRule {
        if (nth < 1 || times < 0) {
            throw new IllegalArgumentException("A fault needs nth from 1 and times from 0.");
        }
    }

    /**
     * Which requests are meant.
     *
     * @param part the host, for example {@code graph}; empty for any
     * @param method the HTTP method after an override; empty for any
     * @param path a regular expression found in the path, or in the path with {@code ?query}
     * @param account the e-mail address that the request speaks for; empty for any
     * @param asking a regular expression found in the body, for example {@code grant_type=refresh_token}
     */
    public record Target(
            Optional<String> part,
            Optional<String> method,
            Pattern path,
            Optional<String> account,
            Optional<Pattern> asking) {

        boolean fits(String host, Request request, Optional<String> speaker) {
            var query = request.query().values().isEmpty()
                    ? ""
                    : "?" + request.query().values();
            return part.filter(wanted -> !wanted.equals(host)).isEmpty()
                    && method.filter(wanted -> !wanted.equalsIgnoreCase(request.method()))
                            .isEmpty()
                    && account.filter(wanted -> !speaker.equals(Optional.of(wanted)))
                            .isEmpty()
                    && asking.filter(wanted -> !wanted.matcher(request.text()).find())
                            .isEmpty()
                    && path.matcher(request.path() + query).find();
        }
    }

    /** Requests of a method and path meet an effect; the next one does, unless {@link #times(int)} says otherwise. */
    public static FaultRule on(String method, String path, FaultEffect effect) {
        var target =
                new Target(Optional.empty(), Optional.of(method), pattern(path), Optional.empty(), Optional.empty());
        return new FaultRule(target, 1, 1, Duration.ZERO, effect);
    }

    /** Fails {@code times} requests of a method and path with a status and a JSON body. */
    public static FaultRule answering(String method, String path, int times, int status, String body) {
        return on(method, path, new FaultEffect.Answers(status, Map.of(), body, false))
                .times(times);
    }

    /** Performs {@code times} requests of a method and path, and cuts the connection before their answers. */
    public static FaultRule losingTheAnswer(String method, String path, int times) {
        return on(method, path, new FaultEffect.Cuts(true)).times(times);
    }

    /** Never answers {@code times} requests, and does not perform them. */
    public static FaultRule neverAnswering(String method, String path, int times) {
        return on(method, path, new FaultEffect.KeepsSilent(false)).times(times);
    }

    /** Performs {@code times} requests and changes the JSON of their answers by a merge patch (RFC 7396). */
    public static FaultRule spoiling(String method, String path, int times, ObjectNode patch) {
        return on(method, path, new FaultEffect.Spoils(patch, Map.of())).times(times);
    }

    /** The same at one host only, for example {@code google-accounts}. */
    public FaultRule at(String part) {
        return aimed(new Target(Optional.of(part), target.method(), target.path(), target.account(), target.asking()));
    }

    /** The same for the requests of one account only. */
    public FaultRule of(String email) {
        return aimed(new Target(target.part(), target.method(), target.path(), Optional.of(email), target.asking()));
    }

    /** The same for requests only whose body contains a match of this regular expression. */
    public FaultRule asking(String body) {
        return aimed(new Target(
                target.part(), target.method(), target.path(), target.account(), Optional.of(pattern(body))));
    }

    /** The same for so many requests; 0 for all. */
    public FaultRule times(int other) {
        return new FaultRule(target, nth, other, delay, effect);
    }

    /** The same from the {@code first} matching request on, counted from 1. */
    public FaultRule from(int first) {
        return new FaultRule(target, first, times, delay, effect);
    }

    /** The same after a delay. */
    public FaultRule after(Duration other) {
        return new FaultRule(target, nth, times, other, effect);
    }

    /**
     * The same with a header, for example {@code Retry-After} or another {@code Content-Type}.
     *
     * @throws IllegalStateException when the rule gives no answer that could have one
     */
    public FaultRule with(String name, String value) {
        return switch (effect) {
            case FaultEffect.Answers(int status, Map<String, String> headers, String body, boolean commit) ->
                meeting(new FaultEffect.Answers(status, more(headers, name, value), body, commit));
            case FaultEffect.Spoils(ObjectNode patch, Map<String, String> headers) ->
                meeting(new FaultEffect.Spoils(patch, more(headers, name, value)));
            case FaultEffect.Cuts cuts -> throw headless();
            case FaultEffect.Garbles garbles -> throw headless();
            case FaultEffect.KeepsSilent silent -> throw headless();
            case FaultEffect.Delays delays -> throw headless();
        };
    }

    /**
     * Reads {@code {"part","method","path","account","asking","nth","times","delayMillis"}} and what happens:
     * {@code "status"} with {@code "body"} or {@code "bodyBytes"} and {@code "headers"}; or {@code "patch"} with
     * {@code "headers"}; or {@code "garbled"}; or {@code "silent"}; or a cut connection; {@code "dropAfterCommit"} performs the request first.
     */
    public static FaultRule of(ObjectNode json) {
        var target = new Target(
                Json.text(json, "part"),
                Json.text(json, "method"),
                pattern(Json.text(json, "path").orElse(".*")),
                Json.text(json, "account"),
                Json.text(json, "asking").map(FaultRule::pattern));
        return new FaultRule(
                target,
                json.path("nth").asInt(1),
                json.path("times").asInt(1),
                Duration.ofMillis(json.path("delayMillis").asLong(0)),
                effectOf(json));
    }

    public Pattern path() {
        return target.path();
    }

    /** Whether the request is performed and its answer lost. */
    public boolean dropAfterCommit() {
        return effect.losesTheAnswer();
    }

    /** Whether the request numbered {@code count} among the matching ones fails. */
    boolean strikes(int count) {
        return count >= nth && (times == 0 || count < nth + times);
    }

    private FaultRule aimed(Target other) {
        return new FaultRule(other, nth, times, delay, effect);
    }

    private FaultRule meeting(FaultEffect other) {
        return new FaultRule(target, nth, times, delay, other);
    }

    private static FaultEffect effectOf(ObjectNode json) {
        boolean commit = json.path("dropAfterCommit").asBoolean(false);
        if (json.path("patch") instanceof ObjectNode patch) {
            return new FaultEffect.Spoils(patch, headersOf(json));
        }
        if (json.path("garbled").asBoolean(false)) {
            return new FaultEffect.Garbles();
        }
        if (json.path("silent").asBoolean(false)) {
            return new FaultEffect.KeepsSilent(commit);
        }
        if (json.hasNonNull("status")) {
            return new FaultEffect.Answers(json.path("status").asInt(), headersOf(json), bodyOf(json), commit);
        }
        return !commit && json.path("delayMillis").asLong(0) > 0
                ? new FaultEffect.Delays()
                : new FaultEffect.Cuts(commit);
    }

    private static Map<String, String> headersOf(ObjectNode json) {
        var headers = new LinkedHashMap<String, String>();
        json.path("headers")
                .properties()
                .forEach(line -> headers.put(line.getKey(), line.getValue().asText()));
        return headers;
    }

    private static String bodyOf(ObjectNode json) {
        int bytes = json.path("bodyBytes").asInt(0);
        if (bytes < 0 || bytes > LONGEST_BODY) {
            throw new IllegalArgumentException("A body has between 0 and " + LONGEST_BODY + " bytes.");
        }
        if (bytes > 0) {
            return "x".repeat(bytes);
        }
        var body = json.path("body");
        return body.isTextual() ? body.textValue() : body.isMissingNode() ? "" : body.toString();
    }

    private static Map<String, String> more(Map<String, String> headers, String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return all;
    }

    private static IllegalStateException headless() {
        return new IllegalStateException("A fault without an answer has no headers.");
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("This part of the fault is no regular expression: " + text, malformed);
        }
    }
}
