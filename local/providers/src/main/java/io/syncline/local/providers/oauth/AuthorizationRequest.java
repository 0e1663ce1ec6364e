package io.syncline.local.providers.oauth;

import io.syncline.local.providers.http.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application asked for when it sent the browser to the sign-in page.
 *
 * @param tenant whose people may sign in: Microsoft's {@code organizations}, {@code common} or one tenant; blank with Google
 */
public record AuthorizationRequest(
        String id, String clientId, String redirectUri, List<String> scopes, Query query, String tenant, Instant at) {

    public AuthorizationRequest {
        scopes = List.copyOf(scopes);
    }

    Optional<String> state() {
        return query.first("state");
    }

    Optional<String> nonce() {
        return query.first("nonce");
    }

    Optional<String> challenge() {
        return query.first("code_challenge");
    }

    Optional<String> loginHint() {
        return query.first("login_hint");
    }

    boolean prompts(String word) {
        return query.first("prompt")
                .map(prompt -> List.of(prompt.split(" ", -1)).contains(word))
                .orElse(false);
    }

    /** The redirect address with these parameters and the state appended. */
    String returning(Map<String, String> parameters) {
        var url = new StringBuilder(redirectUri);
        char separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
        for (var parameter : parameters.entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }
}
