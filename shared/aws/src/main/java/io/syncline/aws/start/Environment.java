package io.syncline.aws.start;

import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of one function. They are handed over and not read from the process, because on one
 * machine several functions share a process.
 */
public record Environment(Map<String, String> variables) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The variables of this process, as Lambda sets them. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /**
     * The value of a variable that has to be there.
     *
     * @throws IllegalStateException naming the variable where it is missing or blank
     */
    public String require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("The environment variable " + name
                        + " is not set: template.yaml sets it for each function that needs it."));
    }

    /** The value of a variable; a blank one counts as missing. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Environment" + variables.keySet().stream().sorted().toList();
    }
}
