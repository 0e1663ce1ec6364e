package io.syncline.edge;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.identity.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of what the CRM says of a job; see {@code JobInput} in {@code docs/openapi.yaml}. */
public record JobInputForm(
        @Nullable String title,
        @Nullable String description,
        @Nullable String location,
        @Nullable WhenForm when,
        @Nullable String availability,
        @Nullable String status,
        @Nullable List<@Nullable String> assignees) {

    private static final int LONGEST_TITLE = 512;
    private static final int LONGEST_DESCRIPTION = 8_000;
    private static final int LONGEST_LOCATION = 1_024;
    private static final int MOST_ASSIGNEES = 20;

    /**
     * The job's fields.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    public Details details() {
        if (when == null) {
            throw Refusal.invalid("when", "Say when the job is: give 'when'.");
        }
        Details details = new Details(
                text("title", title, LONGEST_TITLE),
                text("description", description, LONGEST_DESCRIPTION),
                text("location", location, LONGEST_LOCATION),
                when.toWhen(),
                word("availability", availability, Availability.class, Availability.BUSY),
                word("status", status, Status.class, Status.CONFIRMED));
        if (details.title().isEmpty()) {
            throw Refusal.invalid("title", "Give the job a title.");
        }
        return details;
    }

    /**
     * Who carries the job.
     *
     * @throws Refusal where nobody does, or too many
     */
    public Set<UserId> people() {
        if (assignees == null || assignees.isEmpty() || assignees.size() > MOST_ASSIGNEES) {
            throw Refusal.invalid("assignees", "Name 1 to " + MOST_ASSIGNEES + " people in 'assignees'.");
        }
        Set<UserId> people = new LinkedHashSet<>();
        for (String assignee : assignees) {
            people.add(person(assignee));
        }
        return people;
    }

    private static UserId person(@Nullable String assignee) {
        try {
            return new UserId(assignee == null ? "" : assignee);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("assignees", "Each of 'assignees' is a user id of 1 to 128 printable characters.");
        }
    }

    private static String text(String member, @Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw Refusal.invalid(member, "Shorten '" + member + "' to at most " + longest + " characters.");
        }
        return text;
    }

    private static <E extends Enum<E>> E word(String member, @Nullable String word, Class<E> type, E otherwise) {
        if (word == null) {
            return otherwise;
        }
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        throw Refusal.invalid(member, "'" + member + "' is one of " + words(type) + ".");
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return List.of(type.getEnumConstants()).stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList()
                .toString();
    }
}
