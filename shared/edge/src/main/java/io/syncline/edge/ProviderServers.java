package io.syncline.edge;

import io.syncline.aws.secrets.SecretsManagerClients;
import io.syncline.aws.start.Environment;
import io.syncline.connection.Provider;
import io.syncline.oauth.ClientCredentials;
import io.syncline.oauth.GoogleEndpoints;
import io.syncline.oauth.MicrosoftEndpoints;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** The providers' authorization servers at the addresses of the environment; the real ones where it names none. */
public final class ProviderServers implements AuthorizationServers {

    private final AuthorizationServer google;
    private final AuthorizationServer microsoft;

    public ProviderServers(Environment environment, SecretsManagerClients clients, InstantSource clock) {
        this.google = io.syncline.oauth.AuthorizationServers.google(
                google(environment), () -> credentials(clients, Provider.GOOGLE), clock);
        this.microsoft = io.syncline.oauth.AuthorizationServers.microsoft(
                microsoft(environment), () -> credentials(clients, Provider.MICROSOFT), clock);
    }

    @Override
    public AuthorizationServer of(Provider provider) {
        return switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }

    private static Optional<ClientCredentials> credentials(SecretsManagerClients clients, Provider provider) {
        return clients.of(provider).map(found -> new ClientCredentials(found.clientId(), found.clientSecret()));
    }

    private static GoogleEndpoints google(Environment environment) {
        GoogleEndpoints real = GoogleEndpoints.real();
        return new GoogleEndpoints(
                address(environment, "GOOGLE_AUTHORIZE_URL", real.authorize()),
                address(environment, "GOOGLE_TOKEN_URL", real.token()),
                address(environment, "GOOGLE_REVOKE_URL", real.revoke()),
                address(environment, "GOOGLE_USERINFO_URL", real.userInfo()));
    }

    private static MicrosoftEndpoints microsoft(Environment environment) {
        return MicrosoftEndpoints.under(
                address(
                        environment,
                        "MICROSOFT_AUTHORITY_URL",
                        URI.create("https://login.microsoftonline.com/organizations")),
                address(environment, "MICROSOFT_GRAPH_ROOT_URL", URI.create("https://graph.microsoft.com/v1.0")));
    }

    private static URI address(Environment environment, String variable, URI real) {
        return environment.find(variable).map(URI::create).orElse(real);
    }
}
