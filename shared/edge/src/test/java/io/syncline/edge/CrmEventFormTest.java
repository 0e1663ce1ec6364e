package io.syncline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is put on the bus is what its JSON Schema says, nothing more and nothing less. */
class CrmEventFormTest {

    private static final Path SCHEMAS = Path.of("../../docs/schemas");
    private static final String BASE = "https://syncline.dev/schemas/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(CrmEventFormTest::schema));

    private static final OrganisationId ORG = new OrganisationId("fieldworks");
    private static final UserId TESS = new UserId("tess");
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");
    private static final JobId JOB = new JobId("J-1042");
    private static final CalendarRef CALENDAR = new CalendarRef(new ConnectionId("c_1"), new CalendarId("primary"));

    private static String schema(String address) {
        try {
            return Files.readString(SCHEMAS.resolve(address.substring(BASE.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> faults(String type, String json) {
        return REGISTRY.getSchema(SchemaLocation.of(BASE + type + ".json"))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static Details series() {
        LocalDateTime from = LocalDateTime.parse("2026-11-24T09:00:00");
        When.Single first = new When.Timed(from, from.plusHours(2), ZoneId.of("Europe/Zurich"));
        When when = new When.Repeating(first, new Recurrence("FREQ=WEEKLY;COUNT=10"));
        Details plain = new Details("Service", "", "Zürich", when, Availability.BUSY, Status.CONFIRMED);
        LocalDate second = LocalDate.parse("2026-12-01");
        Details regular = plain.regular(second);
        Details other = new Details(
                "Long service",
                "Two people",
                "Bern",
                new When.AllDay(second, second.plusDays(1)),
                Availability.FREE,
                Status.TENTATIVE);
        return plain.with(second, Optional.of(Occurrence.Changed.between(regular, other)))
                .with(LocalDate.parse("2026-12-08"), Optional.of(new Occurrence.Cancelled()));
    }

    private static Details allDay() {
        When when = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        return new Details("Fair", "", "", when, Availability.FREE, Status.TENTATIVE);
    }

    private static ConflictId conflict(Optional<Aspect> aspect) {
        return new ConflictId(CALENDAR, JOB, aspect);
    }

    static Stream<CrmEvent> events() {
        Optional<Aspect> title = Optional.of(new Aspect.OfField(Field.TITLE));
        String second = new Aspect.OfOccurrence(LocalDate.parse("2026-12-01")).word();
        return Stream.of(
                new CrmEvent.JobRescheduled("e-1", ORG, AT, JOB, 4, List.of("when", second), series(), TESS),
                new CrmEvent.JobRescheduled("e-2", ORG, AT, JOB, 4, List.of(), allDay(), TESS),
                new CrmEvent.JobRemovedFromCalendar("e-3", ORG, AT, JOB, TESS),
                new CrmEvent.ConflictOpened("e-4", ORG, AT, conflict(title), JOB, TESS, Optional.of("title")),
                new CrmEvent.ConflictOpened("e-5", ORG, AT, conflict(Optional.empty()), JOB, TESS, Optional.empty()),
                new CrmEvent.ConflictResolved("e-6", ORG, AT, conflict(title), JOB, "value", Optional.of(TESS)),
                new CrmEvent.ConflictResolved("e-7", ORG, AT, conflict(title), JOB, "agreed", Optional.empty()),
                new CrmEvent.SyncFailed("e-8", ORG, AT, Optional.of(JOB), TESS, "The provider refuses it."),
                new CrmEvent.SyncFailed("e-9", ORG, AT, Optional.empty(), TESS, "The calendar is gone."),
                new CrmEvent.JobContinued("e-10", ORG, AT, new JobId("J-1042:2026-12-15"), JOB, series(), TESS));
    }

    @ParameterizedTest
    @MethodSource("events")
    void R08_an_event_is_what_its_schema_says(CrmEvent event) {
        String type = event.getClass().getSimpleName();
        assertThat(faults(type, CrmEventForm.json(event).toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_with_a_member_too_many_or_too_few_is_not_what_its_schema_says(CrmEvent event) {
        String type = event.getClass().getSimpleName();
        ObjectNode more = CrmEventForm.json(event).put("secret", "x");
        ObjectNode less = CrmEventForm.json(event).without("organisation");
        assertThat(faults(type, more.toString())).isNotEmpty();
        assertThat(faults(type, less.toString())).isNotEmpty();
    }

    @Test
    void every_event_has_a_schema_and_every_schema_has_an_event() throws IOException {
        List<String> known = Stream.concat(
                        Stream.of(CrmEvent.class.getPermittedSubclasses()).map(Class::getSimpleName),
                        Stream.of("JobDetails"))
                .map(name -> name + ".json")
                .toList();
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @Test
    void R05_the_conflict_that_an_event_names_is_the_one_that_is_resolved_with_it() {
        ConflictId id = conflict(Optional.of(new Aspect.OfField(Field.WHEN)));
        CrmEvent event = new CrmEvent.ConflictOpened("e", ORG, AT, id, JOB, TESS, Optional.of("when"));
        String text = CrmEventForm.json(event).path("conflictId").asText();
        assertThat(ConflictId.parse(text)).isEqualTo(id);
    }
}
