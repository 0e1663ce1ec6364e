package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event as its provider keeps it. A change makes a new entry; the body of a stored one is never changed.
 *
 * @param place the event's fixed place in full listings
 * @param born the calendar's revision in which the event was made
 * @param revision the calendar's revision of the last change; every change has its own
 * @param body the provider's resource without what is derived from this record
 */
public record Entry(
        String id,
        long place,
        long born,
        long revision,
        boolean deleted,
        Span span,
        Instant created,
        Instant updated,
        ObjectNode body) {}
