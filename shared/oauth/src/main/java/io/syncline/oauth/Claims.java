package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.token.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says about a person (OpenID Connect Core sections 5.1 and 2).
 *
 * <p>The signature of an id token is not checked, and need not be: it comes straight from the token endpoint over TLS
 * (section 3.1.3.7 item 6). Tokens from anywhere else must not be read here.
 */
record Claims(ObjectNode json) {
    private static final int LONGEST_NAME = 320;

    /** The claims of an id token for this client; nothing where it is malformed or for somebody else. */
    static Optional<Claims> ofIdentityToken(Secret token, String clientId) {
        List<String> parts = List.of(token.reveal().split("\\.", -1));
        if (parts.size() != 3) {
            return Optional.empty();
        }
        return decoded(parts.get(0))
                .flatMap(header -> decoded(parts.get(1)))
                .map(Claims::new)
                .filter(claims -> claims.isFor(clientId));
    }

    /** A short text in which nothing but letters, digits, dots, dashes and underscores stands. */
    Optional<String> id(String claim) {
        return Optional.of(json.path(claim).asText("")).filter(text -> text.matches("[A-Za-z0-9._-]{1,255}"));
    }

    /** A text for people, without control characters, cut where it is absurdly long; empty where it is missing. */
    String name(String claim) {
        String text = json.path(claim).isTextual() ? json.path(claim).textValue() : "";
        String printable = text.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME);
    }

    private boolean isFor(String clientId) {
        var audience = json.path("aud");
        if (audience.isArray()) {
            return audience.size() == 1 && audience.path(0).asText("").equals(clientId);
        }
        return audience.asText("").equals(clientId);
    }

    private static Optional<ObjectNode> decoded(String part) {
        try {
            return JsonOverHttp.object(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
