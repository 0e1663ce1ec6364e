package io.syncline.google;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonErrorContainer;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.gson.GsonFactory;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.CalendarGone;
import io.syncline.sync.RemoteFailure.NotPermitted;
import io.syncline.sync.RemoteFailure.Refused;
import io.syncline.sync.RemoteFailure.Throttled;
import io.syncline.sync.RemoteFailure.Unauthorized;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.traffic.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error answer of Google Calendar, told by status and machine code alone.
 *
 * @param reason the first {@code errors[].reason}, or {@code details[].reason}, or empty
 * @param message Google's sentence for people, shortened
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors</a>
 */
record GoogleFault(int status, String reason, String message, Optional<Duration> retryAfter) {
    /** Too many invitations or new events: it lasts for hours, and asking sooner prolongs it. */
    private static final Duration LONG_PAUSE = Duration.ofHours(2);

    /** The day's calls are used up; the next day begins at an hour that is not ours. */
    private static final Duration DAY_PAUSE = Duration.ofHours(6);

    private static final int LONGEST_MESSAGE = 200;

    static GoogleFault of(HttpResponseException answer, Instant now) {
        GoogleJsonError error = answer instanceof GoogleJsonResponseException json && json.getDetails() != null
                ? json.getDetails()
                : errorIn(answer.getContent());
        return of(answer.getStatusCode(), error, answer.getHeaders().getRetryAfter(), now);
    }

    /** Reads the body of a part of a batch; one that is no error document leaves only the status. */
    static GoogleFault of(int status, String body, @Nullable String retryAfter, Instant now) {
        return of(status, errorIn(body), retryAfter, now);
    }

    private static GoogleFault of(int status, GoogleJsonError error, @Nullable String retryAfter, Instant now) {
        return new GoogleFault(
                status,
                reasonOf(error),
                Optional.ofNullable(error.getMessage())
                        .map(GoogleFault::shortened)
                        .orElse(""),
                Optional.ofNullable(retryAfter).flatMap(value -> RetryAfter.of(value, now)));
    }

    boolean is(int wanted) {
        return status == wanted;
    }

    /** Of one event: it is not there, or not any more. */
    boolean isGone() {
        return status == 404 || status == 410;
    }

    /** Of a write: the event is not as it was taken to be, or somebody writes it at the same time. */
    boolean isStale() {
        return status == 412 || (status == 409 && reason.equals("conflict"));
    }

    /** What it means for whoever asked; 404 is about the calendar here, callers that ask for an event look first. */
    RemoteFailure failure() {
        return switch (status) {
            case 401 -> new Unauthorized();
            case 403 -> forbidden();
            case 404 -> new CalendarGone();
            case 429 -> throttled(Duration.ZERO);
            case 408, 409, 410, 412 -> new Unavailable(sentence());
            // Google says what is wrong: a refusal without a word arrived in part, and refuses nothing.
            default ->
                status >= 400 && status < 500 && !(reason.isEmpty() && message.isEmpty())
                        ? new Refused(sentence())
                        : new Unavailable(sentence());
        };
    }

    private RemoteFailure forbidden() {
        return switch (reason) {
            case "rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED" -> throttled(Duration.ZERO);
            case "quotaExceeded" -> throttled(LONG_PAUSE);
            case "dailyLimitExceeded" -> throttled(DAY_PAUSE);
            case "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT" -> new NotPermitted(sentence());
            // The API is switched off in our own Cloud project: no item and no connection is to blame.
            case "accessNotConfigured", "SERVICE_DISABLED", "" -> new Unavailable(sentence());
            default -> new Refused(sentence());
        };
    }

    private Throttled throttled(Duration least) {
        Duration wait = retryAfter.orElse(Duration.ZERO);
        Duration longer = wait.compareTo(least) > 0 ? wait : least;
        return new Throttled(longer.isZero() ? retryAfter : Optional.of(longer));
    }

    private String sentence() {
        String code = reason.isEmpty() ? "HTTP " + status : reason;
        return message.isEmpty() ? code : code + ": " + message;
    }

    private static GoogleJsonError errorIn(@Nullable String body) {
        if (body == null) {
            return new GoogleJsonError();
        }
        try {
            GoogleJsonErrorContainer container =
                    GsonFactory.getDefaultInstance().fromString(body, GoogleJsonErrorContainer.class);
            return container == null || container.getError() == null ? new GoogleJsonError() : container.getError();
        } catch (IOException | RuntimeException page) {
            return new GoogleJsonError();
        }
    }

    private static String reasonOf(GoogleJsonError error) {
        return first(error.getErrors())
                .map(GoogleJsonError.ErrorInfo::getReason)
                .or(() -> first(error.getDetails()).map(GoogleJsonError.Details::getReason))
                .filter(code -> code.matches("[A-Za-z_.]{1,64}"))
                .orElse("");
    }

    private static <T> Optional<T> first(@Nullable List<T> list) {
        return list == null || list.isEmpty() ? Optional.empty() : Optional.ofNullable(list.getFirst());
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
