package io.syncline.calendar;

/** Another run took the calendar over: this one stops at once and stores nothing more (R19). */
final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost() {
        super("Another run has taken the calendar over");
    }
}
