package io.syncline.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.syncline.calendar.Details;
import io.syncline.calendar.Dispute;
import io.syncline.calendar.Field;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.Job;
import io.syncline.calendar.ListEvents.Entry;
import io.syncline.calendar.Placement;
import io.syncline.calendar.When;
import io.syncline.connection.Connection;
import io.syncline.edge.WhenForm;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Event} of {@code docs/openapi.yaml}. */
record EventForm(
        String id,
        String kind,
        String title,
        @Nullable String location,
        @Nullable String description,
        WhenForm when,
        String availability,
        String status,
        @JsonProperty("private") boolean hidden,
        String person,
        @Nullable String personName,
        @Nullable String jobId,
        @Nullable String connectionId,
        @Nullable String provider,
        @Nullable String state,
        @Nullable String reason,
        @Nullable List<ConflictForm> conflicts) {

    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    record ConflictForm(String field, String baseline, String crm, String calendar, String detectedAt) {

        static ConflictForm of(Dispute dispute) {
            Field field = dispute.field();
            return new ConflictForm(
                    field.word(),
                    text(dispute.baseline().crm(), field),
                    text(dispute.crm(), field),
                    text(dispute.calendar(), field),
                    dispute.detectedAt().toString());
        }
    }

    static EventForm of(Entry entry) {
        return switch (entry) {
            case Entry.OfJob(Job job, Placement placement) -> ofJob(job, placement);
            case Entry.OfNobody(ImportedEvent event, Connection connection) -> ofNobody(event, connection);
        };
    }

    private static EventForm ofJob(Job job, Placement placement) {
        Details details = job.details();
        String connection = placement.connection().map(one -> one.id().value()).orElse(null);
        return new EventForm(
                job.id().value() + "@"
                        + (connection == null ? placement.assignee().value() : connection),
                "job",
                details.title(),
                details.location(),
                details.description(),
                WhenForm.of(details.when()),
                JobForm.word(details.availability()),
                JobForm.word(details.status()),
                false,
                placement.assignee().value(),
                placement.connection().map(ConnectionForm::nameOf).orElse(null),
                job.id().value(),
                connection,
                placement.connection().map(one -> one.provider().word()).orElse(null),
                placement.state().word(),
                placement.reason().orElse(null),
                placement.conflicts().stream().map(ConflictForm::of).toList());
    }

    private static EventForm ofNobody(ImportedEvent event, Connection connection) {
        return new EventForm(
                event.id().value() + "@" + connection.id().value(),
                "event",
                event.hidden() ? "Busy" : event.title(),
                null,
                null,
                WhenForm.of(event.when()),
                JobForm.word(event.availability()),
                JobForm.word(event.status()),
                event.hidden(),
                connection.owner().value(),
                ConnectionForm.nameOf(connection),
                null,
                connection.id().value(),
                connection.provider().word(),
                null,
                null,
                null);
    }

    private static String text(Details details, Field field) {
        return switch (details.get(field)) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                READABLE.format(from) + " to " + READABLE.format(to) + " (" + zone.getId() + ")";
            case When.AllDay(LocalDate from, LocalDate to) ->
                from.equals(to.minusDays(1)) ? from + ", all day" : from + " to " + to.minusDays(1) + ", all day";
            case Enum<?> word -> JobForm.word(word);
            case Object text -> text.toString();
        };
    }
}
