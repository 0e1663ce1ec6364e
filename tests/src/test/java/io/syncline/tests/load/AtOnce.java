package io.syncline.tests.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several begin at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /** Runs them at once and gives what they answered, in their order; the first one's failure is thrown. */
    public static <T> List<T> run(List<? extends Callable<T>> tasks) {
        CyclicBarrier start = new CyclicBarrier(Math.max(1, tasks.size()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = new ArrayList<>();
            for (Callable<T> task : tasks) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            return answers.stream().map(AtOnce::gathered).toList();
        }
    }

    private static <T> T gathered(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while several worked at once", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("One of several that worked at once broke off", e.getCause());
        }
    }
}
