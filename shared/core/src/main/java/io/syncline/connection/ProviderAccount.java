package io.syncline.connection;

/**
 * An account at a provider.
 *
 * @param id what never changes: Google's {@code sub}; Microsoft's {@code tid} and {@code oid} joined by a dot
 * @param email how people know it; it may change, so nothing is keyed by it
 * @param name the person's name, or empty
 */
public record ProviderAccount(String id, String email, String name) {

    public ProviderAccount {
        if (id.isBlank()) {
            throw new IllegalArgumentException("An account has an id");
        }
    }
}
