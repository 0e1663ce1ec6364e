package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job of the demo as the dispatcher puts it first. Its id stands in its title, as order numbers do, so that its
 * event is recognised without trusting any mark that the product sets.
 */
record Order(String id, Owner owner, Details details) {

    private static final Pattern NUMBER = Pattern.compile("\\bFW-\\d{5,}(:\\d{4}-\\d{2}-\\d{2})?\\b");

    Order {
        if (idIn(details.title()).filter(id::equals).isEmpty()) {
            throw new IllegalArgumentException("The title of " + id + " does not hold its number");
        }
    }

    static String idOf(int number) {
        return "FW-" + (10_000 + number);
    }

    /** What an order is called that goes on from another one on a date. */
    static String continuation(String id, LocalDate from) {
        return id + ":" + from;
    }

    /** Whether it is a series. */
    boolean repeats() {
        return details.when() instanceof When.Repeating;
    }

    /** The order number in a title. */
    static Optional<String> idIn(String title) {
        Matcher matcher = NUMBER.matcher(title);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
