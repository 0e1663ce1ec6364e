package io.syncline.aws.dynamo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Short pauses between attempts that collided or were throttled: 20 ms doubling up to 640 ms, each cut by a random
 * part of itself ("full jitter"), so that colliding writers part ways.
 *
 * @param attempts how many attempts are made in all
 */
public record Backoff(RandomGenerator random, Pause pause, int attempts) {

    private static final long FIRST_MILLIS = 20;
    private static final int LAST_DOUBLING = 5;

    /** Seven attempts, at most about 1.3 seconds in all. */
    public static Backoff standard(RandomGenerator random) {
        return new Backoff(random, Backoff::sleep, 7);
    }

    /** Sixty attempts: for the one row that many append after, where each round has one winner. */
    public static Backoff patient(RandomGenerator random) {
        return new Backoff(random, Backoff::sleep, 60);
    }

    /** Waits after an attempt that failed; the first has the number 0. */
    public void after(int attempt) {
        long most = FIRST_MILLIS << Math.min(attempt, LAST_DOUBLING);
        pause.of(Duration.ofMillis(random.nextLong(most) + 1));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for storage", e);
        }
    }

    /** How to wait. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration duration);
    }
}
