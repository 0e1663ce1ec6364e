package io.syncline.local.cloud.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of the HTTP API as the functions' events declare them. */
public final class Routes {

    private final List<Route> routes;

    /**
     * A route.
     *
     * @param method in capitals
     * @param path such as {@code /v1/jobs/{jobId}}
     * @param function the name of the function behind it
     * @param signedIn whether the JWT authorizer stands before it
     */
    public record Route(String method, String path, String function, boolean signedIn) {

        String key() {
            return method + " " + path;
        }

        /** The path to the end of its first segment, {@code /v1/}. */
        String head() {
            int end = path.indexOf('/', 1);
            return end < 0 ? path : path.substring(0, end + 1);
        }

        private long placeholders() {
            return path.chars().filter(c -> c == '{').count();
        }
    }

    /** A route and what stands in the place of its parameters, percent-decoded. */
    public record Match(Route route, Map<String, String> parameters) {}

    public Routes(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingLong(Route::placeholders))
                .toList();
    }

    public List<Route> all() {
        return routes;
    }

    /** Whether a path begins like one of the routes: it is the API's then, whether a route fits it or not. */
    boolean reach(String rawPath) {
        return routes.stream().anyMatch(route -> rawPath.startsWith(route.head()));
    }

    /**
     * The route of a request; one without placeholders wins.
     *
     * @param rawPath as it came: a percent-encoded slash belongs to a parameter
     */
    public Optional<Match> match(String method, String rawPath) {
        return routes.stream()
                .filter(route -> route.method().equals(method))
                .flatMap(route ->
                        parameters(route.path(), rawPath).stream().map(parameters -> new Match(route, parameters)))
                .findFirst();
    }

    private static Optional<Map<String, String>> parameters(String pattern, String rawPath) {
        String[] expected = pattern.split("/", -1);
        String[] actual = rawPath.split("/", -1);
        if (expected.length != actual.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            boolean placeholder = expected[i].startsWith("{");
            if (placeholder && !actual[i].isEmpty()) {
                parameters.put(expected[i].substring(1, expected[i].length() - 1), decoded(actual[i]));
            } else if (placeholder || !expected[i].equals(decoded(actual[i]))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** A plus is a plus in a path. */
    static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
