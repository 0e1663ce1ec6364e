package io.syncline.calendar;

import java.util.Optional;

/**
 * An event as its provider returned it, in normal form.
 *
 * @param hidden marked private or confidential by its owner: its texts are for nobody else
 * @param mark the job that it was created for, where the provider returned our mark; absence means nothing
 */
public record RemoteEvent(EventId id, EventVersion version, Details details, boolean hidden, Optional<JobId> mark) {}
