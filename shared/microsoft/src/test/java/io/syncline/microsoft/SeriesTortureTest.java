package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.UnknownInSimulator;
import io.syncline.local.providers.http.Refusal;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever we and the owner do to a series by turns, we read it as its owner sees it, week by week. */
class SeriesTortureTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.parse("2027-03-02"); // a Tuesday before the clocks change
    private static final Window WINDOW =
            new Window(Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2027-12-31T00:00:00Z"));
    private static final List<String> RULES = List.of(
            "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270601",
            "FREQ=DAILY;INTERVAL=3;COUNT=15",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;COUNT=8",
            "FREQ=MONTHLY;BYDAY=1TU;COUNT=6",
            "FREQ=MONTHLY;BYMONTHDAY=2;UNTIL=20271001");
    private static final int STEPS = 12;

    private static SimulatedOutlook outlook;
    private static MicrosoftCalendars calendars;

    @BeforeAll
    static void start() {
        outlook = new SimulatedOutlook();
        calendars = new MicrosoftCalendars(outlook.root(), InstantSource.system(), new Random(10));
    }

    @AfterAll
    static void stop() {
        outlook.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void S25_a_series_is_read_as_its_owner_sees_it_whatever_was_done_to_it(long seed) {
        var torture = new Torture(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            torture.step();
            torture.compare();
        }
    }

    /** One series between two hands. */
    private static final class Torture {

        private final Random random;
        private final SimulatedOutlook.Person person = outlook.somebody();
        private RemoteEvent seen;

        Torture(Random random) {
            this.random = random;
            RemoteWrite create = new RemoteWrite.Create(
                    new EventKey(new OrganisationId("org-1"), new JobId("job-1"), ref()), plain());
            WriteAnswer created = write(create);
            assertThat(created).isInstanceOf(WriteAnswer.Written.class);
            this.seen = ((WriteAnswer.Written) created).event();
        }

        void step() {
            if (random.nextBoolean()) {
                write();
            } else {
                theyChange();
                seen = found();
            }
        }

        private void write() {
            Details wanted = random.nextInt(3) == 0 ? anySeries() : withOtherExceptions(seen.details());
            WriteAnswer answer = write(new RemoteWrite.Update(seen.id(), seen.version(), seen.details(), wanted));
            switch (answer) {
                case WriteAnswer.Written(RemoteEvent event) -> {
                    assertThat(event.details()).isEqualTo(wanted);
                    assertThat(found()).isEqualTo(event);
                    seen = event;
                }
                case WriteAnswer.Failed(RemoteFailure failure) -> {
                    assertThat(failure).isInstanceOf(RemoteFailure.Refused.class);
                    seen = found();
                }
                case WriteAnswer.Stale _, WriteAnswer.Absent _, WriteAnswer.Adopted _ ->
                    throw new AssertionError(answer);
            }
        }

        private void theyChange() {
            List<LocalDate> dates = dates(seen.details());
            LocalDate date = dates.get(random.nextInt(dates.size()));
            try {
                switch (random.nextInt(6)) {
                    case 0 -> control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id(), date);
                    case 1 -> control().restoreOccurrence(Provider.MICROSOFT, email(), place(), id(), date);
                    case 2 -> theyEdit(date, event -> titled(event, "Theirs " + random.nextInt(9)));
                    case 3 ->
                        control()
                                .moveOccurrence(
                                        Provider.MICROSOFT,
                                        email(),
                                        place(),
                                        id(),
                                        date,
                                        hour(date.plusDays(random.nextInt(7) - 3L), 15));
                    case 4 ->
                        control()
                                .update(
                                        Provider.MICROSOFT,
                                        email(),
                                        place(),
                                        id(),
                                        event -> titled(event, "All of them " + random.nextInt(9)));
                    default -> control().changeRule(Provider.MICROSOFT, email(), place(), id(), "RRULE:" + anyRule());
                }
            } catch (Refusal | UnknownInSimulator notThere) {
                // a cancelled occurrence, or one beside another: the owner cannot do that either
                assertThat(found()).isNotNull();
            }
        }

        private void theyEdit(LocalDate date, UnaryOperator<UserEvent> edit) {
            control().editOccurrence(Provider.MICROSOFT, email(), place(), id(), date, edit);
        }

        void compare() {
            assertThat(seen.details().occurrences(WINDOW))
                    .extracting(one ->
                            one.details().when().start() + " " + one.details().title())
                    .containsExactlyInAnyOrderElementsOf(
                            control()
                                    .occurrences(Provider.MICROSOFT, email(), place(), WINDOW.from(), WINDOW.to())
                                    .stream()
                                    .map(event -> start(event) + " " + event.title())
                                    .toList());
        }

        private Details anySeries() {
            return withOtherExceptions(plain());
        }

        private Details plain() {
            return new Details(
                    "Visit " + random.nextInt(9),
                    "Bring the long ladder",
                    "Main St 1",
                    new When.Repeating(
                            new When.Timed(FIRST.atTime(9 + random.nextInt(3), 0), FIRST.atTime(13, 0), BERLIN),
                            new Recurrence(anyRule())),
                    Availability.BUSY,
                    Status.CONFIRMED);
        }

        private String anyRule() {
            return RULES.get(random.nextInt(RULES.size()));
        }

        private Details withOtherExceptions(Details series) {
            Details next = random.nextBoolean() ? series.titled("Ours " + random.nextInt(9)) : series;
            for (LocalDate date : dates(series)) {
                next = switch (random.nextInt(8)) {
                    case 0 -> next.with(date, Optional.of(new Occurrence.Cancelled()));
                    case 1 ->
                        next.with(
                                date,
                                Optional.of(changed(Optional.of("Other " + random.nextInt(9)), Optional.empty())));
                    case 2 -> next.with(date, Optional.of(changed(Optional.empty(), Optional.of(at(date, 17)))));
                    case 3 ->
                        next.with(
                                date,
                                Optional.of(changed(
                                        Optional.of("Moved"),
                                        Optional.of(at(date.plusDays(random.nextInt(7) - 3L), 8)))));
                    case 4 -> next.with(date, Optional.empty());
                    default -> next;
                };
            }
            return next.pruned();
        }

        private static List<LocalDate> dates(Details series) {
            LocalDate first = series.when().first().date();
            return series.when().recurrence().orElseThrow().dates(first, first, first.plusYears(1));
        }

        private static When.Timed at(LocalDate date, int hour) {
            return new When.Timed(date.atTime(hour, 0), date.atTime(hour + 1, 0), BERLIN);
        }

        private static UserEvent.When.Timed hour(LocalDate date, int hour) {
            return new UserEvent.When.Timed(date.atTime(hour, 0), date.atTime(hour + 1, 0), BERLIN);
        }

        private static Occurrence.Changed changed(Optional<String> title, Optional<When.Single> when) {
            return new Occurrence.Changed(
                    title, Optional.empty(), Optional.empty(), when, Optional.empty(), Optional.empty());
        }

        private static Instant start(UserEvent event) {
            UserEvent.When.Timed timed = (UserEvent.When.Timed) event.when();
            return timed.start().atZone(timed.zone()).toInstant();
        }

        private static UserEvent titled(UserEvent event, String title) {
            return new UserEvent(
                    event.id(),
                    title,
                    event.description(),
                    event.location(),
                    event.when(),
                    event.availability(),
                    event.isPrivate(),
                    event.status(),
                    event.recurrence());
        }

        private RemoteEvent found() {
            Lookup lookup = calendars.find(person.accessToken(), ref(), new EventId(id()));
            assertThat(lookup).isInstanceOf(Lookup.Found.class);
            return ((Lookup.Found) lookup).event();
        }

        private WriteAnswer write(RemoteWrite write) {
            return calendars.write(person.accessToken(), ref(), List.of(write)).getFirst();
        }

        private io.syncline.local.providers.control.SimulatorControl control() {
            return outlook.control();
        }

        private String id() {
            return seen.id().value();
        }

        private String email() {
            return person.account().email();
        }

        private String place() {
            return person.account().primary().id();
        }

        private CalendarRef ref() {
            return new CalendarRef(new ConnectionId("c_contract"), new CalendarId(place()));
        }
    }
}
