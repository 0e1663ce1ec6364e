package io.syncline.oauth;

import io.syncline.token.Secret;

/** What this installation is known by at a provider (RFC 6749 section 2.3). */
public record ClientCredentials(String id, Secret secret) {
    public ClientCredentials {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A client has an id");
        }
    }
}
