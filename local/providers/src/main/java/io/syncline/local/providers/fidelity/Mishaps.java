package io.syncline.local.providers.fidelity;

import io.syncline.local.providers.http.Request;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets things go wrong by chance, and counts them. Safe for many threads. */
public final class Mishaps {

    private final Map<Mishap, Long> counts = new EnumMap<>(Mishap.class);
    private RandomGenerator random;
    private MishapOdds odds = MishapOdds.NONE;

    Mishaps(RandomGenerator random) {
        this.random = random;
    }

    public synchronized void set(MishapOdds other) {
        odds = other;
    }

    /** Draws from another source from now on, so that ids do not depend on the odds. */
    public synchronized void draw(RandomGenerator other) {
        random = other;
    }

    public synchronized MishapOdds odds() {
        return odds;
    }

    /** How many there were since the start, by kind; kinds of which there were none are missing. */
    public synchronized Map<Mishap, Long> counts() {
        return counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    synchronized Optional<FaultEffect> strike(Custom custom, Request request, Arrival arrival) {
        for (var kind : Mishap.values()) {
            double chance = odds.of(kind);
            var effect = chance > 0 && random.nextDouble() < chance
                    ? custom.mishap(kind, request, arrival, random)
                    : Optional.<FaultEffect>empty();
            if (effect.isPresent()) {
                counts.merge(kind, 1L, Long::sum);
                return effect;
            }
        }
        return Optional.empty();
    }
}
