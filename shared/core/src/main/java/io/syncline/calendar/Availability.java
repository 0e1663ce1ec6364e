package io.syncline.calendar;

/** Whether the time is taken. */
public enum Availability {
    BUSY,
    FREE
}
