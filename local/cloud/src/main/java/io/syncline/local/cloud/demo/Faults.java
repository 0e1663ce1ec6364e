package io.syncline.local.cloud.demo;

import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.MishapOdds;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Requests to the providers that go wrong by chance while people work. The same seed throws the same dice. */
final class Faults {

    /** What can happen to nearly every request; the others need a full listing, a cursor or a version. */
    private static final Set<Mishap> ANYWHERE = Set.of(
            Mishap.SERVER_ERROR,
            Mishap.TOO_MANY_REQUESTS,
            Mishap.QUOTA,
            Mishap.CUT,
            Mishap.LOST_ANSWER,
            Mishap.GARBLED,
            Mishap.UNAUTHORIZED);

    private final SimulatorControl control;
    private final double share;
    private final Random dice;

    /**
     * Faults that begin later.
     *
     * @param share how many of the requests go wrong, from 0 for none to 0.5
     */
    Faults(SimulatorControl control, double share, long seed) {
        this.control = control;
        this.share = share;
        this.dice = new Random(seed);
    }

    /** Whether there are to be any. */
    boolean isPlanned() {
        return share > 0;
    }

    void begin() {
        if (isPlanned()) {
            control.setOdds(odds(share), dice);
        }
    }

    void end() {
        control.setOdds(MishapOdds.NONE);
    }

    /** How many there were, by kind. */
    Map<Mishap, Long> injected() {
        return control.mishaps();
    }

    /** So that the given share of any kind of request goes wrong, in one way or another. */
    static MishapOdds odds(double share) {
        MishapOdds odds = MishapOdds.all(share);
        for (Mishap kind : ANYWHERE) {
            odds = odds.with(kind, share / ANYWHERE.size());
        }
        return odds;
    }
}
