package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one authorisation gave.
 *
 * @param number tells grants apart
 * @param offline whether refresh tokens belong to it
 * @param endsAt when it ends by itself, where the person limited it
 */
public record Grant(
        long number, Account account, String clientId, List<String> scopes, boolean offline, Optional<Instant> endsAt) {

    public Grant {
        scopes = List.copyOf(scopes);
    }

    boolean isOverAt(Instant now) {
        return endsAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    boolean isOf(String email, String client) {
        return account.email().equals(email) && clientId.equals(client);
    }
}
