package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.lambda.Functions;
import io.syncline.local.cloud.lambda.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lambda's Invoke: {@code POST /2015-03-31/functions/{name}/invocations} (AWS Lambda API reference). The name is the
 * function's logical id, its folder or its ARN, with or without an alias. An invocation of the type Event is started
 * and answered at once; when it fails it is told in the log and not repeated.
 */
public final class Invocations implements RestService {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final int LARGEST_EVENT = 6 * 1024 * 1024;

    private final String arnPrefix;
    private final Map<String, Named> names;
    private final Functions functions;
    private final Consumer<String> log;

    /** A function: what it is called here, and its ARN. */
    public record Named(String folder, String arn) {}

    /**
     * @param arnPrefix what stands before a function's name in its ARN
     * @param names functions by logical id and by folder
     * @param log takes what went wrong with an invocation that nobody waits for
     */
    public Invocations(String arnPrefix, Map<String, Named> names, Functions functions, Consumer<String> log) {
        this.arnPrefix = arnPrefix;
        this.names = Map.copyOf(names);
        this.functions = functions;
        this.log = log;
    }

    /** The invocation itself is counted where it runs, so the request is billed as nothing. */
    @Override
    public Optional<Asked> asked(RestRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!request.method().equals("POST") || !path.matches()) {
            return Optional.empty();
        }
        String name = nameIn(path);
        String arn = Optional.ofNullable(names.get(name)).map(Named::arn).orElse(arnPrefix + name);
        return Optional.of(new Asked("Invoke", List.of(new Access("lambda:InvokeFunction", arn)), Optional.empty(), 0));
    }

    @Override
    public RestAnswer call(RestRequest request) {
        Matcher path = PATH.matcher(request.path());
        Optional<Named> function = path.matches() ? Optional.ofNullable(names.get(nameIn(path))) : Optional.empty();
        if (function.isEmpty()) {
            return error(404, "ResourceNotFoundException", "The template has no such function, but " + folders());
        }
        byte[] event = eventOf(request);
        if (event.length > LARGEST_EVENT) {
            return error(413, "RequestTooLargeException", "An event has at most " + LARGEST_EVENT + " bytes");
        }
        if (!isJson(event)) {
            return error(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        String text = event.length == 0 ? "{}" : new String(event, StandardCharsets.UTF_8);
        return switch (request.header("X-Amz-Invocation-Type").orElse("RequestResponse")) {
            case "RequestResponse" -> answer(functions.invoke(function.get().folder(), text));
            case "Event" -> started(function.get().folder(), text);
            case "DryRun" -> RestAnswer.of(204, Map.of(), new byte[0]);
            default -> error(400, "InvalidParameterValueException", "There is no such invocation type");
        };
    }

    @Override
    public String accessDenied() {
        return "AccessDeniedException";
    }

    @Override
    public RestAnswer error(int status, String code, String message) {
        ObjectNode body = Json.object().put("Type", "User").put("Message", message);
        return json(status, body.toString(), Map.of("x-amzn-ErrorType", List.of(code)));
    }

    private static String nameIn(Matcher path) {
        String name = RestRequest.decoded(path.group(1));
        String bare = name.substring(name.indexOf("function:") < 0 ? 0 : name.indexOf("function:") + 9);
        return bare.replaceFirst(":.*", "");
    }

    private String folders() {
        return names.values().stream().map(Named::folder).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static byte[] eventOf(RestRequest request) {
        try {
            return request.body().readNBytes(LARGEST_EVENT + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("The event broke off", e);
        }
    }

    private static boolean isJson(byte[] event) {
        try {
            return !Json.read(event).isMissingNode();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private RestAnswer started(String function, String event) {
        Thread.ofVirtual().name("event-" + function).start(() -> {
            switch (functions.invoke(function, event)) {
                case Outcome.Answered answered -> {}
                case Outcome.Failed(String type, String message) ->
                    log.accept(function + ": invocation failed with " + type + ": " + message);
                case Outcome.TimedOut() -> log.accept(function + ": invocation timed out");
            }
        });
        return RestAnswer.of(202, Map.of(), new byte[0]);
    }

    private static RestAnswer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String json) -> json(200, json, Map.of());
            case Outcome.Failed(String type, String message) -> failed(type, message);
            case Outcome.TimedOut() -> failed("Sandbox.Timedout", "Task timed out");
        };
    }

    private static RestAnswer failed(String type, String message) {
        ObjectNode body = Json.object().put("errorMessage", message).put("errorType", type);
        return json(200, body.toString(), Map.of("X-Amz-Function-Error", List.of("Unhandled")));
    }

    private static RestAnswer json(int status, String body, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new TreeMap<>(headers);
        all.put("Content-Type", List.of("application/json"));
        if (status == 200) {
            all.put("X-Amz-Executed-Version", List.of("$LATEST"));
        }
        return RestAnswer.of(status, all, body.getBytes(StandardCharsets.UTF_8));
    }
}
