package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import java.util.Optional;

/**
 * An event as it stands at the provider.
 *
 * @param place where
 * @param whole the whole resource as the provider keeps it, version tags included
 */
record EventSeen(Place place, Details details, String whole) {

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
