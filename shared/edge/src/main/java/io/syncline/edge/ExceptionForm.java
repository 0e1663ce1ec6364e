package io.syncline.edge;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of how one occurrence of a series differs from it; see {@code Exception} in {@code docs/openapi.yaml}.
 *
 * @param date its original date
 */
public record ExceptionForm(
        @Nullable String date,
        @Nullable Boolean cancelled,
        @Nullable String title,
        @Nullable String description,
        @Nullable String location,
        @Nullable WhenForm when,
        @Nullable String availability,
        @Nullable String status) {

    private static final LocalDate NO_DAY = LocalDate.EPOCH;
    private static final Details NOTHING =
            new Details("", "", "", new When.AllDay(NO_DAY, NO_DAY.plusDays(1)), Availability.BUSY, Status.CONFIRMED);

    /** The forms of a series' exceptions, by date. */
    public static List<ExceptionForm> of(Details details) {
        return details.exceptions().entrySet().stream().map(ExceptionForm::of).toList();
    }

    private static ExceptionForm of(Map.Entry<LocalDate, Occurrence> exception) {
        return of(exception.getKey(), Optional.of(exception.getValue()));
    }

    /** The form of an occurrence; of one that is like all others, its date alone. */
    public static ExceptionForm of(LocalDate date, Optional<Occurrence> occurrence) {
        return switch (occurrence.orElse(null)) {
            case null -> new ExceptionForm(date.toString(), null, null, null, null, null, null, null);
            case Occurrence.Cancelled _ -> new ExceptionForm(date.toString(), true, null, null, null, null, null, null);
            case Occurrence.Changed changed ->
                new ExceptionForm(
                        date.toString(),
                        null,
                        changed.title().orElse(null),
                        changed.description().orElse(null),
                        changed.location().orElse(null),
                        changed.when().map(WhenForm::of).orElse(null),
                        changed.availability().map(ExceptionForm::word).orElse(null),
                        changed.status().map(ExceptionForm::word).orElse(null));
        };
    }

    /**
     * The original date.
     *
     * @param member what this is called in the request
     * @throws Refusal where it is none
     */
    public LocalDate day(String member) {
        return WhenForm.date(member + ".date", date);
    }

    /**
     * How it differs.
     *
     * @param member what this is called in the request
     * @param regular the occurrence as the series says
     * @throws Refusal with the member that is wrong and what to do
     */
    public Occurrence occurrence(String member, Details regular) {
        if (Boolean.TRUE.equals(cancelled)) {
            if (says()) {
                throw Refusal.invalid(member, "An occurrence that is cancelled has nothing else that is different.");
            }
            return new Occurrence.Cancelled();
        }
        Details actual = actual(member, regular);
        if (actual.title().isEmpty()) {
            throw Refusal.invalid(member + ".title", "Give the occurrence a title, or leave it out.");
        }
        return Occurrence.Changed.between(regular, actual);
    }

    /**
     * How it is to differ from a series that is not at hand.
     *
     * @param member what this is called in the request
     * @return nothing where it says nothing: it is to be like all others
     * @throws Refusal with the member that is wrong and what to do
     */
    public Optional<Occurrence> proposed(String member) {
        if (Boolean.TRUE.equals(cancelled)) {
            return says() ? Optional.of(occurrence(member, NOTHING)) : Optional.of(new Occurrence.Cancelled());
        }
        Details own = actual(member, NOTHING);
        if (title != null && own.title().isEmpty()) {
            throw Refusal.invalid(member + ".title", "Give the occurrence a title, or leave it out.");
        }
        Occurrence changed = new Occurrence.Changed(
                Optional.ofNullable(title).map(_ -> own.title()),
                Optional.ofNullable(description).map(_ -> own.description()),
                Optional.ofNullable(location).map(_ -> own.location()),
                Optional.ofNullable(when).map(_ -> own.when().first()),
                Optional.ofNullable(availability).map(_ -> own.availability()),
                Optional.ofNullable(status).map(_ -> own.status()));
        return says() ? Optional.of(changed) : Optional.empty();
    }

    private Details actual(String member, Details regular) {
        return new Details(
                own(member + ".title", title, JobInputForm.LONGEST_TITLE, regular.title()),
                own(member + ".description", description, JobInputForm.LONGEST_DESCRIPTION, regular.description()),
                own(member + ".location", location, JobInputForm.LONGEST_LOCATION, regular.location()),
                when == null ? regular.when() : when.toSingle(member + ".when"),
                JobInputForm.word(member + ".availability", availability, Availability.class, regular.availability()),
                JobInputForm.word(member + ".status", status, Status.class, regular.status()));
    }

    private static String own(String member, @Nullable String text, int longest, String regular) {
        return text == null ? regular : JobInputForm.text(member, text, longest);
    }

    private boolean says() {
        return title != null
                || description != null
                || location != null
                || when != null
                || availability != null
                || status != null;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
