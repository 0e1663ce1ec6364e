package io.syncline.local.cloud.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * A function as the template declares it.
 *
 * @param name the name of its folder, such as {@code calendar-sync}
 * @param handler its class
 * @param memoryMegabytes what an instance holds while it works
 * @param timeout after which an invocation is given up
 * @param environment what it reads from its environment, credentials and region included
 */
public record FunctionSpec(
        String name, String handler, int memoryMegabytes, Duration timeout, Map<String, String> environment) {

    public FunctionSpec {
        environment = Map.copyOf(environment);
    }

    /** Without the environment: it holds credentials. */
    @Override
    public String toString() {
        return name + " (" + handler + ")";
    }
}
