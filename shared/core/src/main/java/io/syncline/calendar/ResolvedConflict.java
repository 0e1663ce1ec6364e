package io.syncline.calendar;

import io.syncline.calendar.Conflict.Choice;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A conflict that somebody decided, as it stood then.
 *
 * @param value the aspect as it was decided to be, within the job's entry; empty where one side had deleted it all
 */
public record ResolvedConflict(Conflict conflict, Choice choice, Optional<Details> value, UserId by, Instant at) {}
