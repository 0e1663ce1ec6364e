package io.syncline.local.providers.oauth;

import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * An error of the Microsoft identity platform.
 *
 * @param status the HTTP status at the token endpoint
 * @param code the AADSTS number, a hint for people only
 * @param suberror the finer machine code, where there is one
 * @param claims what the next interactive sign-in has to carry, as JSON, where that is so
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application">
 *     Handling error codes</a>
 */
public record AadError(
        int status, String error, int code, String sentence, Optional<String> suberror, Optional<String> claims) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    static AadError of(int status, String error, int code, String sentence) {
        return new AadError(status, error, code, sentence, Optional.empty(), Optional.empty());
    }

    /** The error with this AADSTS number as the platform gives it; a number that nobody knows is an invalid_grant. */
    public static AadError numbered(int code) {
        return AadErrors.numbered(code);
    }

    /** The same under another {@code error} word: which one comes depends on the flow and on the endpoint's version. */
    public AadError as(String otherError) {
        return new AadError(status, otherError, code, sentence, suberror, claims);
    }

    /** The same with another HTTP status. */
    public AadError withStatus(int other) {
        return new AadError(other, error, code, sentence, suberror, claims);
    }

    /** The same with this {@code suberror}. */
    public AadError withSuberror(String word) {
        return new AadError(status, error, code, sentence, Optional.of(word), claims);
    }

    /** The same with these {@code claims}, which is JSON in a text. */
    public AadError withClaims(String json) {
        return new AadError(status, error, code, sentence, suberror, Optional.of(json));
    }

    String description(World world) {
        return new Traced(world).description();
    }

    Answer answer(World world) {
        var traced = new Traced(world);
        var body = Json.object().put("error", error).put("error_description", traced.description());
        body.putArray("error_codes").add(code);
        body.put("timestamp", traced.timestamp)
                .put("trace_id", traced.trace)
                .put("correlation_id", traced.correlation)
                .put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        suberror.ifPresent(word -> body.put("suberror", word));
        claims.ifPresent(json -> body.put("claims", json));
        return Answer.json(status, body).with("Cache-Control", "no-store, no-cache");
    }

    static String guid(World world) {
        return new UUID(world.random().nextLong(), world.random().nextLong()).toString();
    }

    /** One occurrence: the ids in the text are those of the fields. The text has line breaks, as the platform's has. */
    private final class Traced {

        private final String trace;
        private final String correlation;
        private final String timestamp;

        Traced(World world) {
            this.trace = guid(world);
            this.correlation = guid(world);
            this.timestamp = TIMESTAMP.format(world.clock().instant());
        }

        String description() {
            return "AADSTS%d: %s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s"
                    .formatted(code, sentence, trace, correlation, timestamp);
        }
    }
}
