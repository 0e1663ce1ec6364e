package io.syncline.authorisation;

import io.syncline.connection.Provider;
import java.net.URI;

/**
 * Where providers send browsers back to: a path of its own per provider, so that one provider's answer cannot be
 * passed off as another's (RFC 9207, mix-up attacks).
 *
 * @param origin scheme, host and port of the one origin, without a slash at the end
 */
public record RedirectUris(URI origin) {

    public URI of(Provider provider) {
        return URI.create(origin + "/oauth/" + provider.word() + "/callback");
    }

    /** Where an administrator's browser comes back to after consenting for everybody. */
    public URI ofAdminConsent(Provider provider) {
        return URI.create(origin + "/oauth/" + provider.word() + "/admin-consent");
    }
}
