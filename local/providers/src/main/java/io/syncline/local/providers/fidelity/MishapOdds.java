package io.syncline.local.providers.fidelity;

import java.util.EnumMap;
import java.util.Map;

/**
 * How likely mishaps are, each from 0 to 1 and for each request to which it can happen.
 *
 * @param odds kinds that are not in it do not happen
 */
public record MishapOdds(Map<Mishap, Double> odds) {

    /** Nothing happens. */
    public static final MishapOdds NONE = new MishapOdds(Map.of());

    public MishapOdds {
        if (odds.values().stream().anyMatch(chance -> !(chance >= 0 && chance <= 1))) {
            throw new IllegalArgumentException("Odds lie between 0 and 1.");
        }
        odds = Map.copyOf(odds);
    }

    /** Every kind is as likely. */
    public static MishapOdds all(double chance) {
        var odds = new EnumMap<Mishap, Double>(Mishap.class);
        for (var kind : Mishap.values()) {
            odds.put(kind, chance);
        }
        return new MishapOdds(odds);
    }

    /** The same with another chance for one kind. */
    public MishapOdds with(Mishap kind, double chance) {
        var other = new EnumMap<Mishap, Double>(Mishap.class);
        other.putAll(odds);
        other.put(kind, chance);
        return new MishapOdds(other);
    }

    double of(Mishap kind) {
        return odds.getOrDefault(kind, 0.0);
    }
}
