package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event as its provider keeps it. A change makes a new entry; the body of a stored one is never changed.
 *
 * @param place the event's fixed place in full listings
 * @param born the calendar's revision in which the event was made
 * @param revision the calendar's revision of the last change; every change has its own
 * @param span the time it covers; of a series that of its first occurrence
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
        ObjectNode body,
        Role role) {

    /** Whether it is a series that is there. */
    public boolean isLivingSeries() {
        return !deleted && role instanceof Role.Master;
    }

    /** The same with other contents, as an occurrence has that is not stored. */
    public Entry unrolled(String otherId, Content content) {
        return new Entry(
                otherId,
                place,
                born,
                revision,
                deleted,
                content.span(),
                created,
                updated,
                content.body(),
                content.role());
    }

    /** The same, deleted, as an occurrence is that a series gave up. */
    public Entry cancelled() {
        return new Entry(id, place, born, revision, true, span, created, updated, body, role);
    }
}
