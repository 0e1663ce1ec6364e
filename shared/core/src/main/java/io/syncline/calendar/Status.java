package io.syncline.calendar;

/** Whether it is certain. */
public enum Status {
    CONFIRMED,
    TENTATIVE
}
