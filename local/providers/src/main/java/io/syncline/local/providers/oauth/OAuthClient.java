package io.syncline.local.providers.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * The application that a provider knows.
 *
 * @param redirectUris the registered redirect addresses; when empty, any is taken
 */
public record OAuthClient(String id, String secret, String name, Set<String> redirectUris) {

    public OAuthClient {
        redirectUris = Set.copyOf(redirectUris);
    }

    boolean mayReturnTo(String redirectUri) {
        return redirectUris.isEmpty() ? isWebAddress(redirectUri) : redirectUris.contains(redirectUri);
    }

    /** Whether a browser may be sent there: an absolute web address without a fragment (RFC 6749 section 3.1.2). */
    static boolean isWebAddress(String text) {
        try {
            var uri = new URI(text);
            return List.of("http", "https").contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "OAuthClient[" + id + "]";
    }
}
