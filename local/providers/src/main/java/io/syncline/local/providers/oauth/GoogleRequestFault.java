package io.syncline.local.providers.oauth;

import io.syncline.local.providers.http.Query;
import java.util.Optional;

/** What is wrong with an authorisation request; PKCE with S256 is demanded although the providers leave it open. */
final class GoogleRequestFault {

    private GoogleRequestFault() {}

    static Optional<String> in(Query query) {
        if (query.first("response_type").filter("code"::equals).isEmpty()) {
            return Optional.of("unsupported_response_type. The response_type must be code.");
        }
        if (query.first("scope").filter(scope -> !scope.isBlank()).isEmpty()) {
            return Optional.of("invalid_request. Missing required parameter: scope.");
        }
        if (query.first("code_challenge").filter(Pkce::isChallenge).isEmpty()
                || query.first("code_challenge_method").filter("S256"::equals).isEmpty()) {
            return Optional.of("invalid_request. A code_challenge with the method S256 is required here.");
        }
        return Optional.empty();
    }
}
