package io.syncline.local.providers.http;

/**
 * Where the simulated providers are. The components are origins such as {@code http://localhost:41001}; the methods
 * give the addresses that a client is configured with in place of the providers' own.
 */
public record SimulatorEndpoints(
        String googleAccounts,
        String googleCalendar,
        String microsoftLogin,
        String graph,
        String control,
        String googleGmail,
        String googlePeople) {

    /** Stands for {@code https://accounts.google.com/o/oauth2/v2/auth}. */
    public String googleAuthorize() {
        return googleAccounts + "/o/oauth2/v2/auth";
    }

    /** Stands for {@code https://oauth2.googleapis.com/token}. */
    public String googleToken() {
        return googleAccounts + "/token";
    }

    /** Stands for {@code https://oauth2.googleapis.com/revoke}. */
    public String googleRevoke() {
        return googleAccounts + "/revoke";
    }

    /** Stands for {@code https://openidconnect.googleapis.com/v1/userinfo}. */
    public String googleUserinfo() {
        return googleAccounts + "/v1/userinfo";
    }

    /** The issuer in id tokens and in the {@code iss} of a redirect; stands for {@code https://accounts.google.com}. */
    public String googleIssuer() {
        return googleAccounts;
    }

    public String googleJwks() {
        return googleAccounts + "/oauth2/v3/certs";
    }

    /** The root URL for the Java SDK, with its final slash; stands for {@code https://www.googleapis.com/}. */
    public String googleCalendarRoot() {
        return googleCalendar + "/";
    }

    /** The root URL of Gmail, with its final slash; stands for {@code https://gmail.googleapis.com/}. */
    public String googleGmailRoot() {
        return googleGmail + "/";
    }

    /** The root URL of contacts, with its final slash; stands for {@code https://people.googleapis.com/}. */
    public String googlePeopleRoot() {
        return googlePeople + "/";
    }

    /** Where an administrator consents; stands for login.microsoftonline.com's address. */
    public String microsoftAdminConsent() {
        return microsoftLogin + "/organizations/v2.0/adminconsent";
    }

    public String microsoftAuthorize() {
        return microsoftLogin + "/organizations/oauth2/v2.0/authorize";
    }

    public String microsoftToken() {
        return microsoftLogin + "/organizations/oauth2/v2.0/token";
    }

    public String microsoftLogout() {
        return microsoftLogin + "/organizations/oauth2/v2.0/logout";
    }

    public String microsoftJwks() {
        return microsoftLogin + "/organizations/discovery/v2.0/keys";
    }

    /** The issuer of one tenant's id tokens. */
    public String microsoftIssuer(String tenant) {
        return microsoftLogin + "/" + tenant + "/v2.0";
    }

    /** Stands for {@code https://graph.microsoft.com/v1.0}. */
    public String graphRoot() {
        return graph + "/v1.0";
    }

    public String graphUserinfo() {
        return graph + "/oidc/userinfo";
    }
}
