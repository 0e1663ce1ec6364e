package io.syncline.aws.audit;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * Gives each note its place: the microsecond × 10⁹ + a random part, so that many can note at once without asking each
 * other. Of one process, a later note has a higher place.
 */
final class NoteSequence {

    private static final int RANDOM_PART = 1_000_000_000;
    private static final BigInteger STEP = BigInteger.valueOf(RANDOM_PART);

    private final InstantSource clock;
    private final RandomGenerator random;
    private BigInteger last = BigInteger.ZERO;

    NoteSequence(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized BigInteger next() {
        BigInteger drawn = firstOf(clock.instant()).add(BigInteger.valueOf(random.nextInt(RANDOM_PART)));
        BigInteger after = last.add(BigInteger.valueOf(1 + random.nextInt(1_000)));
        last = drawn.compareTo(last) > 0 ? drawn : after;
        return last;
    }

    /** The lowest place of a moment. */
    static BigInteger firstOf(Instant moment) {
        return BigInteger.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, moment))
                .multiply(STEP);
    }
}
