package io.syncline.calendar;

import java.util.Locale;
import java.util.Optional;

/**
 * The one thing that somebody can do about a calendar, or about a job in it.
 *
 * @param label what stands on the button
 * @param subject the id that it concerns: of a review, of a conflict
 */
public record Remedy(Kind kind, String label, Optional<String> subject) {

    /** What it is. */
    public enum Kind {
        NONE,
        RECONNECT,
        ASK_ADMINISTRATOR,
        CHOOSE_CALENDAR,
        ALLOW_CALENDAR,
        REVIEW,
        RESOLVE,
        PUT_BACK,
        WAIT;

        /** The word for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final Remedy NONE = of(Kind.NONE, "Nothing to do");
    static final Remedy WAIT = of(Kind.WAIT, "It goes on by itself");

    static Remedy of(Kind kind, String label) {
        return new Remedy(kind, label, Optional.empty());
    }

    static Remedy of(Kind kind, String label, String subject) {
        return new Remedy(kind, label, Optional.of(subject));
    }
}
