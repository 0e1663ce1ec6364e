package io.syncline.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Conflict;
import io.syncline.calendar.ConflictReport;
import io.syncline.calendar.Details;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.ItemId;
import io.syncline.calendar.Job;
import io.syncline.calendar.ListEvents.Copy;
import io.syncline.calendar.ListEvents.Entry;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Placement;
import io.syncline.calendar.When;
import io.syncline.connection.Connection;
import io.syncline.edge.WhenForm;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Event} of {@code docs/openapi.yaml}. */
record EventForm(
        String id,
        String itemId,
        String kind,
        String title,
        @Nullable String location,
        @Nullable String description,
        WhenForm when,
        @Nullable SeriesForm series,
        String availability,
        String status,
        @Nullable Boolean completed,
        @JsonProperty("private") boolean hidden,
        String person,
        @Nullable String personName,
        @Nullable String jobId,
        @Nullable String connectionId,
        @Nullable String provider,
        @Nullable String state,
        @Nullable String reason,
        @Nullable List<ConflictForm> conflicts,
        List<LinkForm> links) {

    record SeriesForm(String date, String repeats) {

        static @Nullable SeriesForm of(When when, LocalDate date) {
            return when.recurrence()
                    .map(rule -> new SeriesForm(date.toString(), rule.rule()))
                    .orElse(null);
        }
    }

    record LinkForm(
            String connectionId,
            String provider,
            String person,
            @Nullable String personName) {

        static LinkForm of(Connection connection) {
            return new LinkForm(
                    connection.id().value(),
                    connection.provider().word(),
                    connection.owner().value(),
                    ConnectionForm.nameOf(connection));
        }
    }

    static EventForm of(Entry entry) {
        return switch (entry) {
            case Entry.OfJob ofJob -> ofJob(ofJob.job(), ofJob.placement(), ofJob.occurrence());
            case Entry.OfNobody meeting -> ofNobody(meeting);
        };
    }

    private static EventForm ofJob(Job job, Placement placement, Occurrence.Dated occurrence) {
        Details details = occurrence.details();
        Optional<Connection> connection = placement.connection();
        String place = connection
                .map(one -> one.id().value())
                .orElse(placement.assignee().value());
        return new EventForm(
                id(job.id().value() + "@" + place, job.details().when(), occurrence.date()),
                job.id().value(),
                "job",
                details.title(),
                details.location(),
                details.description(),
                WhenForm.of(details.when()),
                SeriesForm.of(job.details().when(), occurrence.date()),
                JobForm.word(details.availability()),
                JobForm.word(details.status()),
                job.stage() == Job.Stage.COMPLETED,
                false,
                placement.assignee().value(),
                connection.map(ConnectionForm::nameOf).orElse(null),
                job.id().value(),
                connection.map(one -> one.id().value()).orElse(null),
                connection.map(one -> one.provider().word()).orElse(null),
                placement.state().word(),
                placement.reason().orElse(null),
                connection
                        .map(one -> conflicts(one, placement, occurrence.date()))
                        .orElse(List.of()),
                connection.map(LinkForm::of).map(List::of).orElse(List.of()));
    }

    /** What is disputed of another occurrence stands there. */
    private static List<ConflictForm> conflicts(Connection connection, Placement placement, LocalDate date) {
        return placement.conflicts().stream()
                .filter(conflict -> concerns(conflict, date))
                .map(conflict -> ConflictForm.of(new ConflictReport(connection, conflict, Optional.empty())))
                .toList();
    }

    private static boolean concerns(Conflict conflict, LocalDate date) {
        return conflict.id()
                .aspect()
                .filter(aspect -> aspect instanceof Aspect.OfOccurrence(LocalDate other) && !other.equals(date))
                .isEmpty();
    }

    private static EventForm ofNobody(Entry.OfNobody meeting) {
        Copy copy = meeting.first();
        ImportedEvent event = copy.event();
        Connection connection = copy.connection();
        Details details = meeting.occurrence().details();
        return new EventForm(
                id(
                        event.id().value() + "@" + connection.id().value(),
                        event.when(),
                        meeting.occurrence().date()),
                new ItemId.OfEvent(copy.calendar(), event.id()).text(),
                "event",
                meeting.hidden() ? "Busy" : details.title(),
                null,
                null,
                WhenForm.of(details.when()),
                SeriesForm.of(event.when(), meeting.occurrence().date()),
                JobForm.word(details.availability()),
                JobForm.word(details.status()),
                null,
                meeting.hidden(),
                connection.owner().value(),
                ConnectionForm.nameOf(connection),
                null,
                connection.id().value(),
                connection.provider().word(),
                null,
                null,
                null,
                meeting.copies().stream()
                        .map(Copy::connection)
                        .map(LinkForm::of)
                        .toList());
    }

    private static String id(String once, When when, LocalDate date) {
        return when.recurrence().isPresent() ? once + "@" + date : once;
    }
}
