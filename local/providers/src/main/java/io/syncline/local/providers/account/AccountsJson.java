package io.syncline.local.providers.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.CalendarJson;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;

/** The accounts of a provider as they are kept, with their calendars. */
public final class AccountsJson {

    private AccountsJson() {}

    public static ArrayNode of(Accounts accounts) {
        var list = Json.array();
        accounts.all().forEach(account -> list.add(of(account)));
        return list;
    }

    /**
     * Puts kept accounts where nobody is yet.
     *
     * @throws IllegalArgumentException when one is malformed
     */
    public static void restore(Accounts accounts, ArrayNode kept) {
        kept.forEach(account -> accounts.add(read(accounts.provider(), account)));
    }

    private static ObjectNode of(Account account) {
        var json = Json.object()
                .put("email", account.email())
                .put("name", account.name())
                .put("zone", account.zone().getId());
        var calendars = json.putArray("calendars");
        account.calendars().forEach(calendar -> calendars.add(CalendarJson.of(calendar)));
        return json;
    }

    private static Account read(Provider provider, JsonNode json) {
        var account =
                new Account(provider, Fields.text(json, "email"), Fields.text(json, "name"), Fields.zone(json, "zone"));
        Fields.list(json, "calendars").forEach(calendar -> account.add(CalendarJson.read(calendar)));
        if (account.calendars().isEmpty() || !account.primary().isPrimary()) {
            throw new IllegalArgumentException("the account " + account.email() + " has no primary calendar");
        }
        return account;
    }
}
