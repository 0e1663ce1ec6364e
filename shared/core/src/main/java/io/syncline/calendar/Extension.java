package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;
import java.time.Instant;

/** How prolonging a channel can end. */
public sealed interface Extension {

    /** It lives longer. */
    record Extended(Instant expiresAt) implements Extension {}

    /** The provider prolongs none: another one takes over while this one is still open. */
    record NotOffered() implements Extension {}

    /** The provider does not have it any more. */
    record Gone() implements Extension {}

    /** It did not work this time. */
    record Failed(RemoteFailure failure) implements Extension {}
}
