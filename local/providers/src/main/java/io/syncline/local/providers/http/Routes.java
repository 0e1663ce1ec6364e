package io.syncline.local.providers.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the responder for a method and a path such as {@code /calendars/{calendarId}/events}. */
public final class Routes implements Responder {

    private final List<Route> routes = new ArrayList<>();
    private final Responder otherwise;

    /** {@code otherwise} answers what no route fits. */
    public Routes(Responder otherwise) {
        this.otherwise = otherwise;
    }

    public Routes on(String method, String pattern, Responder responder) {
        routes.add(new Route(
                method,
                Request.of(method, pattern, new HeaderLines(), new byte[0]).segments(),
                responder));
        return this;
    }

    @Override
    public Answer answer(Request request) {
        var segments = request.segments();
        for (var route : routes) {
            var places = route.places(request.method(), segments);
            if (places.isPresent()) {
                return route.responder.answer(request.at(places.get()));
            }
        }
        return otherwise.answer(request);
    }

    private record Route(String method, List<String> pattern, Responder responder) {

        Optional<Map<String, String>> places(String asked, List<String> segments) {
            if (!method.equals(asked) || segments.size() != pattern.size()) {
                return Optional.empty();
            }
            var places = new HashMap<String, String>();
            for (int at = 0; at < pattern.size(); at++) {
                var expected = pattern.get(at);
                if (expected.startsWith("{")) {
                    places.put(expected.substring(1, expected.length() - 1), segments.get(at));
                } else if (!expected.equals(segments.get(at))) {
                    return Optional.empty();
                }
            }
            return Optional.of(places);
        }
    }
}
