package io.syncline.calendar;

/**
 * What both sides last agreed on, each in its own form: a provider that rewrites text does not look like an edit
 * (R01, R12).
 *
 * @param crm the job's fields then
 * @param calendar the event's fields then, as the provider returned them
 */
public record Baseline(Details crm, Details calendar) {}
