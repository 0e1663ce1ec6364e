package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many requests came within the last while, by whose they are. Safe for many threads. */
public final class SlidingCount {

    private final Duration window;
    private final Map<String, Deque<Instant>> requests = new HashMap<>();

    public SlidingCount(Duration window) {
        this.window = window;
    }

    /** Counts one more. */
    public synchronized void add(String whose, Instant now) {
        requests.computeIfAbsent(whose, key -> new ArrayDeque<>()).addLast(now);
    }

    /** How many there are within the window that ends now. */
    public synchronized int of(String whose, Instant now) {
        var counted = requests.computeIfAbsent(whose, key -> new ArrayDeque<>());
        while (!counted.isEmpty() && !counted.peekFirst().isAfter(now.minus(window))) {
            counted.removeFirst();
        }
        return counted.size();
    }

    /** How long it takes until the oldest one no longer counts; zero when there is none. */
    public synchronized Duration untilOneIsGone(String whose, Instant now) {
        return Optional.ofNullable(requests.get(whose))
                .map(Deque::peekFirst)
                .map(oldest -> Duration.between(now, oldest.plus(window)))
                .orElse(Duration.ZERO);
    }
}
