package io.syncline.local.cloud.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Many hands at once, but not too many: what a busy office does to the API. */
final class Crowd {

    private static final int AT_ONCE = 12;

    private Crowd() {}

    /**
     * Works on all items, in their order as far as hands are free; the answers stand in the order of the items.
     *
     * @param progress takes how many are done
     */
    static <T, R> List<R> each(Collection<T> items, Function<T, R> work, LongConsumer progress) {
        Semaphore hands = new Semaphore(AT_ONCE);
        List<Future<R>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                hands.acquire();
                answers.add(threads.submit(() -> {
                    try {
                        return work.apply(item);
                    } finally {
                        hands.release();
                    }
                }));
                progress.accept(answers.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while working", e);
        }
        return answers.stream().map(Crowd::answer).toList();
    }

    private static <R> R answer(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("The work failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while working", e);
        }
    }
}
