package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series as Google has it: the master, and every occurrence that it keeps as an event of its own, cancelled ones
 * included.
 *
 * @param exceptions by their ids
 */
record WholeSeries(Event master, SortedMap<String, Event> exceptions) {
    WholeSeries {
        exceptions = Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    }

    /** A series of which no occurrence differs. */
    WholeSeries(Event master) {
        this(master, Collections.emptySortedMap());
    }

    SeriesVersion version() {
        return SeriesVersion.of(master, exceptions);
    }

    /** The same series once one of its occurrences, or its master, was written. */
    WholeSeries with(Event written) {
        if (written.getId().equals(master.getId())) {
            return new WholeSeries(written, exceptions);
        }
        SortedMap<String, Event> next = new TreeMap<>(exceptions);
        next.put(written.getId(), written);
        return new WholeSeries(master, next);
    }
}
