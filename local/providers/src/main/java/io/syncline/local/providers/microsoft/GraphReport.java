package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;

/** One item of a round of changes. */
sealed interface GraphReport {

    /** A single event, an exception or a series master with everything. */
    record Whole(Entry entry) implements GraphReport {}

    /** An occurrence that nobody changed. */
    record Stub(Entry master, Occurrence occurrence) implements GraphReport {}

    /**
     * Something that is gone, or outside of the window.
     *
     * @param id the stored id
     * @param of the event by which callers' ids are made
     */
    record Removed(String id, Entry of) implements GraphReport {}

    default ObjectNode shownBy(GraphEventView view) {
        return switch (this) {
            case Whole(var entry) -> view.of(entry);
            case Stub(var master, var occurrence) -> view.stub(master, occurrence);
            case Removed(var id, var of) -> view.removed(id, of);
        };
    }

    /** Whether both speak of the same event, and this one of a later state. */
    default boolean isNewerThan(GraphReport other) {
        return revision() > other.revision() && id().equals(other.id());
    }

    private String id() {
        return switch (this) {
            case Whole(var entry) -> entry.id();
            case Stub(var master, var occurrence) -> GraphIds.occurrence(master.id(), occurrence.date());
            case Removed(var id, var of) -> id;
        };
    }

    private long revision() {
        return switch (this) {
            case Whole(var entry) -> entry.revision();
            case Stub(var master, var occurrence) -> master.revision();
            case Removed(var id, var of) -> of.revision();
        };
    }
}
