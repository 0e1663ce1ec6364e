package io.syncline.oauth;

import java.net.URI;

/**
 * Where the Microsoft identity platform is.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 */
public record MicrosoftEndpoints(URI authorize, URI token, URI adminConsent, URI userInfo) {

    /** Microsoft itself, for work and school accounts of any organisation. */
    public static MicrosoftEndpoints real() {
        return under(
                URI.create("https://login.microsoftonline.com/organizations"),
                URI.create("https://graph.microsoft.com/v1.0"));
    }

    /**
     * The endpoints of an authority and its Graph.
     *
     * @param authority with the tenant, for example {@code https://login.microsoftonline.com/organizations}
     * @param graphRoot with the version; user information is beside it
     */
    public static MicrosoftEndpoints under(URI authority, URI graphRoot) {
        String root = authority.toString().replaceAll("/+$", "");
        return new MicrosoftEndpoints(
                URI.create(root + "/oauth2/v2.0/authorize"),
                URI.create(root + "/oauth2/v2.0/token"),
                URI.create(root + "/v2.0/adminconsent"),
                graphRoot.resolve("/oidc/userinfo"));
    }
}
