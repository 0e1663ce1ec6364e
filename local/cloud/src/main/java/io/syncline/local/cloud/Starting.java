package io.syncline.local.cloud;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts parts side by side. A part that has started is kept by {@code Opened} before anybody waits for it. */
final class Starting implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Opened opened;

    Starting(Opened opened) {
        this.opened = opened;
    }

    <T extends AutoCloseable> Future<T> begin(Callable<T> start) {
        return threads.submit(() -> opened.keep(start.call()));
    }

    <T> T finish(Future<T> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A part does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    /** Waits for what is still starting, so that it can be closed. */
    @Override
    public void close() {
        threads.close();
    }
}
