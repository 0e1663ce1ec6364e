package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import java.util.Optional;

/**
 * The {@code claims} of a request: what the client can do, and what was demanded of it.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 */
record Claims(Optional<ObjectNode> accessToken, boolean malformed) {

    static Claims of(Query query) {
        var text = query.first("claims");
        var access = text.flatMap(Json::read)
                .map(json -> json.path("access_token"))
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
        return new Claims(access, text.isPresent() && access.isEmpty());
    }

    /** Whether the client declares that it handles claims challenges: {@code xms_cc} with {@code cp1}. */
    boolean handleChallenges() {
        return accessToken.stream()
                .flatMap(access -> access.at("/xms_cc/values").valueStream())
                .anyMatch(value -> value.asText().equalsIgnoreCase("cp1"));
    }

    /** Whether everything that was demanded is among them. */
    boolean meet(ClaimsDemand demand) {
        var demanded = Json.read(demand.claims()).map(json -> json.path("access_token"));
        return accessToken.isPresent()
                && demanded.stream()
                        .flatMap(access -> access.properties().stream())
                        .allMatch(claim ->
                                claim.getValue().equals(accessToken.get().path(claim.getKey())));
    }
}
