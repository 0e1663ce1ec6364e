package io.syncline.audit;

import java.util.Locale;
import java.util.Optional;

/** How something ended. */
public enum Outcome {
    DONE,
    /** Somebody was not allowed to, or brought something wrong. */
    REFUSED,
    /** It could not be done; nobody is to blame. */
    FAILED;

    /** The word for rows, hashes and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome that a word means, if any. */
    public static Optional<Outcome> of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
