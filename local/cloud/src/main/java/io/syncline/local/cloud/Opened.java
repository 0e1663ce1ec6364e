package io.syncline.local.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** What is open and has to be closed, last opened first. */
final class Opened {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    /** Closes everything; what fails is told, and the rest is closed all the same. */
    void closeAll(Consumer<String> tell) {
        for (Optional<AutoCloseable> part = next(); part.isPresent(); part = next()) {
            try {
                part.get().close();
            } catch (Exception e) {
                tell.accept("closing: " + e);
            }
        }
    }

    private synchronized Optional<AutoCloseable> next() {
        return Optional.ofNullable(open.poll());
    }
}
