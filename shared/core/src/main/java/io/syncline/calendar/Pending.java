package io.syncline.calendar;

/**
 * A note in a calendar's partition that a job waits for its next run.
 *
 * @param jobVersion the job's version when the note was written; a newer note replaces an older one
 */
public record Pending(JobId job, long jobVersion) {}
