package io.syncline.local.providers.account;

import io.syncline.local.providers.calendar.StoredCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Everybody who has an account with one provider. */
public final class Accounts {

    private final Provider provider;
    private final Map<String, Account> byEmail = new LinkedHashMap<>();
    private final Function<Newcomer, Account> opening;
    private BiConsumer<Account, StoredCalendar.Change> watcher = (account, change) -> {};

    /**
     * Nobody yet.
     *
     * @param opening makes an account with its first calendars
     */
    public Accounts(Provider provider, Function<Newcomer, Account> opening) {
        this.provider = provider;
        this.opening = opening;
    }

    public Provider provider() {
        return provider;
    }

    public synchronized List<Account> all() {
        return List.copyOf(byEmail.values());
    }

    public synchronized Optional<Account> find(String email) {
        return Optional.ofNullable(byEmail.get(email.toLowerCase(Locale.ROOT)));
    }

    /** The account of this address, opened now when there is none. */
    public synchronized Account open(Newcomer newcomer) {
        return byEmail.computeIfAbsent(
                newcomer.email().toLowerCase(Locale.ROOT), email -> watched(opening.apply(newcomer)));
    }

    /** Tells somebody of every change in the calendars of these accounts, inside the calendar's lock. */
    public synchronized void onChange(BiConsumer<Account, StoredCalendar.Change> other) {
        watcher = other;
        byEmail.values().forEach(account -> account.onChange(other));
    }

    private Account watched(Account account) {
        account.onChange(watcher);
        return account;
    }

    /** The account of this address, opened now when there is none; empty when it is no address. */
    public Optional<Account> findOrOpen(String email) {
        try {
            return Optional.of(
                    find(email.strip()).orElseGet(() -> open(new Newcomer(email.strip(), "", "Europe/Zurich"))));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** An account that was there before. */
    synchronized void add(Account account) {
        if (byEmail.putIfAbsent(account.email(), watched(account)) != null) {
            throw new IllegalArgumentException("the account " + account.email() + " is there twice");
        }
    }

    /**
     * Somebody who opens an account.
     *
     * @param name may be blank: the address then gives it
     * @param timeZone an IANA name
     */
    public record Newcomer(String email, String name, String timeZone) {}
}
