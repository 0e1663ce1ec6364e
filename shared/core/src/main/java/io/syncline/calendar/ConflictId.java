package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Names a conflict: which job in which calendar, and what of it.
 *
 * @param aspect empty where one side deleted what the other edited
 */
public record ConflictId(CalendarRef calendar, JobId job, Optional<Aspect> aspect) {

    private static final String EDIT_AND_DELETION = "deletion";

    /**
     * The id of a text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ConflictId parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("This is not the id of a conflict");
        }
        CalendarRef calendar = new CalendarRef(new ConnectionId(parts[0]), new CalendarId(parts[1]));
        Optional<Aspect> aspect =
                parts[3].equals(EDIT_AND_DELETION) ? Optional.empty() : Optional.of(Aspect.named(parts[3]));
        return new ConflictId(calendar, new JobId(parts[2]), aspect);
    }

    /** The id as a text without meaning, safe in a path. */
    public String text() {
        String parts = String.join(
                "\n",
                calendar.connection().value(),
                calendar.calendar().value(),
                job.value(),
                aspect.map(Aspect::word).orElse(EDIT_AND_DELETION));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text();
    }
}
