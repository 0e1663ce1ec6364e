package io.syncline.edge;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.PutJob.Wish;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.UserId;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of what the CRM says of a job; see {@code JobInput} in {@code docs/openapi.yaml}. */
public record JobInputForm(
        @Nullable String title,
        @Nullable String description,
        @Nullable String location,
        @Nullable WhenForm when,
        @Nullable String availability,
        @Nullable String status,
        @Nullable List<@Nullable String> assignees,
        @Nullable List<@Nullable ExceptionForm> exceptions,
        @Nullable Boolean completed,
        @Nullable Long sequence) {

    static final int LONGEST_TITLE = 512;
    static final int LONGEST_DESCRIPTION = 8_000;
    static final int LONGEST_LOCATION = 1_024;
    private static final int MOST_ASSIGNEES = 20;

    /**
     * All of it.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    public Wish wish() {
        return new Wish(
                details(),
                exceptions == null,
                people(),
                Boolean.TRUE.equals(completed),
                sequence("sequence", sequence));
    }

    /**
     * The CRM's number of a change.
     *
     * @throws Refusal where it is none
     */
    public static OptionalLong sequence(String member, @Nullable Long sequence) {
        if (sequence == null) {
            return OptionalLong.empty();
        }
        if (sequence < 1) {
            throw Refusal.invalid(member, "'" + member + "' is a number from 1 on that grows with every change.");
        }
        return OptionalLong.of(sequence);
    }

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
        return exceptions == null ? details : details.with(differing(details, exceptions));
    }

    private static SortedMap<LocalDate, Occurrence> differing(
            Details series, List<@Nullable ExceptionForm> exceptions) {
        if (exceptions.size() > Details.MOST_EXCEPTIONS) {
            throw Refusal.invalid("exceptions", "A series has at most " + Details.MOST_EXCEPTIONS + " exceptions.");
        }
        SortedMap<LocalDate, Occurrence> differing = new TreeMap<>();
        for (int i = 0; i < exceptions.size(); i++) {
            String member = "exceptions[" + i + "]";
            ExceptionForm form = exceptions.get(i);
            if (form == null) {
                throw Refusal.invalid(member, "Each of 'exceptions' is an object with a 'date'.");
            }
            LocalDate date = form.day(member);
            if (!(series.when() instanceof When.Repeating rule) || !rule.hasOn(date)) {
                throw Refusal.invalid(member + ".date", "The series has no occurrence on " + date + ".");
            }
            if (differing.put(date, form.occurrence(member, series.regular(date))) != null) {
                throw Refusal.invalid(member + ".date", "Name each date once.");
            }
        }
        return differing;
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

    static String text(String member, @Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw Refusal.invalid(member, "Shorten '" + member + "' to at most " + longest + " characters.");
        }
        return text;
    }

    static <E extends Enum<E>> E word(String member, @Nullable String word, Class<E> type, E otherwise) {
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
