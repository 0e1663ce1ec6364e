package io.syncline.local.providers.calendar;

/** In what an occurrence differs from the rule of its series. */
public sealed interface UserException {

    /** It does not take place. */
    record Cancelled() implements UserException {}

    /** It takes place otherwise: at another time, or with other texts. */
    record Edited(UserEvent event) implements UserException {}
}
