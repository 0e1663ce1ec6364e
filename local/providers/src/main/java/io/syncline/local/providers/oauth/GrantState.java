package io.syncline.local.providers.oauth;

import java.util.List;

/**
 * What became of a grant.
 *
 * @param number the one in the ledger's token requests
 * @param living whether its refresh tokens still give access
 * @param refreshTokens how many refresh tokens it has that the provider knows, superseded ones included
 */
public record GrantState(long number, List<String> scopes, boolean living, long refreshTokens) {

    public GrantState {
        scopes = List.copyOf(scopes);
    }
}
