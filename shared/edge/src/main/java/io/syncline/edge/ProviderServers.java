package io.syncline.edge;

import io.syncline.aws.secrets.SecretsManagerClients;
import io.syncline.aws.start.Environment;
import io.syncline.connection.Provider;
import io.syncline.oauth.ClientCredentials;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import java.time.InstantSource;
import java.util.Optional;

/** The providers' authorization servers at the addresses of the environment; the real ones where it names none. */
public final class ProviderServers implements AuthorizationServers {

    private final AuthorizationServer google;
    private final AuthorizationServer microsoft;

    public ProviderServers(Environment environment, SecretsManagerClients clients, InstantSource clock) {
        ProviderAddresses addresses = new ProviderAddresses(environment);
        this.google = io.syncline.oauth.AuthorizationServers.google(
                addresses.google(), () -> credentials(clients, Provider.GOOGLE), clock);
        this.microsoft = io.syncline.oauth.AuthorizationServers.microsoft(
                addresses.microsoft(), () -> credentials(clients, Provider.MICROSOFT), clock);
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
}
