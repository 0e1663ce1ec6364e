package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** How long a provider thinks about each HTTP request; a batch counts as one. */
public final class Latency {

    private final AtomicReference<Duration> perRequest;

    public Latency(Duration perRequest) {
        this.perRequest = new AtomicReference<>(perRequest);
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
        pause(perRequest.get());
    }

    static void pause(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
