package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.SyncStateDialect;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An error in the shape of Microsoft Graph.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Error responses and resource types</a>
 */
final class GraphError {

    private GraphError() {}

    static Refusal of(int status, String code, String message) {
        return new Refusal(answer(status, code, message, error -> {}));
    }

    static Refusal notFound() {
        return of(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static Refusal accessDenied() {
        return of(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    }

    static Refusal invalid(String message) {
        return of(400, "ErrorPropertyValidationFailure", message);
    }

    static Refusal staleChangeKey() {
        return of(
                412,
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does"
                        + " not match the current change key for the item.");
    }

    /**
     * A delta link is dead; the calendar says it in its own dialect.
     *
     * @param beginning where a new round begins
     */
    static Refusal syncStateGone(SyncStateDialect dialect, String beginning) {
        var message = "The sync state generation is not found; generation=1.";
        var answer = answer(dialect.status(), dialect.code(), message, error -> {});
        return new Refusal(dialect.hasLocation() ? answer.with("Location", beginning) : answer);
    }

    /** A write failed although nobody else changed the event. */
    static Refusal conflict(CalendarQuirks.WriteConflict how) {
        return switch (how) {
            case STALE_412 -> staleChangeKey();
            case CONFLICT_409 ->
                of(409, "ErrorIrresolvableConflict", "The send or update operation could not be performed.");
            case CONCURRENT_SAVE_409 ->
                of(409, "ConcurrentItemSave", "The item was saved by another operation at the same time.");
        };
    }

    /** The transaction id was used for another event; the error names that event. */
    static Refusal duplicateTransaction(String existingId) {
        return new Refusal(answer(
                400,
                "ErrorDuplicateTransactionId",
                "Your request can't be completed. The TransactionId specified in the request has already been used to"
                        + " create a different event.",
                error -> error.put("@event.existingEventId", existingId)));
    }

    static Answer answer(int status, String code, String message, Consumer<ObjectNode> more) {
        var error = Json.object().put("code", code).put("message", message);
        more.accept(error);
        var request = UUID.nameUUIDFromBytes((code + message).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        error.putObject("innerError")
                .put("date", "2026-11-22T09:00:00")
                .put("request-id", request)
                .put("client-request-id", request);
        return Answer.json(status, Json.object().set("error", error)).with("request-id", request);
    }
}
