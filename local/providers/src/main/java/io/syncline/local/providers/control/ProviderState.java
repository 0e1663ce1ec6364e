package io.syncline.local.providers.control;

import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.oauth.ProviderAccess;
import io.syncline.local.providers.oauth.SignInScript;
import io.syncline.local.providers.oauth.Tenants;
import io.syncline.local.providers.oauth.Tokens;

/** What one simulated provider keeps. */
public record ProviderState(Accounts accounts, Tokens tokens, UserDesk desk, Tenants tenants, SignInScript script) {

    /** What the provider's sign-in needs of it. */
    public ProviderAccess access() {
        return new ProviderAccess(accounts, tokens, tenants, script);
    }
}
