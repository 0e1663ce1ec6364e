package io.syncline.aws.http;

import java.util.Locale;

/** The kinds of problems that a caller can branch on; {@code docs/openapi.yaml} lists the same. */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    BODY_TOO_LARGE(413, "The body is too large"),
    NOT_SIGNED_IN(401, "Nobody is signed in"),
    NOT_ALLOWED(403, "That is not allowed"),
    NOT_FOUND(404, "Not found"),
    CHANGED_MEANWHILE(412, "It was changed meanwhile"),
    PROVIDER_NOT_CONFIGURED(409, "The provider is not set up"),
    RECONNECT(409, "The account has to be connected again"),
    NOT_PERMITTED(409, "The account does not allow that"),
    NOTHING_LEFT(409, "Nothing would be left"),
    ORGANISATION_GONE(409, "The organisation was removed"),
    CALENDAR_READ_ONLY(409, "The calendar cannot be written"),
    OUTDATED(409, "It was changed later already"),
    NOTHING_TO_PUT_BACK(409, "There is nothing to put back"),
    CONFLICT_CHANGED(409, "The conflict changed"),
    CONFLICT_CLOSED(410, "The conflict is closed"),
    REVIEW_CLOSED(410, "The review is closed"),
    CANNOT_BE_UNDONE(409, "It cannot be undone"),
    PROVIDER_UNAVAILABLE(503, "The provider does not answer"),
    INTERNAL(500, "Something went wrong");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable address that names it. */
    public String uri() {
        return "https://syncline.dev/problems/"
                + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
