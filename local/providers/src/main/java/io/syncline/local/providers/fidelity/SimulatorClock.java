package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The simulators' time: a real clock that a test may push forward. */
public final class SimulatorClock implements InstantSource {

    private final InstantSource base;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public SimulatorClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    /** How far this clock is ahead of the one on which it is built. */
    public Duration ahead() {
        return ahead.get();
    }

    /** Moves time; a negative duration is refused because issued tokens would come alive again. */
    public Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock only goes forward.");
        }
        ahead.updateAndGet(so -> so.plus(by));
        return instant();
    }
}
