package io.syncline.local.providers.fidelity;

import java.util.random.RandomGenerator;

/** What all hosts of one run share. */
public record World(
        SimulatorClock clock,
        RandomGenerator random,
        Latency latency,
        FaultRules faults,
        Mishaps mishaps,
        Quotas quotas,
        RequestLedger ledger) {

    /** A world in which nothing has happened yet. */
    public static World begun(SimulatorClock clock, RandomGenerator random, Latency latency, QuotaLimits limits) {
        return new World(
                clock,
                random,
                latency,
                new FaultRules(),
                new Mishaps(random),
                new Quotas(clock, limits),
                new RequestLedger());
    }
}
