package io.syncline.calendar;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How one occurrence of a series differs from what the rule says; it is known by its original date (R21, F17). */
public sealed interface Occurrence {

    /** It does not take place. */
    record Cancelled() implements Occurrence {}

    /**
     * It takes place otherwise. Only what differs is kept: the rest follows the series.
     *
     * @param when when it takes place instead, in the series' own kind of time or another
     */
    record Changed(
            Optional<String> title,
            Optional<String> description,
            Optional<String> location,
            Optional<When.Single> when,
            Optional<Availability> availability,
            Optional<Status> status)
            implements Occurrence {

        public Changed {
            title = title.map(text -> NormalText.line(text, Details.LONGEST_LINE));
            location = location.map(text -> NormalText.line(text, Details.LONGEST_LINE));
            description = description.map(text -> NormalText.lines(text, Details.LONGEST_DESCRIPTION));
        }

        /** How many characters its texts have. */
        int length() {
            return Stream.of(title, description, location)
                    .flatMap(Optional::stream)
                    .mapToInt(String::length)
                    .sum();
        }

        /** What differs in nothing. */
        static final Changed NOTHING = new Changed(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** What an occurrence has of its own, compared with what the series says for that date. */
        public static Changed between(Details regular, Details actual) {
            return new Changed(
                    differing(regular.title(), actual.title()),
                    differing(regular.description(), actual.description()),
                    differing(regular.location(), actual.location()),
                    differing(regular.when(), actual.when()).map(When.Single.class::cast),
                    differing(regular.availability(), actual.availability()),
                    differing(regular.status(), actual.status()));
        }

        private static <T> Optional<T> differing(T regular, T actual) {
            return regular.equals(actual) ? Optional.empty() : Optional.of(actual);
        }

        /** Whether it differs in nothing: it is no exception then. */
        public boolean isNothing() {
            return title.isEmpty()
                    && description.isEmpty()
                    && location.isEmpty()
                    && when.isEmpty()
                    && availability.isEmpty()
                    && status.isEmpty();
        }

        Changed retitled(UnaryOperator<String> change) {
            return new Changed(title.map(change), description, location, when, availability, status);
        }

        /** The occurrence as it takes place. */
        Details on(Details regular) {
            return new Details(
                    title.orElse(regular.title()),
                    description.orElse(regular.description()),
                    location.orElse(regular.location()),
                    when.<When>map(own -> own).orElse(regular.when()),
                    availability.orElse(regular.availability()),
                    status.orElse(regular.status()));
        }
    }

    /** An occurrence of a series in a span of time. */
    record Dated(LocalDate date, Details details) {}
}
