package io.syncline.edge;

import io.syncline.aws.start.Environment;
import io.syncline.oauth.ApiRoots;
import io.syncline.oauth.GoogleEndpoints;
import io.syncline.oauth.MicrosoftEndpoints;
import java.net.URI;

/** Where the providers are: at the addresses of the environment, and at the real ones where it names none. */
record ProviderAddresses(Environment environment) {

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com/organizations");

    GoogleEndpoints google() {
        GoogleEndpoints real = GoogleEndpoints.real();
        return new GoogleEndpoints(
                address("GOOGLE_AUTHORIZE_URL", real.authorize()),
                address("GOOGLE_TOKEN_URL", real.token()),
                address("GOOGLE_REVOKE_URL", real.revoke()),
                address("GOOGLE_USERINFO_URL", real.userInfo()));
    }

    MicrosoftEndpoints microsoft() {
        return MicrosoftEndpoints.under(
                address("MICROSOFT_AUTHORITY_URL", AUTHORITY), apiRoots().graph());
    }

    ApiRoots apiRoots() {
        ApiRoots real = ApiRoots.real();
        return new ApiRoots(
                address("GOOGLE_CALENDAR_ROOT_URL", real.calendar()),
                address("GOOGLE_GMAIL_ROOT_URL", real.gmail()),
                address("GOOGLE_PEOPLE_ROOT_URL", real.people()),
                address("MICROSOFT_GRAPH_ROOT_URL", real.graph()));
    }

    private URI address(String variable, URI real) {
        return environment.find(variable).map(URI::create).orElse(real);
    }
}
