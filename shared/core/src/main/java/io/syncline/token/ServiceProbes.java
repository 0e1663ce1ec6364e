package io.syncline.token;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;

/** Asks a provider's API something small, to see whether a service can be used with a token. */
@FunctionalInterface
public interface ServiceProbes {

    Probe probe(Provider provider, Service service, Secret accessToken);

    /** What a probe found. */
    enum Probe {
        WORKS,
        /** The token is not accepted (401). */
        UNAUTHORIZED,
        /** The token does not allow this (403), or the account has no such service. */
        NOT_PERMITTED,
        /** No answer that says anything about the token. */
        UNAVAILABLE
    }
}
