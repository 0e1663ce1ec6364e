package io.syncline.local.providers.fidelity;

import io.syncline.local.providers.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are in force; the first that strikes decides. */
public final class FaultRules {

    private final List<Counted> rules = new CopyOnWriteArrayList<>();

    public void add(FaultRule rule) {
        rules.add(new Counted(rule, new AtomicInteger()));
    }

    public void clear() {
        rules.clear();
    }

    public List<FaultRule> all() {
        return rules.stream().map(Counted::rule).toList();
    }

    Optional<FaultRule> striking(String part, Request request, Optional<String> account) {
        for (var counted : rules) {
            if (counted.rule.target().fits(part, request, account)
                    && counted.rule.strikes(counted.seen.incrementAndGet())) {
                return Optional.of(counted.rule);
            }
        }
        return Optional.empty();
    }

    private record Counted(FaultRule rule, AtomicInteger seen) {}
}
