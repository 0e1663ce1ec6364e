package io.syncline.token;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When tokens are refreshed ahead of their end: between a sixth and a third of their life before it, at most 25
 * minutes. The moment is drawn at random, so that accounts which were connected together do not come back together.
 */
public final class RefreshAhead {

    private static final Duration MOST = Duration.ofMinutes(25);

    private final RandomGenerator random;

    public RefreshAhead(RandomGenerator random) {
        this.random = random;
    }

    /** The moment for tokens that were granted now. */
    public Instant of(Instant now, Duration life) {
        Duration most = life.dividedBy(3).compareTo(MOST) < 0 ? life.dividedBy(3) : MOST;
        long least = most.toMillis() / 2;
        return now.plus(life).minusMillis(least + random.nextLong(least + 1));
    }
}
