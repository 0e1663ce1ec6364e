package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Names a review: the deletions of which calendar, and which time.
 *
 * @param review the id that it has within its calendar
 */
public record ReviewId(CalendarRef calendar, String review) {

    /**
     * The id of a text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ReviewId parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw new IllegalArgumentException("This is not the id of a review");
        }
        return new ReviewId(new CalendarRef(new ConnectionId(parts[0]), new CalendarId(parts[1])), parts[2]);
    }

    /** The id as a text without meaning, safe in a path. */
    public String text() {
        String parts = String.join(
                "\n", calendar.connection().value(), calendar.calendar().value(), review);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text();
    }
}
