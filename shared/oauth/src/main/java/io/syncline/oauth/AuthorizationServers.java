package io.syncline.oauth;

import io.syncline.token.AuthorizationServer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The authorization servers that Syncline knows. Each is safe for many threads and is made once. */
public final class AuthorizationServers {
    private AuthorizationServers() {}

    /**
     * Google's, at the given endpoints.
     *
     * @param credentials asked whenever they are needed, and empty where this installation has none; what it throws
     *     passes through
     */
    public static AuthorizationServer google(
            GoogleEndpoints endpoints, Supplier<Optional<ClientCredentials>> credentials, InstantSource clock) {
        return new HttpAuthorizationServer(new GoogleDialect(endpoints), credentials, new JsonOverHttp(clock));
    }

    /**
     * Microsoft's, at the given endpoints.
     *
     * @param credentials asked whenever they are needed, and empty where this installation has none; what it throws
     *     passes through
     */
    public static AuthorizationServer microsoft(
            MicrosoftEndpoints endpoints, Supplier<Optional<ClientCredentials>> credentials, InstantSource clock) {
        return new HttpAuthorizationServer(new MicrosoftDialect(endpoints), credentials, new JsonOverHttp(clock));
    }
}
