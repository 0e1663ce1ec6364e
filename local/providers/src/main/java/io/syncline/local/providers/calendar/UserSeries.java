package io.syncline.local.providers.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series as its owner sees it.
 *
 * @param master the series itself: its first time and its rule
 * @param exceptions the occurrences that differ, by the day on which the rule has them
 */
public record UserSeries(UserEvent master, SortedMap<LocalDate, UserException> exceptions) {

    public UserSeries {
        exceptions = Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    }
}
