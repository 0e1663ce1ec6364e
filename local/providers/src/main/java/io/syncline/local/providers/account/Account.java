package io.syncline.local.providers.account;

import io.syncline.local.providers.calendar.StoredCalendar;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A person's account with a provider, and its calendars; the primary calendar comes first. */
public final class Account {

    private final Provider provider;
    private final String email;
    private final String name;
    private final ZoneId zone;
    private final List<StoredCalendar> calendars = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<Account, StoredCalendar.Change> watcher = (account, change) -> {};

    public Account(Provider provider, String email, String name, ZoneId zone) {
        if (!email.matches("[^@\\s<>\"]{1,64}@[^@\\s<>\"]{1,190}")) {
            throw new IllegalArgumentException("'" + email + "' is no e-mail address.");
        }
        this.provider = provider;
        this.email = email.toLowerCase(Locale.ROOT);
        this.name = name.isBlank() ? nameFrom(email) : name;
        this.zone = zone;
    }

    public Provider provider() {
        return provider;
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public ZoneId zone() {
        return zone;
    }

    public String domain() {
        return email.substring(email.indexOf('@') + 1);
    }

    /** The id that never changes: Google's 21-digit {@code sub}, or Microsoft's {@code oid}. */
    public String subject() {
        var uuid = uuid(provider.slug() + ":" + email);
        return switch (provider) {
            case GOOGLE -> "1" + String.format(Locale.ROOT, "%020d", uuid.getMostSignificantBits() >>> 1);
            case MICROSOFT -> uuid.toString();
        };
    }

    /** Microsoft's tenant id: the same for everybody of one mail domain. */
    public String tenant() {
        return uuid("tenant:" + domain()).toString();
    }

    public String givenName() {
        return name.split(" ", 2)[0];
    }

    public String familyName() {
        var parts = name.split(" ", 2);
        return parts.length > 1 ? parts[1] : "";
    }

    public List<StoredCalendar> calendars() {
        return new ArrayList<>(calendars);
    }

    public void add(StoredCalendar calendar) {
        calendar.onChange(change -> watcher.accept(this, change));
        calendars.add(calendar);
    }

    /** Tells somebody of every change in the calendars, inside the calendar's lock. */
    void onChange(BiConsumer<Account, StoredCalendar.Change> other) {
        watcher = other;
    }

    public StoredCalendar primary() {
        return calendars.getFirst();
    }

    /** The calendar with this id; {@code primary} names the primary one. */
    public Optional<StoredCalendar> calendar(String id) {
        if (id.equals("primary")) {
            return Optional.of(primary());
        }
        return calendars.stream().filter(calendar -> calendar.id().equals(id)).findFirst();
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String nameFrom(String email) {
        var local = email.substring(0, email.indexOf('@'));
        return local.substring(0, 1).toUpperCase(Locale.ROOT) + local.substring(1);
    }
}
