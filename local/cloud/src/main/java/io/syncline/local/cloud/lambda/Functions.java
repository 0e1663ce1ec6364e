package io.syncline.local.cloud.lambda;

import io.syncline.local.cloud.aws.Metering;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** All functions of the template, by name; counts what they use. */
public final class Functions implements AutoCloseable {

    private final Map<String, FunctionRunner> runners;
    private final Metering metering;
    private final AtomicInteger underWay = new AtomicInteger();

    public Functions(Map<String, FunctionRunner> runners, Metering metering) {
        this.runners = Map.copyOf(runners);
        this.metering = metering;
    }

    /** Runs an event through a function. */
    public Outcome invoke(String name, String event) {
        FunctionRunner runner = Optional.ofNullable(runners.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + name));
        underWay.incrementAndGet();
        long start = System.nanoTime();
        try {
            return runner.invoke(event);
        } finally {
            underWay.decrementAndGet();
            long millis = (System.nanoTime() - start) / 1_000_000;
            metering.countInvocation(name, runner.spec().memoryMegabytes(), millis);
        }
    }

    /** Invocations that have not ended. */
    public int underWay() {
        return underWay.get();
    }

    public Collection<FunctionRunner> all() {
        return runners.values();
    }

    public Optional<FunctionRunner> named(String name) {
        return Optional.ofNullable(runners.get(name));
    }

    @Override
    public void close() {
        runners.values().forEach(FunctionRunner::close);
    }
}
