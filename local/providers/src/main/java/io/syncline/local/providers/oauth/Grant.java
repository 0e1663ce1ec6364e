package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import java.util.List;

/**
 * What one authorisation gave.
 *
 * @param number tells grants apart
 * @param offline whether refresh tokens belong to it
 */
public record Grant(long number, Account account, String clientId, List<String> scopes, boolean offline) {

    public Grant {
        scopes = List.copyOf(scopes);
    }

    boolean isOf(String email, String client) {
        return account.email().equals(email) && clientId.equals(client);
    }
}
