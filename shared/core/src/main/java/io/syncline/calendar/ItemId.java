package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names what somebody sees in a calendar: a job, or an event that is none. */
public sealed interface ItemId {

    /** No id of a job has it, so that the two can be told apart. */
    String EVENT = "~";

    /** A job; its text is the CRM's id. */
    record OfJob(JobId job) implements ItemId {
        @Override
        public String text() {
            return job.value();
        }
    }

    /** An event of a calendar. */
    record OfEvent(CalendarRef calendar, EventId event) implements ItemId {
        @Override
        public String text() {
            String parts = String.join(
                    "\n", calendar.connection().value(), calendar.calendar().value(), event.value());
            return EVENT
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The id as a text that is safe in a path. */
    String text();

    /**
     * The id of a text.
     *
     * @throws IllegalArgumentException where it is none
     */
    static ItemId parse(String text) {
        if (!text.startsWith(EVENT)) {
            return new OfJob(new JobId(text));
        }
        byte[] decoded = Base64.getUrlDecoder().decode(text.substring(EVENT.length()));
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split("\n", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("This is not the id of an event");
        }
        CalendarRef calendar = new CalendarRef(new ConnectionId(parts[0]), new CalendarId(parts[1]));
        return new OfEvent(calendar, new EventId(parts[2]));
    }
}
