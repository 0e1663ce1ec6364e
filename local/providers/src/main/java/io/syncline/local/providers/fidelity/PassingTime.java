package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** How the simulators let time pass: really, or as a number. */
public interface PassingTime {

    /** Lets so much time pass; false when the caller did not wait that long. */
    boolean pass(Duration duration);

    /** What all callers together waited as a number; zero where they really waited. */
    default Duration spent() {
        return Duration.ZERO;
    }

    /** Sleeps. A caller that goes closes its connection, so nobody needs to be told. */
    static PassingTime asleep() {
        return duration -> {
            if (!duration.isZero()) {
                sleep(duration);
            }
            return true;
        };
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds durations up and sleeps never. A caller waits for twenty seconds at most, as the SDKs do. */
    final class Counted implements PassingTime {

        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final AtomicReference<Duration> spent = new AtomicReference<>(Duration.ZERO);

        @Override
        public boolean pass(Duration duration) {
            boolean endured = duration.compareTo(PATIENCE) < 0;
            spent.updateAndGet(sum -> sum.plus(endured ? duration : PATIENCE));
            return endured;
        }

        @Override
        public Duration spent() {
            return spent.get();
        }
    }
}
