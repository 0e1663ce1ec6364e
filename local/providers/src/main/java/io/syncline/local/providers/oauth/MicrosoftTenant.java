package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import java.util.Locale;

/** The first segment of an address of Microsoft's: whose people are meant. All simulated accounts are of organisations. */
final class MicrosoftTenant {

    private MicrosoftTenant() {}

    /** Whether this account may sign in there. */
    static boolean takes(String tenant, Account account) {
        return switch (tenant.toLowerCase(Locale.ROOT)) {
            case "organizations", "common" -> true;
            case "consumers" -> false;
            default -> tenant.equalsIgnoreCase(account.tenant()) || tenant.equalsIgnoreCase(account.domain());
        };
    }
}
