package io.syncline.oauth;

import java.net.URI;

/**
 * Where Google's authorization server is.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 */
public record GoogleEndpoints(URI authorize, URI token, URI revoke, URI userInfo) {

    /** Google itself. */
    public static GoogleEndpoints real() {
        return new GoogleEndpoints(
                URI.create("https://accounts.google.com/o/oauth2/v2/auth"),
                URI.create("https://oauth2.googleapis.com/token"),
                URI.create("https://oauth2.googleapis.com/revoke"),
                URI.create("https://openidconnect.googleapis.com/v1/userinfo"));
    }
}
