package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteSeriesContract;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, and what only Google does, against the simulated Google; a new account for every test. */
class GoogleCalendarsContractTest extends RemoteSeriesContract {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TUESDAYS = "FREQ=WEEKLY;BYDAY=TU;COUNT=10";
    /** The first day of every series. */
    private static final LocalDate DAY = LocalDate.parse("2026-12-01");

    private static ProviderSimulators simulators;

    private RemoteCalendars calendars;
    private String email;
    private Secret token;

    @BeforeAll
    static void open() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
    }

    @AfterAll
    static void close() {
        simulators.close();
    }

    @BeforeEach
    void signIn() throws IOException, InterruptedException {
        email = "tess" + PEOPLE.incrementAndGet() + "@example.org";
        simulators.control().openAccount(Provider.GOOGLE, email, "Tess Muster", "Europe/Zurich");
        token = new SimulatedConsent(simulators).of(email);
        calendars =
                new GoogleCalendars(URI.create(simulators.endpoints().googleCalendarRoot()), InstantSource.system());
    }

    @AfterEach
    void mend() {
        simulators.control().clearFaults();
    }

    @Override
    protected RemoteCalendars calendars() {
        return calendars;
    }

    @Override
    protected Secret accessToken() {
        return token;
    }

    @Override
    protected CalendarRef calendar() {
        return new CalendarRef(new ConnectionId("c_" + PEOPLE.get()), new CalendarId(email));
    }

    @Override
    protected EventId actAsUserCreates(Details details, boolean hidden) {
        UserEvent created = simulators
                .control()
                .create(Provider.GOOGLE, email, "primary", onDesk("", details).withPrivate(hidden));
        return new EventId(created.id());
    }

    @Override
    protected void actAsUserEdits(EventId id, Details details) {
        simulators
                .control()
                .update(Provider.GOOGLE, email, "primary", id.value(), before -> onDesk(before.id(), details));
    }

    @Override
    protected void actAsUserDeletes(EventId id) {
        simulators.control().delete(Provider.GOOGLE, email, "primary", id.value());
    }

    @Override
    protected void expireCursors() {
        simulators.control().expireSyncState(Provider.GOOGLE, email);
    }

    @Override
    protected void actAsUserEditsOccurrence(EventId series, LocalDate date, Details edited) {
        simulators
                .control()
                .editOccurrence(
                        Provider.GOOGLE, email, "primary", series.value(), date, before -> onDesk(before.id(), edited));
    }

    @Override
    protected void actAsUserCancelsOccurrence(EventId series, LocalDate date) {
        simulators.control().cancelOccurrence(Provider.GOOGLE, email, "primary", series.value(), date);
    }

    @Override
    protected void actAsUserRestoresOccurrence(EventId series, LocalDate date) {
        simulators.control().restoreOccurrence(Provider.GOOGLE, email, "primary", series.value(), date);
    }

    @Override
    protected EventId actAsUserSplits(EventId series, LocalDate from, String title) {
        return new EventId(simulators
                .control()
                .splitSeries(Provider.GOOGLE, email, "primary", series.value(), from, before -> before.withTitle(title))
                .id());
    }

    @Override
    protected void actAsUserRepeats(EventId event, Recurrence rule) {
        simulators.control().makeSeries(Provider.GOOGLE, email, "primary", event.value(), "RRULE:" + rule.rule());
    }

    @Override
    protected void actAsUserRepeatsNoMore(EventId series) {
        simulators.control().makeSingle(Provider.GOOGLE, email, "primary", series.value());
    }

    @Override
    protected void loseAnswerAfter(int answered) {
        simulators
                .control()
                .addFault(FaultRule.losingTheAnswer("POST", "/batch/calendar/v3$", 1)
                        .asking("(?m)^(POST|PUT|DELETE) ")
                        .from(answered + 1));
    }

    @Test
    void R10_F26_a_lost_answer_makes_no_second_event() {
        simulators.control().addFault(FaultRule.losingTheAnswer("POST", "/batch/calendar/v3$", 1));
        WriteAnswer lost = write(new RemoteWrite.Create(key("job-1"), plain("Pump")));

        WriteAnswer again = write(new RemoteWrite.Create(key("job-1"), plain("Pump")));

        assertThat(((WriteAnswer.Failed) lost).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(again).isInstanceOf(WriteAnswer.Adopted.class);
        assertThat(simulators.control().events(Provider.GOOGLE, email, "primary"))
                .hasSize(1);
    }

    @Test
    void R22_the_zone_is_kept_by_name() {
        Details details = at("2026-07-01T09:00", "2026-07-01T10:00", ZoneId.of("Australia/Lord_Howe"));

        assertThat(create("job-1", details).details()).isEqualTo(details);
    }

    @Test
    void R12_a_description_that_its_owner_wrote_as_html_is_read_as_text() {
        RemoteEvent event = create("job-1", plain("Pump"));
        simulators
                .control()
                .update(
                        Provider.GOOGLE,
                        email,
                        "primary",
                        event.id().value(),
                        before -> before.withDescription("<b>Ring</b> twice<br>Fish &amp; chips"));

        assertThat(found(event.id()).details().description()).isEqualTo("Ring twice\nFish & chips");
    }

    @Test
    void R09_what_syncline_does_not_know_survives_its_update() {
        RemoteEvent event = create("job-1", plain("Pump"));
        simulators
                .control()
                .update(Provider.GOOGLE, email, "primary", event.id().value(), before -> before.withPrivate(true));

        RemoteEvent changed = update(found(event.id()), plain("Valve"));

        assertThat(changed.hidden()).isTrue();
        assertThat(changed.mark()).isEqualTo(event.mark());
    }

    @Test
    void R13_a_single_event_is_written_in_one_request_and_a_series_in_two() {
        RemoteEvent single = create("single", plain("Pump"));
        RemoteEvent series = create("series", repeating(TUESDAYS));
        simulators.control().requests().clear();

        update(single, plain("Valve"));
        assertThat(requests(LedgerEntry.Kind.BATCH)).hasSize(1);
        update(series, repeating(TUESDAYS).titled("Valve"));
        assertThat(requests(LedgerEntry.Kind.BATCH)).hasSize(3);
        assertThat(requests(LedgerEntry.Kind.WRITE)).hasSize(2);
    }

    @Test
    void R11_whatever_is_written_of_a_series_notifies_nobody_and_has_a_condition() {
        RemoteEvent first = create("job-1", torn());
        RemoteEvent second =
                update(first, torn().titled("Valve").with(DAY, cancelled()).with(DAY.plusDays(7), Optional.empty()));
        update(second, second.details().at(second.details().when().first()));
        write(new RemoteWrite.Delete(found(first.id()).id(), found(first.id()).version()));

        List<LedgerEntry> writes = requests(LedgerEntry.Kind.WRITE);
        assertThat(writes).hasSizeGreaterThan(6).allMatch(entry -> entry.query().contains("sendUpdates=[none]"));
        assertThat(writes).filteredOn(entry -> !entry.preferences().ifMatch()).hasSize(1);
        assertThat(writes).noneMatch(entry -> entry.preferences().attendees());
    }

    @Test
    void T25_S25_what_is_split_off_a_job_s_series_has_its_mark_and_a_copy_has_none() {
        RemoteEvent first = create("job-1", torn());
        EventId next = actAsUserSplits(first.id(), DAY.plusDays(21), "From now on");
        EventId last = actAsUserSplits(next, DAY.plusDays(42), "And again");

        assertThat(found(next).mark()).contains(new JobId("job-1"));
        assertThat(found(last).mark()).contains(new JobId("job-1"));
        assertThat(found(next).facts().uid())
                .isNotEqualTo(found(first.id()).facts().uid());
        assertThat(found(seeded(copyOfTheJob())).mark()).isEmpty();
    }

    private ObjectNode copyOfTheJob() {
        ObjectNode properties = JSON.createObjectNode();
        properties.putObject("private").put("synclineJob", "job-1").put("synclineOrganisation", organisationId());
        ObjectNode copy = raw("a-copy");
        copy.set("extendedProperties", properties);
        return copy;
    }

    private String organisationId() {
        return key("job-1").organisation().value();
    }

    @Test
    void T31_a_deleted_series_comes_back_as_it_is_wanted_now() {
        RemoteEvent first = create("job-1", torn());
        actAsUserDeletes(first.id());

        RemoteEvent second = create("job-1", torn().with(DAY, Optional.empty()).titled("Anew"));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.details())
                .isEqualTo(torn().with(DAY, Optional.empty()).titled("Anew"));
    }

    @Test
    void T34_a_version_that_google_changes_by_itself_after_a_creation_is_stale_once() {
        quirks().bumpAfterCreate(1);

        assertThat(write(new RemoteWrite.Create(key("job-1"), torn()))).isEqualTo(new WriteAnswer.Stale());
        RemoteEvent found = found(
                ((Lookup.Found) calendars.find(token, key("job-1"))).event().id());
        assertThat(found.details()).isEqualTo(torn());
        assertThat(update(found, torn().titled("Valve")).details()).isEqualTo(torn().titled("Valve"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void T34_a_condition_that_fails_for_no_reason_is_stale_and_the_next_attempts_converge(int times) {
        RemoteEvent seen = create("job-1", repeating(TUESDAYS));
        Details wanted = torn().titled("Valve");
        quirks().conflictOnWrite(times, CalendarQuirks.WriteConflict.STALE_412);

        int stale = 0;
        while (write(new RemoteWrite.Update(seen.id(), seen.version(), seen.details(), wanted))
                instanceof WriteAnswer.Stale) {
            stale++;
            seen = found(seen.id());
        }

        assertThat(stale).isBetween(1, times);
        assertThat(found(seen.id()).details()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "403, quotaExceeded, Throttled",
        "403, rateLimitExceeded, Throttled",
        "403, forbiddenForNonOrganizer, Refused",
        "503, backendError, Unavailable"
    })
    void T38_a_fault_in_the_middle_of_a_series_is_told_and_the_next_attempt_converges(
            int status, String reason, String failure) {
        RemoteEvent seen = create("job-1", torn());
        Details wanted = torn().titled("Valve").with(DAY, cancelled()).with(DAY.plusDays(14), titled("Other"));
        String occurrence = seen.id().value() + "_";
        simulators
                .control()
                .addFault(FaultRule.answering(
                        "PATCH", "/events/" + occurrence, 1, status, ScriptedGoogle.error(status, reason)));

        WriteAnswer first = write(new RemoteWrite.Update(seen.id(), seen.version(), seen.details(), wanted));

        assertThat(((WriteAnswer.Failed) first).failure().getClass().getSimpleName())
                .isEqualTo(failure);
        RemoteEvent between = found(seen.id());
        assertThat(update(between, wanted).details()).isEqualTo(wanted);
    }

    @Test
    void R21_dates_that_the_rule_itself_leaves_out_are_cancelled_occurrences() {
        EventId id = ownersSeries(
                "RRULE:" + TUESDAYS, "EXDATE;TZID=Europe/Berlin:20261208T090000", "EXDATE:20261215T080000Z");

        assertThat(found(id).details().exceptions())
                .isEqualTo(repeating(TUESDAYS)
                        .with(DAY.plusDays(7), cancelled())
                        .with(DAY.plusDays(14), cancelled())
                        .exceptions());
        assertThat(found(id).facts().beyond()).isEmpty();
    }

    @Test
    void R21_dates_that_the_rule_itself_leaves_out_are_changed_like_any_other() {
        EventId id = ownersSeries("RRULE:" + TUESDAYS, "EXDATE:20261208T080000Z,20261215T080000Z");
        RemoteEvent seen = found(id);

        Details one = seen.details().with(DAY.plusDays(7), Optional.empty()).titled("Valve");
        RemoteEvent first = update(seen, one);
        assertThat(first.details()).isEqualTo(one);

        Details other = one.at(repeated(one.when().first(), "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270202"));
        RemoteEvent second = update(first, other);
        assertThat(second.details()).isEqualTo(other);

        Details edited = other.with(DAY.plusDays(14), titled("It takes place"));
        assertThat(update(second, edited).details()).isEqualTo(edited);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=WEEKLY;COUNT=3|RDATE:20261224T080000Z",
                "RRULE:FREQ=WEEKLY;COUNT=3|EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2",
                "RRULE:FREQ=WEEKLY;COUNT=3|RRULE:FREQ=DAILY;COUNT=3",
                "RRULE:FREQ=HOURLY;COUNT=3",
                "RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=3",
                "RRULE:FREQ=SECONDLY",
                "RDATE:20261224T080000Z",
                "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3",
                "RRULE:FREQ=YEARLY;INTERVAL=5000"
            })
    void T27_a_series_that_nobody_else_can_express_is_shown_and_says_why_it_is_left_alone(String lines) {
        EventId id = ownersSeries(lines.split("\\|", -1));

        assertThat(found(id).facts().beyond())
                .hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
        assertThat(found(id).details().when().first().date()).isEqualTo(DAY);
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R21_a_series_of_which_too_much_differs_says_why_it_is_left_alone() {
        EventId id = ownersSeries("RRULE:FREQ=DAILY;COUNT=300");
        for (int i = 0; i <= Details.MOST_EXCEPTIONS; i++) {
            actAsUserCancelsOccurrence(id, DAY.plusDays(i));
        }

        RemoteEvent event = found(id);
        assertThat(event.facts().beyond()).isPresent();
        assertThat(event.details().exceptions()).hasSize(Details.MOST_EXCEPTIONS);
        actAsUserRestoresOccurrence(id, DAY);
        assertThat(found(id).facts().beyond()).isEmpty();
    }

    @Test
    void T18_T19_empty_pages_and_items_shown_twice_change_nothing() {
        RemoteEvent series = create("job-1", torn());
        create("job-2", plain("Pump"));
        List<RemoteEvent> before = events(everything());
        quirks().emptyPages(true);
        quirks().duplicates(true);
        quirks().cancelledKeepDetails(true);

        assertThat(new HashSet<>(events(everything()))).isEqualTo(new HashSet<>(before));
        assertThat(update(series, torn().titled("Valve")).details()).isEqualTo(torn().titled("Valve"));
    }

    @Test
    void R08_a_series_that_its_owner_moves_to_another_calendar_is_gone_from_here() {
        RemoteEvent series = create("job-1", torn());
        Cursor cursor = everything().cursor();
        String other = ((CalendarList.Found) calendars.list(token))
                .calendars().stream()
                        .filter(entry -> entry.writable() && !entry.primary())
                        .map(entry -> entry.id().value())
                        .findFirst()
                        .orElseThrow();
        simulators
                .control()
                .moveToCalendar(Provider.GOOGLE, email, "primary", series.id().value(), other);

        assertThat(since(cursor).changes()).contains(new RemoteChange.Gone(series.id()));
        assertThat(everything().changes()).isEmpty();
    }

    @Test
    void R05_R23_a_series_tells_its_uid_and_when_anything_of_it_changed_last() {
        EventId id = ownersSeries("RRULE:" + TUESDAYS);
        RemoteEvent before = found(id);
        simulators.control().advanceClock(Duration.ofMinutes(5));
        actAsUserEditsOccurrence(
                id,
                DAY.plusDays(7),
                repeating(TUESDAYS).regular(DAY.plusDays(7)).titled("Later"));

        assertThat(before.facts().uid()).contains(id.value() + "@google.com");
        assertThat(before.facts().foreign()).isFalse();
        assertThat(found(id).facts().changedAt().orElseThrow())
                .isAfter(before.facts().changedAt().orElseThrow());
    }

    @Test
    void F16_what_somebody_else_organises_is_foreign() {
        ObjectNode event = raw("foreign");
        event.putObject("organizer").put("email", "boss@example.org");

        assertThat(found(seeded(event)).facts().foreign()).isTrue();
    }

    @Test
    void T24_an_occurrence_without_its_series_is_an_event_of_its_own() {
        ObjectNode invited = raw("elsewhere_20261208T080000Z");
        invited.put("recurringEventId", "elsewhere");
        invited.putObject("originalStartTime").put("dateTime", "2026-12-08T09:00:00+01:00");
        EventId id = seeded(invited);
        Cursor cursor = everything().cursor();
        assertThat(events(everything())).extracting(RemoteEvent::id).containsExactly(id);

        actAsUserDeletes(id);

        assertThat(since(cursor).changes()).containsExactly(new RemoteChange.Gone(id));
    }

    @Test
    void bad_input_occurrences_that_belong_to_each_other_are_events_of_their_own() {
        for (String[] pair : new String[][] {{"aaaaa", "bbbbb"}, {"bbbbb", "aaaaa"}, {"ccccc", "ccccc"}}) {
            ObjectNode event = raw(pair[0]).put("recurringEventId", pair[1]);
            event.putObject("originalStartTime").put("dateTime", "2026-12-01T09:00:00+01:00");
            seeded(event);
        }
        create("job-1", plain("Pump"));

        assertThat(events(everything()))
                .extracting(event -> event.id().value())
                .contains("aaaaa", "bbbbb", "ccccc")
                .hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void bad_input_a_hostile_event_hurts_no_other(UnaryOperator<ObjectNode> change) {
        EventId id = seeded(change.apply(raw("hostile")));
        RemoteEvent good = create("job-1", torn());

        List<RemoteEvent> listed = events(everything());

        assertThat(listed).extracting(RemoteEvent::id).contains(good.id());
        assertThat(listed).filteredOn(event -> event.id().equals(id)).allSatisfy(event -> {
            assertThat(event.details().title()).hasSizeLessThan(1_100);
            assertThat(event.details().description()).hasSizeLessThan(17_000);
        });
        assertThat(calendars.find(token, calendar(), id)).isNotNull();
    }

    static Stream<UnaryOperator<ObjectNode>> hostile() {
        return Stream.of(
                event -> event.put("summary", "\u0000\u0007\u001b[31m\u202e"),
                event -> event.put("summary", "<script>alert(1)</script>"),
                event -> event.put("summary", "x".repeat(100_000)),
                event -> event.put("description", "<p onclick=x>".repeat(80_000)),
                event -> times(event, "9999-12-31T23:00:00Z", "9999-12-31T23:30:00Z", "UTC"),
                event -> times(event, "2026-12-01T09:00:00Z", "2026-12-01T08:00:00Z", "UTC"),
                event -> times(event, "2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z", "tzone://Microsoft/Custom"),
                event -> times(event, "yesterday", "tomorrow", "Europe/Zurich"),
                event -> times(event, "2026-12-01T09:00:00+99:99", "2026-12-01T10:00:00Z", "UTC"),
                event -> repeating(event, "RRULE:FREQ=SECONDLY"),
                event -> repeating(event, "RRULE:FREQ=DAILY"),
                event -> repeating(event, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
                event -> repeating(event, "RRULE:FREQ=DAILY;COUNT=2147483647"),
                event -> repeating(event, "RRULE:FREQ=DAILY;INTERVAL=2147483647"),
                event -> repeating(event, "RRULE:FREQ=DAILY;INTERVAL=0"),
                event -> repeating(event, "RRULE:FREQ=DAILY;UNTIL=20251201T000000Z"),
                event -> repeating(event, "RRULE:FREQ=DAILY;UNTIL=99999999T999999Z"),
                event -> repeating(event, "RRULE:" + "BYDAY=MO;".repeat(10_000)),
                event -> repeating(event, "EXDATE:" + "20261201T090000Z,".repeat(3_000) + "20261201T090000Z"),
                event -> repeating(event, "\u0000:;,="),
                event -> repeating(
                        times(event, "2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z", "tzone://Microsoft/Custom"),
                        "RRULE:FREQ=DAILY"),
                event -> {
                    event.putArray("recurrence").addNull().add(17).addObject();
                    return event;
                },
                event -> {
                    event.put("iCalUID", "\u0000".repeat(5_000));
                    return repeating(event, "RRULE:FREQ=DAILY;COUNT=3");
                },
                event -> {
                    ArrayNode people = event.putArray("attendees");
                    for (int i = 0; i < 500; i++) {
                        people.addObject()
                                .put("email", "guest" + i + "@example.org")
                                .put("displayName", "x".repeat(500));
                    }
                    return event;
                },
                event -> event.put("start", "now").put("end", 17),
                event -> event.put("recurringEventId", ""),
                event -> event.put("status", "unheard of"));
    }

    /** The owner's own view of the calendar is the judge, not what the adapter reads back. */
    @ParameterizedTest
    @MethodSource("seeds")
    void R21_F17_whatever_a_series_becomes_its_owner_sees_just_that(int seed) {
        RandomGenerator random = new Random(seed);
        Details wanted = anySeries(random);
        RemoteEvent event = create("job-1", wanted);
        for (int change = 0; change < 6; change++) {
            assertThat(event.details()).isEqualTo(wanted);
            assertThat(found(event.id())).isEqualTo(event);
            assertThat(seenByOwner()).isEqualTo(shown(wanted));
            wanted = anyChange(wanted, random);
            event = update(event, wanted);
        }
    }

    /** Whatever fails on the way, looking again and writing again brings about what is wanted. */
    @ParameterizedTest
    @MethodSource("seeds")
    void R21_F26_whatever_fails_while_a_series_is_written_the_next_attempts_converge(int seed) {
        RandomGenerator random = new Random(seed);
        RemoteEvent event = create("job-1", anySeries(random));
        Details wanted = anyChange(anyChange(event.details(), random), random);
        if (random.nextBoolean()) {
            quirks().conflictOnWrite(1 + random.nextInt(3), CalendarQuirks.WriteConflict.STALE_412);
        }
        for (int fault = random.nextInt(3); fault > 0; fault--) {
            loseAnswerAfter(random.nextInt(4));
        }

        for (int attempt = 0; attempt < 12 && !event.details().equals(wanted); attempt++) {
            write(new RemoteWrite.Update(event.id(), event.version(), event.details(), wanted));
            event = found(event.id());
        }

        assertThat(event.details()).isEqualTo(wanted);
        assertThat(seenByOwner()).isEqualTo(shown(wanted));
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    private static Details anySeries(RandomGenerator random) {
        return anyChange(anyChange(repeating(TUESDAYS), random), random);
    }

    private static Details anyChange(Details before, RandomGenerator random) {
        LocalDate date = anyDate(before, random);
        Details changed = switch (random.nextInt(9)) {
            case 0 -> before.titled("Title " + random.nextInt(3));
            case 1 -> before.at(repeated(before.when().first(), pick(RULES, random)));
            case 2 -> before.at(repeated(anyFirst(random), pick(RULES, random)));
            case 3 -> before.with(date, cancelled());
            case 4 -> before.with(date, titled("Only this one " + random.nextInt(3)));
            case 5 -> before.with(date, moved(date.plusDays(1) + "T14:00"));
            case 6 -> before.with(date, Optional.empty());
            case 7 -> anyChange(anyChange(before, random), random);
            default ->
                new Details(
                        before.title(),
                        "Description " + random.nextInt(3),
                        "",
                        before.when(),
                        random.nextBoolean() ? Availability.FREE : Availability.BUSY,
                        random.nextBoolean() ? Status.TENTATIVE : Status.CONFIRMED,
                        before.exceptions());
        };
        return withoutEmpty(changed.pruned());
    }

    /** An occurrence that is said to differ in what the series says as well does not differ. */
    private static Details withoutEmpty(Details details) {
        Details plain = details;
        for (LocalDate date : details.exceptions().keySet()) {
            Optional<Details> actual = details.actual(date);
            if (actual.isPresent()) {
                plain = plain.with(date, Optional.of(Occurrence.Changed.between(details.regular(date), actual.get())));
            }
        }
        return plain.pruned();
    }

    private static final List<String> RULES = List.of(
            TUESDAYS,
            "FREQ=DAILY;COUNT=20",
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270131",
            "FREQ=WEEKLY;BYDAY=TU",
            "FREQ=DAILY;INTERVAL=7;COUNT=4");

    private static LocalDate anyDate(Details series, RandomGenerator random) {
        List<LocalDate> dates = series.when()
                .recurrence()
                .orElseThrow()
                .dates(series.when().first().date(), DAY, DAY.plusDays(50));
        return dates.get(random.nextInt(dates.size()));
    }

    private static When.Single anyFirst(RandomGenerator random) {
        LocalDateTime from = DAY.atTime(7 + random.nextInt(4), 30);
        return random.nextInt(4) == 0
                ? new When.AllDay(DAY, DAY.plusDays(1))
                : new When.Timed(
                        from, from.plusHours(1), ZoneId.of(pick(List.of("Europe/Berlin", "Asia/Kolkata"), random)));
    }

    private static <T> T pick(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-03-01T00:00:00Z");

    private List<String> seenByOwner() {
        return simulators.control().occurrences(Provider.GOOGLE, email, "primary", FROM, TO).stream()
                .map(event -> event.title() + " " + event.description() + " " + event.when() + " "
                        + event.availability() + " " + event.status())
                .sorted()
                .toList();
    }

    private static List<String> shown(Details series) {
        return series.occurrences(new Window(FROM, TO)).stream()
                .map(Occurrence.Dated::details)
                .map(one -> one.title() + " " + one.description() + " " + onDesk(one.when()) + " " + one.availability()
                        + " " + one.status())
                .sorted()
                .toList();
    }

    private static ObjectNode times(ObjectNode event, String start, String end, String zone) {
        event.putObject("start").put("dateTime", start).put("timeZone", zone);
        event.putObject("end").put("dateTime", end).put("timeZone", zone);
        return event;
    }

    private static ObjectNode repeating(ObjectNode event, String line) {
        event.putArray("recurrence").add(line);
        return event;
    }

    private static ObjectNode raw(String id) {
        ObjectNode event =
                JSON.createObjectNode().put("id", id).put("status", "confirmed").put("summary", "Seeded");
        return times(event, "2026-12-01T09:00:00+01:00", "2026-12-01T10:00:00+01:00", "Europe/Berlin");
    }

    private EventId seeded(ObjectNode event) {
        return new EventId(simulators.control().seedRaw(Provider.GOOGLE, email, "primary", event));
    }

    private EventId ownersSeries(String... lines) {
        UserEvent event =
                onDesk("", repeating(TUESDAYS).at(repeating(TUESDAYS).when().first()));
        return new EventId(simulators
                .control()
                .createSeries(Provider.GOOGLE, email, "primary", event, lines)
                .id());
    }

    private CalendarQuirks quirks() {
        return simulators.control().quirks(Provider.GOOGLE, email, "primary");
    }

    private List<LedgerEntry> requests(LedgerEntry.Kind kind) {
        return simulators
                .control()
                .requests()
                .find(entry -> entry.kind() == kind
                        && (kind == LedgerEntry.Kind.BATCH || entry.account().equals(Optional.of(email))));
    }

    private static UserEvent onDesk(String id, Details details) {
        return new UserEvent(
                        id,
                        details.title(),
                        details.description(),
                        details.location(),
                        onDesk(details.when()),
                        UserEvent.Availability.valueOf(details.availability().name()),
                        false,
                        UserEvent.Status.valueOf(details.status().name()))
                .withRecurrence(details.when().recurrence().stream()
                        .map(rule -> "RRULE:" + rule.rule())
                        .toList());
    }

    private static UserEvent.When onDesk(When when) {
        return switch (when.first()) {
            case When.Timed timed -> new UserEvent.When.Timed(timed.from(), timed.to(), timed.zone());
            case When.AllDay allDay -> new UserEvent.When.AllDay(allDay.from(), allDay.to());
        };
    }
}
