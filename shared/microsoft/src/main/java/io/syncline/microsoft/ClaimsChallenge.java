package io.syncline.microsoft;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * What Graph demands of the next token after a 401: {@code WWW-Authenticate: Bearer error="insufficient_claims",
 * claims="<base64 of JSON>"}. A challenge that is malformed, or longer than 8 KB, counts as none; then an ordinary
 * refresh has to do.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 */
final class ClaimsChallenge {
    static final String HEADER = "WWW-Authenticate";

    /** Where {@link #setAside} puts the header. */
    static final String ASIDE = "X-Syncline-Challenge";

    private static final int LONGEST_HEADER = 8 * 1024;

    private static final Gson JSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    /** A parameter of a challenge (RFC 9110 section 11.2); its value cannot hold a quote. */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]{1,32})\\s?=\\s?\"([^\"]*)\"");

    private ClaimsChallenge() {}

    /** The demanded claims as JSON; the first header that has a challenge decides. */
    static Optional<String> in(List<String> headers) {
        return headers.stream().flatMap(header -> in(header).stream()).findFirst();
    }

    /**
     * The answer with its challenges under another name. The SDK would otherwise ask again at once, with the very token
     * that was refused.
     */
    static Headers setAside(Headers headers) {
        Headers.Builder others = headers.newBuilder().removeAll(HEADER);
        headers.values(HEADER).forEach(value -> others.add(ASIDE, value));
        return others.build();
    }

    private static Optional<String> in(String header) {
        boolean isBearer = header.regionMatches(true, 0, "Bearer ", 0, 7);
        if (!isBearer
                || header.length() > LONGEST_HEADER
                || !parameters(header, "error").contains("insufficient_claims")) {
            return Optional.empty();
        }
        List<String> claims = parameters(header, "claims");
        return claims.size() == 1 ? decoded(claims.getFirst()) : Optional.empty();
    }

    private static List<String> parameters(String header, String name) {
        return PARAMETER
                .matcher(header)
                .results()
                .filter(parameter -> parameter.group(1).equalsIgnoreCase(name))
                .map(parameter -> parameter.group(2))
                .toList();
    }

    /** Both alphabets of base64 are met. */
    private static Optional<String> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
            String text = new String(bytes, StandardCharsets.UTF_8);
            return JSON.fromJson(text, JsonElement.class) instanceof JsonObject ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException | JsonParseException malformed) {
            return Optional.empty();
        }
    }
}
