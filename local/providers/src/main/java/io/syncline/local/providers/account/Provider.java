package io.syncline.local.providers.account;

import java.util.Locale;

/** Whose account it is. */
public enum Provider {
    GOOGLE,
    MICROSOFT;

    /** The name in URLs: {@code google} or {@code microsoft}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the name used in URLs. */
    public static Provider of(String slug) {
        for (var provider : values()) {
            if (provider.slug().equals(slug)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("No provider is named '" + slug + "': it is google or microsoft.");
    }
}
