package io.syncline.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.Granted;
import io.syncline.token.TokenAnswer.Unavailable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A successful answer of a token endpoint (RFC 6749 section 5.1), believed only when all of it makes sense.
 *
 * <p>People can choose from the scopes that are asked for, so the answer to a code has to tell what was granted; one
 * without is not understood as "all of them". The answer to a refresh may leave it out where nothing changed.
 */
final class TokenBody {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");
    private static final Duration LONGEST_LIFE = Duration.ofDays(7);

    private TokenBody() {}

    /** What a code was exchanged for. */
    static TokenAnswer ofExchange(ObjectNode body, Dialect dialect) {
        return scopes(body, dialect).isEmpty() ? unusable(dialect, "an answer without scopes") : read(body, dialect);
    }

    /** What a refresh brought; without scopes it has none and no services, which means that they are unchanged. */
    static TokenAnswer ofRefresh(ObjectNode body, Dialect dialect) {
        boolean isUnchanged = !body.hasNonNull("scope");
        return isUnchanged || !scopes(body, dialect).isEmpty()
                ? read(body, dialect)
                : unusable(dialect, "an answer with malformed scopes");
    }

    private static TokenAnswer read(ObjectNode body, Dialect dialect) {
        Optional<Secret> access = token(body, "access_token");
        Optional<Duration> life = life(body.path("expires_in"));
        Set<String> scopes = scopes(body, dialect);
        if (access.isEmpty() || !isBearer(body)) {
            return unusable(dialect, "an answer without a bearer token");
        }
        if (life.isEmpty()) {
            return unusable(dialect, "an answer without a sensible expires_in");
        }
        if (body.hasNonNull("refresh_token") && token(body, "refresh_token").isEmpty()) {
            return unusable(dialect, "an answer with a malformed refresh token");
        }
        return new Granted(
                access.get(),
                token(body, "refresh_token"),
                life.get(),
                scopes,
                dialect.servicesAllowedBy(scopes),
                token(body, "id_token"));
    }

    private static boolean isBearer(ObjectNode body) {
        return body.path("token_type").asText("").equalsIgnoreCase("Bearer");
    }

    private static Optional<Secret> token(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        return value.isTextual() && TOKEN.matcher(value.textValue()).matches()
                ? Optional.of(Secret.of(value.textValue()))
                : Optional.empty();
    }

    private static Optional<Duration> life(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            return Optional.empty();
        }
        long seconds = value.longValue();
        return seconds > 0 && seconds <= LONGEST_LIFE.toSeconds()
                ? Optional.of(Duration.ofSeconds(seconds))
                : Optional.empty();
    }

    private static Set<String> scopes(ObjectNode body, Dialect dialect) {
        JsonNode value = body.path("scope");
        Set<String> scopes = new LinkedHashSet<>();
        for (String scope : (value.isTextual() ? value.textValue() : "").split("\\s+", -1)) {
            if (!scope.isEmpty()) {
                scopes.add(dialect.normalised(scope));
            }
        }
        return scopes;
    }

    private static TokenAnswer unusable(Dialect dialect, String what) {
        return new Unavailable(Optional.empty(), dialect.title() + "'s token endpoint gave " + what);
    }
}
