package io.syncline.token;

import io.syncline.connection.Provider;

/** The authorization server of each provider. */
@FunctionalInterface
public interface AuthorizationServers {

    /** The one server of the provider. */
    AuthorizationServer of(Provider provider);
}
