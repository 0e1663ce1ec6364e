package io.syncline.local.providers.push;

import java.util.Arrays;
import java.util.Optional;

/**
 * What Microsoft says about a subscription itself.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
public enum LifecycleEvent {
    MISSED("missed"),
    SUBSCRIPTION_REMOVED("subscriptionRemoved"),
    REAUTHORIZATION_REQUIRED("reauthorizationRequired");

    private final String word;

    LifecycleEvent(String word) {
        this.word = word;
    }

    /** The word in the notice. */
    public String word() {
        return word;
    }

    /** The event that this word names. */
    public static Optional<LifecycleEvent> named(String word) {
        return Arrays.stream(values())
                .filter(event ->
                        event.word.equalsIgnoreCase(word) || event.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
