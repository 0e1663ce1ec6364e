package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import java.util.List;
import java.util.Optional;

/**
 * An event as it stands at the provider; a series is one.
 *
 * @param place where
 * @param details of a series those of all its occurrences
 * @param occurrences what its owner sees of it in the season
 * @param whole the whole resource as the provider keeps it, version tags included
 */
record EventSeen(Place place, Details details, List<Details> occurrences, String whole) {

    EventSeen {
        occurrences = List.copyOf(occurrences);
    }

    /** What takes place once. */
    EventSeen(Place place, Details details, String whole) {
        this(place, details, List.of(details), whole);
    }

    /**
     * An address.
     *
     * @param calendar the provider's id of the calendar
     * @param event the provider's id of the event
     */
    record Place(Owner owner, String calendar, String event) {}

    Optional<String> job() {
        return Order.idIn(details.title());
    }

    String named() {
        return "'" + details.title() + "' in the " + place.owner().calendar();
    }
}
