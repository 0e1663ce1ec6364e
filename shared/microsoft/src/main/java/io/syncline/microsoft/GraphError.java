package io.syncline.microsoft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.microsoft.graph.models.odataerrors.MainError;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.kiota.ApiException;
import io.syncline.calendar.EventId;
import io.syncline.sync.RemoteFailure;
import io.syncline.traffic.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A refusal by Graph. Only status and code decide; the message is for people.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Microsoft Graph error responses</a>
 * @param code may be empty
 * @param existing the event that a used {@code transactionId} belongs to
 * @param claims what is demanded of the next token, as JSON
 */
record GraphError(
        int status,
        String code,
        String message,
        Optional<Duration> retryAfter,
        Optional<EventId> existing,
        Optional<String> claims) {

    private static final int LONGEST_MESSAGE = 200;
    private static final String EXISTING = "@event.existingEventId";

    private static final Set<String> LOST_CURSOR =
            Set.of("syncstatenotfound", "syncstateinvalid", "invalidsyncstatedata", "resyncrequired");

    private static final Set<String> NO_MAILBOX =
            Set.of("mailboxnotenabledforrestapi", "errormailboxnotenabledforrestapi");

    static GraphError of(ApiException refusal, Instant now) {
        Optional<MainError> error =
                refusal instanceof ODataError odata ? Optional.ofNullable(odata.getError()) : Optional.empty();
        return new GraphError(
                refusal.getResponseStatusCode(),
                error.map(MainError::getCode).orElse(""),
                error.map(MainError::getMessage).orElse(""),
                headers(refusal, "Retry-After").stream().findFirst().flatMap(value -> RetryAfter.of(value, now)),
                Optional.empty(),
                ClaimsChallenge.in(headers(refusal, ClaimsChallenge.ASIDE)));
    }

    /** Reads an error of a batch, tolerantly: the SDK's own reader fails on an odd date in {@code innerError}. */
    static GraphError of(int status, Optional<String> retryAfter, List<String> challenges, String body, Instant now) {
        JsonObject root = objectIn(body);
        JsonObject error = child(root, "error");
        return new GraphError(
                status,
                text(error, "code").orElse(""),
                text(error, "message").orElse(""),
                retryAfter.flatMap(value -> RetryAfter.of(value, now)),
                text(error, EXISTING)
                        .or(() -> text(child(error, "innerError"), EXISTING))
                        .or(() -> text(root, EXISTING))
                        .filter(id -> id.length() <= 1024)
                        .map(EventId::new),
                ClaimsChallenge.in(challenges));
    }

    boolean saysCursorExpired() {
        return status == 410 || (status >= 400 && status < 500 && LOST_CURSOR.contains(lowerCode()));
    }

    /** The thing that was asked for is not there. */
    boolean saysMissing() {
        return !saysNoMailbox()
                && (status == 404 || status == 410 || lowerCode().equals("errorinvalididmalformed"));
    }

    /** The item was changed in the meantime; Exchange says so in several ways, and sometimes for no visible reason. */
    boolean saysStale() {
        return status == 409 || status == 412;
    }

    boolean saysUsedTransaction() {
        return lowerCode().equals("errorduplicatetransactionid");
    }

    /** Exchange moves no occurrence onto or past a neighbour. */
    boolean saysCrossing() {
        return lowerCode().equals("erroroccurrencecrossingboundary");
    }

    /** The request was too large; a smaller one may do. */
    boolean saysTooLarge() {
        return status == 413;
    }

    /** What it means where it has no special meaning to its call. */
    RemoteFailure failure() {
        if (saysNoMailbox()) {
            return new RemoteFailure.NotPermitted(code + ": this account has no mailbox in Exchange Online.");
        }
        if (saysMissing()) {
            return new RemoteFailure.CalendarGone();
        }
        return switch (status) {
            case 401 -> new RemoteFailure.Unauthorized(claims);
            case 403 -> forbidden();
            case 429 -> new RemoteFailure.Throttled(retryAfter);
            case 408, 409, 412, 423, 424, 425 -> new RemoteFailure.Unavailable(sentence());
            // Graph names a reason: a refusal without one is an answer that arrived in part, and refuses nothing.
            default ->
                status >= 400 && status < 500 && !code.isEmpty()
                        ? new RemoteFailure.Refused(sentence())
                        : new RemoteFailure.Unavailable(sentence());
        };
    }

    /** What it means for one event: access to an event can be denied where access to the calendar is not. */
    RemoteFailure failureOfItem() {
        return status == 403 && !saysNoMailbox() && !lowerCode().equals("authorization_requestdenied")
                ? new RemoteFailure.Refused(sentence())
                : failure();
    }

    private RemoteFailure forbidden() {
        return lowerCode().equals("errorquotaexceeded")
                ? new RemoteFailure.Refused(sentence())
                : new RemoteFailure.NotPermitted(sentence());
    }

    private boolean saysNoMailbox() {
        return NO_MAILBOX.contains(lowerCode());
    }

    private String lowerCode() {
        return code.toLowerCase(Locale.ROOT);
    }

    private String sentence() {
        String head = code.isEmpty() ? "Microsoft answered " + status : code;
        String tail = message.isBlank() ? "" : ": " + message.replaceAll("\\p{Cntrl}+", " ");
        String whole = head + tail;
        return whole.length() <= LONGEST_MESSAGE ? whole : whole.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static List<String> headers(ApiException refusal, String name) {
        return refusal.getResponseHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .flatMap(Set::stream)
                .toList();
    }

    private static JsonObject objectIn(String body) {
        try {
            return asObject(JsonParser.parseString(body));
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static JsonObject child(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name)).map(GraphError::asObject).orElseGet(JsonObject::new);
    }

    private static JsonObject asObject(JsonElement element) {
        return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
    }

    private static Optional<String> text(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .filter(value -> !value.isEmpty());
    }
}
