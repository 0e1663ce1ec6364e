package io.syncline.connection;

import java.util.Locale;
import java.util.Optional;

/** Whom an account belongs to. */
public enum Provider {
    GOOGLE("Google"),
    MICROSOFT("Microsoft");

    private final String title;

    Provider(String title) {
        this.title = title;
    }

    /** The name that people know. */
    public String title() {
        return title;
    }

    /** The word for paths, rows and JSON: {@code google}, {@code microsoft}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The provider that a word means, if any. */
    public static Optional<Provider> of(String word) {
        for (Provider provider : values()) {
            if (provider.word().equals(word)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }
}
