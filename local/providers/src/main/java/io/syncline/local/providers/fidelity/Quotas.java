package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The limits in force. Safe for many threads. */
public final class Quotas {

    private final InstantSource clock;
    private final Map<String, Instant> exhausted = new HashMap<>();
    private QuotaLimits limits;

    Quotas(InstantSource clock, QuotaLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    public synchronized QuotaLimits limits() {
        return limits;
    }

    public synchronized void set(QuotaLimits other) {
        limits = other;
    }

    /** Google takes no more writes of this account for so long, as after too many invitations or new events. */
    public synchronized void exhaust(String email, Duration forSoLong) {
        exhausted.put(key(email), clock.instant().plus(forSoLong));
    }

    /** Whether the account's writes are refused at present. */
    public synchronized boolean isExhausted(String email) {
        return exhausted.getOrDefault(key(email), Instant.MIN).isAfter(clock.instant());
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
