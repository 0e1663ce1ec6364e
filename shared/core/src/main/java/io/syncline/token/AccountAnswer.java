package io.syncline.token;

import io.syncline.connection.ProviderAccount;

/** How the question "who is it?" can end. */
public sealed interface AccountAnswer {

    record Known(ProviderAccount account) implements AccountAnswer {}

    /**
     * Nobody said.
     *
     * @param reason one sentence, without anything secret
     */
    record Unavailable(String reason) implements AccountAnswer {}
}
