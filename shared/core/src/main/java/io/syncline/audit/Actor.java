package io.syncline.audit;

import io.syncline.identity.Caller;
import io.syncline.identity.UserId;

/**
 * Who did something: {@code person/<user id>}, {@code function/<name>}, {@code operator/<name>} or {@code stranger}.
 *
 * @param value at most 200 characters
 */
public record Actor(String value) {

    /** A browser that nobody is known to sit at: what it brought could not be verified. */
    public static final Actor STRANGER = new Actor("stranger");

    public Actor {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("An actor has 1 to 200 characters");
        }
    }

    public static Actor of(Caller caller) {
        return person(caller.user());
    }

    public static Actor person(UserId user) {
        return new Actor("person/" + user.value());
    }

    /** A function that works without anybody asking. */
    public static Actor function(String name) {
        return new Actor("function/" + name);
    }

    /** Somebody who runs the installation. */
    public static Actor operator(String name) {
        return new Actor("operator/" + name);
    }
}
