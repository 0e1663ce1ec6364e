package io.syncline.token;

import io.syncline.connection.Service;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What a person is asked to allow.
 *
 * @param services for these the least scopes are asked
 * @param loginHint the address of the account that is expected; a hint for the page, never trusted
 * @param claims what the provider demanded for this sign-in (a claims challenge), as its JSON
 */
public record Authorization(
        Set<Service> services,
        String state,
        String codeChallenge,
        URI redirectUri,
        Optional<String> loginHint,
        Optional<String> claims) {

    public Authorization {
        services = Set.copyOf(services);
    }
}
