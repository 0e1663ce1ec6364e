package io.syncline.local.providers.push;

import java.time.Duration;
import java.time.InstantSource;

/** Delivers what is due in virtual threads until it is closed; what is due at once goes in its order. */
final class Pump implements AutoCloseable {

    /** The simulators' clock may be moved meanwhile. */
    private static final Duration LONGEST_REST = Duration.ofMillis(100);

    private final Outbox outbox;
    private final InstantSource clock;
    private final Object bell = new Object();
    private boolean closed;

    Pump(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void start() {
        outbox.pumpedBy(this::ring);
        Thread.ofVirtual().name("push-notices").start(this::run);
    }

    @Override
    public void close() {
        synchronized (bell) {
            closed = true;
            bell.notifyAll();
        }
    }

    private void ring() {
        synchronized (bell) {
            bell.notifyAll();
        }
    }

    private void run() {
        while (waited()) {
            var requests = outbox.due();
            Thread.ofVirtual().start(() -> requests.forEach(outbox::deliver));
        }
    }

    /** Waits until a notice is due; false when the pump was closed. */
    private boolean waited() {
        try {
            synchronized (bell) {
                while (!closed && !isDue()) {
                    bell.wait(rest().toMillis());
                }
                return !closed;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isDue() {
        var now = clock.instant();
        return outbox.nextDue().filter(due -> !due.isAfter(now)).isPresent();
    }

    /** How long to sleep unless the bell rings; zero for as long as it does not. */
    private Duration rest() {
        return outbox.nextDue().isPresent() ? LONGEST_REST : Duration.ZERO;
    }
}
