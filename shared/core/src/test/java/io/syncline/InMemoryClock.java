package io.syncline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
public final class InMemoryClock implements InstantSource {

    private Instant now;

    public InMemoryClock(Instant now) {
        this.now = now;
    }

    /** Starts on Sunday 22 November 2026, 12:00 UTC. */
    public static InMemoryClock atNoon() {
        return new InMemoryClock(Instant.parse("2026-11-22T12:00:00Z"));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void goOn(Duration duration) {
        now = now.plus(duration);
    }
}
