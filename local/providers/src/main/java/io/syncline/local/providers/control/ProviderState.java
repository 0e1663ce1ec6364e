package io.syncline.local.providers.control;

import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.oauth.Tokens;

/** What one simulated provider keeps. */
public record ProviderState(Accounts accounts, Tokens tokens, UserDesk desk) {}
