package io.syncline;

import io.syncline.token.VaultUnavailable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all fakes of a test are stored in: every call to one of them passes here, one at a time, so that it can be made
 * to fail, before it does anything or after.
 */
public final class InMemoryStorage {

    /** How a call fails. */
    public enum Fault {
        /** Nothing was done. */
        NOT_EXECUTED,
        /** It was done, but whoever called does not hear of it. */
        ANSWER_LOST
    }

    private final Deque<Fault> next = new ArrayDeque<>();
    private final Map<Long, Fault> planned = new HashMap<>();
    private boolean down;
    private long downFrom = Long.MAX_VALUE;
    private long calls;

    /** From now on every call fails, or works again. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    /** The next calls fail without having done anything. */
    public synchronized void failNext(int times) {
        add(times, Fault.NOT_EXECUTED);
    }

    /** The next calls do what they are to, and fail afterwards. */
    public synchronized void failAfterCommit(int times) {
        add(times, Fault.ANSWER_LOST);
    }

    private void add(int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            next.add(fault);
        }
    }

    /**
     * One call fails.
     *
     * @param call 1 for the next one, 2 for the one after it
     */
    public synchronized void failAt(long call, Fault fault) {
        planned.put(calls + call, fault);
    }

    /**
     * From one call on every call fails.
     *
     * @param call 1 for the next one, 2 for the one after it
     */
    public synchronized void isDownFrom(long call) {
        downFrom = calls + call;
    }

    /** Forgets all faults that have not happened. */
    public synchronized void isWellAgain() {
        next.clear();
        planned.clear();
        down = false;
        downFrom = Long.MAX_VALUE;
    }

    /** How many calls there were. */
    public synchronized long calls() {
        return calls;
    }

    /** Makes a call to storage. */
    public synchronized <T> T call(Supplier<T> call) {
        Optional<Fault> fault = fault();
        if (down || calls >= downFrom || fault.equals(Optional.of(Fault.NOT_EXECUTED))) {
            throw broken();
        }
        T answer = call.get();
        if (fault.isPresent()) {
            throw broken();
        }
        return answer;
    }

    /** Makes a call to storage that has no answer. */
    public synchronized void run(Runnable call) {
        call(() -> {
            call.run();
            return true;
        });
    }

    private Optional<Fault> fault() {
        calls++;
        Optional<Fault> own = Optional.ofNullable(planned.remove(calls));
        return own.isPresent() ? own : Optional.ofNullable(next.poll());
    }

    private static VaultUnavailable broken() {
        return new VaultUnavailable("Storage cannot be reached", new IllegalStateException("told to fail"));
    }
}
