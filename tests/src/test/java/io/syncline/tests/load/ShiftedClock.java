package io.syncline.tests.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time and something more: whole minutes pass for every worker that goes by it, and nobody waits for them. */
public final class ShiftedClock implements InstantSource {

    private final AtomicReference<Duration> ahead;

    public ShiftedClock(Duration ahead) {
        this.ahead = new AtomicReference<>(ahead);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    public Duration ahead() {
        return ahead.get();
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }
}
