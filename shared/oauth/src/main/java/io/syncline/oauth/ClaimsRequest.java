package io.syncline.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The parameter {@code claims} of requests to Microsoft (OpenID Connect Core section 5.5). It always declares that this
 * client understands claims challenges ({@code cp1}); Graph then ends a token at once where access is taken away, and
 * not an hour later.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 */
final class ClaimsRequest {
    /** A challenge goes into an address, where browsers and servers take few kilobytes. */
    private static final int LONGEST = 4096;

    private ClaimsRequest() {}

    /** What this client declares, together with what a challenge demanded; a challenge that makes no sense is left out. */
    static String declaring(Optional<String> challenge) {
        ObjectNode claims = challenge.flatMap(ClaimsRequest::parsed).orElseGet(JsonNodeFactory.instance::objectNode);
        ObjectNode accessToken = claims.withObjectProperty("access_token");
        accessToken.putObject("xms_cc").putArray("values").add("cp1");
        return claims.toString();
    }

    /** A challenge as an error answer carries it: JSON within a string. */
    static Optional<String> in(ObjectNode error) {
        JsonNode claims = error.path("claims");
        return claims.isTextual() ? parsed(claims.textValue()).map(ObjectNode::toString) : Optional.empty();
    }

    private static Optional<ObjectNode> parsed(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return JsonOverHttp.object(text.getBytes(StandardCharsets.UTF_8))
                .filter(claims -> claims.path("access_token").isMissingNode()
                        || claims.path("access_token").isObject());
    }
}
