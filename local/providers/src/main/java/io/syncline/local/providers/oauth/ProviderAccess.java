package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Accounts;

/** What a sign-in has to do with: people, what they gave, what their organisations decided, and what is rehearsed. */
public record ProviderAccess(Accounts accounts, Tokens tokens, Tenants tenants, SignInScript script) {}
