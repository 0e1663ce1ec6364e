package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.Refusal;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.Instant;

/** The span of time that a request asks for with {@code from} and {@code to}. */
final class Span {

    static final Duration TWO_MONTHS = Duration.ofDays(62);
    static final Duration YEAR = Duration.ofDays(400);

    private Span() {}

    static Window of(HttpRequest request, Duration longest) {
        Instant from = request.instant("from");
        Instant to = request.instant("to");
        if (!from.isBefore(to)) {
            throw Refusal.invalid("to", "'to' has to be later than 'from'.");
        }
        if (Duration.between(from, to).compareTo(longest) > 0) {
            throw Refusal.invalid("to", "Ask for at most " + longest.toDays() + " days at once.");
        }
        return new Window(from, to);
    }
}
