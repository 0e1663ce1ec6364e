package io.syncline.local.cloud.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Runs a function in processes of its own through Lambda's real runtime interface client: as on Lambda, an instance is
 * a process, works on one event at a time, and reads its environment from the process.
 */
public final class IsolatedFunction implements FunctionRunner {

    private final FunctionSpec spec;
    private final List<IsolatedInstance> instances = new ArrayList<>();
    private final BlockingQueue<IsolatedInstance> idle = new LinkedBlockingQueue<>();

    /**
     * Starts the instances.
     *
     * @param count how many events it can work on at once
     * @param logs the folder that takes their output
     */
    public IsolatedFunction(FunctionSpec spec, int count, Path logs, Consumer<String> log) {
        this(spec, count, System.getProperty("java.class.path"), logs, log);
    }

    /** With a class path of its own: that of the packaged function, say, and the runtime interface client. */
    public IsolatedFunction(FunctionSpec spec, int count, String classPath, Path logs, Consumer<String> log) {
        this.spec = spec;
        for (int number = 1; number <= count; number++) {
            IsolatedInstance instance = new IsolatedInstance(spec, number, classPath, logs, log);
            instances.add(instance);
            idle.add(instance);
        }
    }

    @Override
    public FunctionSpec spec() {
        return spec;
    }

    @Override
    public Outcome invoke(String event) {
        try {
            IsolatedInstance instance = idle.take();
            try {
                return instance.invoke(event);
            } finally {
                idle.add(instance);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("Interrupted", "The local cloud is stopping");
        }
    }

    /**
     * The largest live set of any instance since the last call to {@link #forgetPeak()}, in bytes: see
     * {@link LiveHeap}. Zero when no measurement has been taken.
     */
    public long peakLiveHeap() {
        return instances.stream()
                .mapToLong(IsolatedInstance::peakLiveHeap)
                .max()
                .orElse(0);
    }

    /** Starts a new measurement. */
    public void forgetPeak() {
        instances.forEach(IsolatedInstance::forgetPeak);
    }

    @Override
    public void close() {
        instances.forEach(IsolatedInstance::close);
    }
}
