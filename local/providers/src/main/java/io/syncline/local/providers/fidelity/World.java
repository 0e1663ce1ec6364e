package io.syncline.local.providers.fidelity;

import java.util.random.RandomGenerator;

/** What all hosts of one run share. */
public record World(
        SimulatorClock clock, RandomGenerator random, Latency latency, FaultRules faults, RequestLedger ledger) {}
