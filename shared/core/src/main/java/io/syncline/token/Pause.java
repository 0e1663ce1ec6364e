package io.syncline.token;

import java.time.Duration;

/** Lets a moment pass; tests let none. */
@FunctionalInterface
public interface Pause {

    /** Returns after the moment. */
    void take(Duration moment);
}
