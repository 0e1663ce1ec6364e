package io.syncline.local.cloud.lambda;

/** How an invocation ended. */
public sealed interface Outcome {

    /** The handler returned. */
    record Answered(String json) implements Outcome {}

    /** The handler threw. */
    record Failed(String type, String message) implements Outcome {}

    /** The handler took longer than its timeout. */
    record TimedOut() implements Outcome {}
}
