package io.syncline.local.providers.account;

import io.syncline.local.providers.calendar.StoredCalendar;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.UUID;

/** Opens accounts: each with a primary calendar, a second one named "Jobs", and public holidays to read. */
public final class FirstCalendars {

    private FirstCalendars() {}

    /**
     * A new account with its calendars, all empty.
     *
     * @throws IllegalArgumentException when the address or the time zone is none
     */
    public static Account opened(Provider provider, Accounts.Newcomer newcomer) {
        if (!ZoneId.getAvailableZoneIds().contains(newcomer.timeZone())) {
            throw new IllegalArgumentException("'" + newcomer.timeZone() + "' is no IANA time zone.");
        }
        var zone = ZoneId.of(newcomer.timeZone());
        var account = new Account(provider, newcomer.email(), newcomer.name(), zone);
        account.add(calendar(account, account.email(), StoredCalendar.Kind.PRIMARY));
        account.add(calendar(account, "Jobs", StoredCalendar.Kind.SECONDARY));
        account.add(calendar(account, "Holidays", StoredCalendar.Kind.READ_ONLY));
        return account;
    }

    private static StoredCalendar calendar(Account account, String name, StoredCalendar.Kind kind) {
        var id = switch (account.provider()) {
            case GOOGLE -> googleId(account, name, kind);
            case MICROSOFT -> outlookId(account, name);
        };
        return new StoredCalendar(id, name, account.zone(), kind);
    }

    private static String googleId(Account account, String name, StoredCalendar.Kind kind) {
        return switch (kind) {
            case PRIMARY -> account.email();
            case SECONDARY -> "c_" + hash(account, name).toString().replace("-", "") + "@group.calendar.google.com";
            case READ_ONLY -> "en.ch#holiday@group.v.calendar.google.com";
        };
    }

    private static String outlookId(Account account, String name) {
        var bytes = ("AAUjb" + hash(account, name)).getBytes(StandardCharsets.US_ASCII);
        return "AQMkAD" + Base64.getUrlEncoder().encodeToString(bytes) + "AAA=";
    }

    private static UUID hash(Account account, String name) {
        return UUID.nameUUIDFromBytes((account.email() + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
