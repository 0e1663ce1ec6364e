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
 * @param code the AADSTS number, a hint for people only
 * @param suberror the finer machine code, where there is one
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
record AadError(int status, String error, int code, String sentence, Optional<String> suberror) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    static AadError of(int status, String error, int code, String sentence) {
        return new AadError(status, error, code, sentence, Optional.empty());
    }

    String description(World world) {
        return "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                .formatted(
                        code,
                        sentence,
                        guid(world),
                        guid(world),
                        TIMESTAMP.format(world.clock().instant()));
    }

    Answer answer(World world) {
        var body = Json.object().put("error", error).put("error_description", description(world));
        body.putArray("error_codes").add(code);
        body.put("timestamp", TIMESTAMP.format(world.clock().instant()))
                .put("trace_id", guid(world))
                .put("correlation_id", guid(world))
                .put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        suberror.ifPresent(word -> body.put("suberror", word));
        return Answer.json(status, body).with("Cache-Control", "no-store, no-cache");
    }

    static String guid(World world) {
        return new UUID(world.random().nextLong(), world.random().nextLong()).toString();
    }
}
