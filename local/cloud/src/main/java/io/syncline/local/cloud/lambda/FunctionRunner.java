package io.syncline.local.cloud.lambda;

/** Runs one function: in this JVM or in processes of its own. */
public interface FunctionRunner extends AutoCloseable {

    FunctionSpec spec();

    /** Runs an event through the function's handler; callers may be many at once. */
    Outcome invoke(String event);

    @Override
    void close();
}
