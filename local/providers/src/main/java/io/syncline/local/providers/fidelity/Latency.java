package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** How long a provider thinks about each HTTP request; a batch counts as one. */
public final class Latency {

    private final AtomicReference<Duration> perRequest;
    private final PassingTime time;

    public Latency(Duration perRequest, PassingTime time) {
        this.perRequest = new AtomicReference<>(perRequest);
        this.time = time;
    }

    public void set(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("Latency lies between 0 and 300000 milliseconds.");
        }
        perRequest.set(duration);
    }

    public Duration get() {
        return perRequest.get();
    }

    public void spend() {
        time.pass(perRequest.get());
    }

    /** What callers waited as a number since the start; zero where they really waited. */
    public Duration spent() {
        return time.spent();
    }

    /** Lets time pass; false when the caller has gone meanwhile. */
    boolean pause(Duration duration) {
        return time.pass(duration);
    }
}
