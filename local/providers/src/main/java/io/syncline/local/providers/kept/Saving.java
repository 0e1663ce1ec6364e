package io.syncline.local.providers.kept;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Writes state that changes: soon after a change, at most once in a second, and for the last time when it closes. */
public final class Saving implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1_000;

    private final StateFile file;
    private final Supplier<String> mark;
    private final Supplier<ObjectNode> state;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keeps-providers").factory());
    private Optional<String> saved = Optional.empty();

    /**
     * Saves now, and then after changes once it was started.
     *
     * @param mark a text that differs whenever the state does, and costs little
     * @param state the whole state, which is asked for after the mark
     * @throws UncheckedIOException when the state cannot be written
     */
    public Saving(StateFile file, Supplier<String> mark, Supplier<ObjectNode> state) {
        this.file = file;
        this.mark = mark;
        this.state = state;
        saveIfChanged();
    }

    /** Saves from now on by itself. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::attempt, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Writes the state unless the newest one is written; gives whether it did. */
    synchronized boolean saveIfChanged() {
        var now = Optional.of(mark.get());
        if (now.equals(saved)) {
            return false;
        }
        file.write(state.get());
        saved = now;
        return true;
    }

    @Override
    public void close() {
        timer.shutdown();
        saveIfChanged();
    }

    /** A full disk may have room again a second later: it is told once, and tried again. */
    @SuppressWarnings("CatchAndPrintStackTrace") // a timer that throws would never run again
    private void attempt() {
        try {
            saveIfChanged();
            failing.set(false);
        } catch (RuntimeException failed) {
            if (!failing.getAndSet(true)) {
                failed.printStackTrace();
            }
        }
    }
}
