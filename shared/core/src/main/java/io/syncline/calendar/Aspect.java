package io.syncline.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/** What is compared, merged and disputed on its own: a field, or one occurrence of a series (R02, R21). */
public sealed interface Aspect extends Comparable<Aspect> {

    /** A field of the entry; of a series, what all its occurrences have in common. */
    record OfField(Field field) implements Aspect {
        @Override
        public String word() {
            return field.word();
        }
    }

    /** How the occurrence of a date differs from its series. */
    record OfOccurrence(LocalDate date) implements Aspect {
        @Override
        public String word() {
            return OCCURRENCE + date;
        }
    }

    /** The head of the word of an occurrence; its original date follows. */
    String OCCURRENCE = "occurrence:";

    /** The word for rows, JSON and explanations. */
    String word();

    /**
     * The aspect of a word.
     *
     * @throws IllegalArgumentException where there is none
     */
    static Aspect named(String word) {
        if (word.startsWith(OCCURRENCE)) {
            try {
                return new OfOccurrence(LocalDate.parse(word.substring(OCCURRENCE.length())));
            } catch (DateTimeParseException notADate) {
                throw new IllegalArgumentException("An occurrence is named by its date", notADate);
            }
        }
        return Arrays.stream(Field.values())
                .filter(field -> field.word().equals(word))
                .findFirst()
                .map(OfField::new)
                .orElseThrow(() -> new IllegalArgumentException("There is no such field"));
    }

    /** Fields in their order, then occurrences by date. */
    @Override
    default int compareTo(Aspect other) {
        return switch (this) {
            case OfField(Field field) -> other instanceof OfField(Field theirs) ? field.compareTo(theirs) : -1;
            case OfOccurrence(LocalDate date) ->
                other instanceof OfOccurrence(LocalDate theirs) ? date.compareTo(theirs) : 1;
        };
    }
}
