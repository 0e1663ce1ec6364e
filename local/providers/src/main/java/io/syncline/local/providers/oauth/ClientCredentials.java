package io.syncline.local.providers.oauth;

import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The client's id and secret at a token endpoint: HTTP Basic, or in the form (RFC 6749 section 2.3.1). */
record ClientCredentials(Optional<String> id, Optional<String> secret) {

    static ClientCredentials of(Request request, Query form) {
        return request.headers()
                .first("Authorization")
                .filter(line -> line.regionMatches(true, 0, "Basic ", 0, 6))
                .map(line -> basic(line.substring(6).strip()))
                .orElseGet(() -> new ClientCredentials(form.first("client_id"), form.first("client_secret")));
    }

    private static ClientCredentials basic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new ClientCredentials(Optional.empty(), Optional.empty())
                    : new ClientCredentials(
                            Optional.of(unescaped(pair.substring(0, colon))),
                            Optional.of(unescaped(pair.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            return new ClientCredentials(Optional.empty(), Optional.empty());
        }
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
