package io.syncline.calendar;

import java.time.Instant;

/**
 * What the first sync of a calendar was going to do, counted before it did anything (R16).
 *
 * @param creates jobs to be written into the calendar
 * @param updates events to be changed
 * @param deletes events to be taken off
 * @param imports other events that will be seen
 */
public record Plan(long creates, long updates, long deletes, long imports, Instant at) {}
