package io.syncline.api;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.ProposedValue;
import io.syncline.calendar.ResolveConflict.Wish;
import io.syncline.edge.ExceptionForm;
import io.syncline.edge.WhenForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Resolution} of {@code docs/openapi.yaml}; with {@code id}, {@code BulkResolution}. */
record ResolutionForm(
        @Nullable String id,
        @Nullable String choice,
        @Nullable ValueForm value,
        @Nullable String version) {

    private static final int LONGEST_TEXT = 8_000;

    record ValueForm(
            @Nullable String text,
            @Nullable WhenForm when,
            @Nullable ExceptionForm occurrence) {

        ProposedValue proposed() {
            if (text != null && when == null && occurrence == null) {
                return new ProposedValue.Text(shortEnough(text));
            }
            if (when != null && text == null && occurrence == null) {
                return new ProposedValue.Time(when.toWhen());
            }
            if (occurrence != null && text == null && when == null) {
                return new ProposedValue.OneOccurrence(
                        occurrence.day("value.occurrence"), occurrence.proposed("value.occurrence"));
            }
            throw Refusal.invalid("value", "Give one of 'text', 'when' and 'occurrence' in 'value'.");
        }

        private static String shortEnough(String text) {
            if (text.length() > LONGEST_TEXT) {
                throw Refusal.invalid("value.text", "Shorten 'text' to at most " + LONGEST_TEXT + " characters.");
            }
            return text;
        }
    }

    /**
     * What is wanted.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    Wish wish() {
        Choice wanted = wanted();
        if (wanted == Choice.VALUE && value == null) {
            throw Refusal.invalid("value", "Give the 'value' that shall stand on both sides.");
        }
        if (wanted != Choice.VALUE && value != null) {
            throw Refusal.invalid("value", "A 'value' goes with the choice 'value' only.");
        }
        if (version == null || version.isEmpty()) {
            throw Refusal.invalid("version", "Give the 'version' of the conflict that you looked at.");
        }
        return new Wish(wanted, Optional.ofNullable(value).map(ValueForm::proposed), version);
    }

    private Choice wanted() {
        return switch (choice) {
            case "crm" -> Choice.CRM;
            case "calendar" -> Choice.CALENDAR;
            case "value" -> Choice.VALUE;
            case null, default -> throw Refusal.invalid("choice", "'choice' is one of crm, calendar, value.");
        };
    }
}
