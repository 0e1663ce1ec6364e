package io.syncline.local.cloud.lambda;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs a function in this JVM. As on Lambda an instance of the handler works on one event at a time: a second event at
 * the same time makes a second instance, and an instance that was timed out is never used again.
 */
public final class InProcessFunction implements FunctionRunner {

    private final FunctionSpec spec;
    private final Consumer<String> log;
    private final Deque<Handler> idle = new ConcurrentLinkedDeque<>();

    /** @param log takes the function's own log lines and what went wrong */
    public InProcessFunction(FunctionSpec spec, Consumer<String> log) {
        this.spec = spec;
        this.log = log;
    }

    /** Makes the first instance ahead of the first event, as SnapStart does. */
    public void prime() {
        idle.push(Handler.create(spec));
    }

    @Override
    public FunctionSpec spec() {
        return spec;
    }

    @Override
    public Outcome invoke(String event) {
        Handler handler = Optional.ofNullable(idle.poll()).orElseGet(() -> Handler.create(spec));
        FutureTask<String> work = new FutureTask<>(() -> handler.handle(event, new LocalContext(spec, log)));
        Thread thread = Thread.ofVirtual().name(spec.name()).start(work);
        try {
            String answer = work.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
            idle.push(handler);
            return new Outcome.Answered(answer);
        } catch (ExecutionException e) {
            idle.push(handler);
            return failed(e);
        } catch (TimeoutException e) {
            thread.interrupt();
            log.accept(spec.name() + ": timed out after " + spec.timeout().toSeconds() + " s");
            return new Outcome.TimedOut();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome.Failed("Interrupted", "The local cloud is stopping");
        }
    }

    @Override
    public void close() {
        idle.clear();
    }

    private Outcome failed(ExecutionException e) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        log.accept(spec.name() + ": " + Traces.of(cause));
        return new Outcome.Failed(cause.getClass().getName(), String.valueOf(cause.getMessage()));
    }
}
