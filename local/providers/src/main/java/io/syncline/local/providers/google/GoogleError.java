package io.syncline.local.providers.google;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.util.Optional;

/**
 * An error in the shape of the Google APIs.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors</a>
 */
record GoogleError(
        int status, String domain, String reason, String message, Optional<String> location, Optional<String> where) {

    static GoogleError of(int status, String reason, String message) {
        return new GoogleError(status, "global", reason, message, Optional.empty(), Optional.empty());
    }

    static Refusal invalid(String message) {
        return of(400, "invalid", message).refusal();
    }

    static Refusal required(String message) {
        return of(400, "required", message).refusal();
    }

    static Refusal notFound() {
        return of(404, "notFound", "Not Found").refusal();
    }

    static Refusal deleted() {
        return of(410, "deleted", "Resource has been deleted").refusal();
    }

    static Refusal duplicate() {
        return of(409, "duplicate", "The requested identifier already exists.").refusal();
    }

    static Refusal readOnly() {
        return of(403, "requiredAccessLevel", "You need to have writer access to this calendar.")
                .in("calendar")
                .refusal();
    }

    static Refusal conditionNotMet() {
        return of(412, "conditionNotMet", "Precondition Failed")
                .at("header", "If-Match")
                .refusal();
    }

    static Refusal fullSyncRequired() {
        return of(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.")
                .in("calendar")
                .at("parameter", "syncToken")
                .refusal();
    }

    GoogleError in(String otherDomain) {
        return new GoogleError(status, otherDomain, reason, message, location, where);
    }

    /** Names the place of the fault, for example the parameter {@code syncToken}. */
    GoogleError at(String type, String name) {
        return new GoogleError(status, domain, reason, message, Optional.of(type), Optional.of(name));
    }

    Refusal refusal() {
        return new Refusal(answer());
    }

    Answer answer() {
        var detail = Json.object().put("domain", domain).put("reason", reason).put("message", message);
        location.ifPresent(type -> detail.put("locationType", type));
        where.ifPresent(name -> detail.put("location", name));
        var error = Json.object();
        error.putArray("errors").add(detail);
        error.put("code", status).put("message", message);
        return Answer.json(status, Json.object().set("error", error));
    }
}
