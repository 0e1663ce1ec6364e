package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteSeriesContract;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.LedgerEntry.Kind;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every provider's calendars promise, kept by Outlook's; and what happens when an answer is lost. */
@ExtendWith(OutlookCannotKeep.class)
class MicrosoftCalendarsContractTest extends RemoteSeriesContract {

    private static SimulatedOutlook outlook;
    private static MicrosoftCalendars calendars;

    private SimulatedOutlook.Person person;

    @BeforeAll
    static void start() {
        outlook = new SimulatedOutlook();
        calendars = new MicrosoftCalendars(outlook.root(), InstantSource.system(), new Random(10));
    }

    @AfterAll
    static void stop() {
        outlook.close();
    }

    @BeforeEach
    void signIn() {
        person = outlook.somebody();
    }

    @Override
    protected RemoteCalendars calendars() {
        return calendars;
    }

    @Override
    protected Secret accessToken() {
        return person.accessToken();
    }

    @Override
    protected CalendarRef calendar() {
        return new CalendarRef(
                new ConnectionId("c_contract"),
                new CalendarId(person.account().primary().id()));
    }

    @Override
    protected EventId actAsUserCreates(Details details, boolean hidden) {
        UserEvent created =
                outlook.control().create(Provider.MICROSOFT, email(), place(), userEvent("", details, hidden));
        return new EventId(created.id());
    }

    @Override
    protected void actAsUserEdits(EventId id, Details details) {
        outlook.control()
                .update(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        id.value(),
                        event -> userEvent(event.id(), details, event.isPrivate()));
    }

    @Override
    protected void actAsUserEditsOccurrence(EventId series, LocalDate date, Details edited) {
        outlook.control()
                .editOccurrence(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        series.value(),
                        date,
                        event -> userEvent(event.id(), edited, event.isPrivate()));
    }

    @Override
    protected void actAsUserCancelsOccurrence(EventId series, LocalDate date) {
        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), series.value(), date);
    }

    @Override
    protected void actAsUserRestoresOccurrence(EventId series, LocalDate date) {
        outlook.control().restoreOccurrence(Provider.MICROSOFT, email(), place(), series.value(), date);
    }

    @Override
    protected EventId actAsUserSplits(EventId series, LocalDate from, String title) {
        UserEvent next = outlook.control()
                .splitSeries(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        series.value(),
                        from,
                        event -> new UserEvent(
                                event.id(),
                                title,
                                event.description(),
                                event.location(),
                                event.when(),
                                event.availability(),
                                event.isPrivate(),
                                event.status(),
                                event.recurrence()));
        return new EventId(next.id());
    }

    @Override
    protected void actAsUserRepeats(EventId event, Recurrence rule) {
        boolean repeats = outlook.control().events(Provider.MICROSOFT, email(), place()).stream()
                .anyMatch(one -> one.id().equals(event.value()) && one.repeats());
        if (repeats) {
            outlook.control().changeRule(Provider.MICROSOFT, email(), place(), event.value(), "RRULE:" + rule);
        } else {
            outlook.control().makeSeries(Provider.MICROSOFT, email(), place(), event.value(), "RRULE:" + rule);
        }
    }

    @Override
    protected void actAsUserRepeatsNoMore(EventId series) {
        outlook.control().makeSingle(Provider.MICROSOFT, email(), place(), series.value());
    }

    /** A batch writes where one of its parts does. */
    @Override
    protected void loseAnswerAfter(int answered) {
        outlook.control()
                .addFault(FaultRule.losingTheAnswer("POST", "batch", 1)
                        .from(answered + 1)
                        .asking("\"method\":\"(POST|PATCH|DELETE)\""));
    }

    @Override
    protected void actAsUserDeletes(EventId id) {
        outlook.control().delete(Provider.MICROSOFT, email(), place(), id.value());
    }

    @Override
    protected void expireCursors() {
        outlook.control().expireSyncState(Provider.MICROSOFT, email());
    }

    @AfterEach
    void mend() {
        outlook.control().clearFaults();
    }

    @Test
    void F26_a_creation_whose_answer_is_lost_is_adopted_when_it_is_repeated() {
        outlook.control().addFault(FaultRule.losingTheAnswer("POST", "batch", 1));
        var create = new RemoteWrite.Create(key("job-1"), plain("Pump"));

        WriteAnswer lost = write(create);
        WriteAnswer again = write(create);

        assertThat(((WriteAnswer.Failed) lost).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(again).isInstanceOf(WriteAnswer.Adopted.class);
        assertThat(events(everything())).containsExactly(((WriteAnswer.Adopted) again).event());
    }

    @Test
    void F26_a_lost_creation_that_its_owner_edited_since_is_adopted_with_the_edit() {
        outlook.control().addFault(FaultRule.losingTheAnswer("POST", "batch", 1));
        var create = new RemoteWrite.Create(key("job-1"), plain("Pump"));
        write(create);
        actAsUserEdits(events(everything()).getFirst().id(), plain("Pump, side door"));

        WriteAnswer again = write(create);

        assertThat(((WriteAnswer.Adopted) again).event().details().title()).isEqualTo("Pump, side door");
    }

    @Test
    void F26_an_update_whose_answer_is_lost_is_stale_when_it_is_repeated() {
        RemoteEvent first = create("job-1", plain("Pump"));
        outlook.control().addFault(FaultRule.losingTheAnswer("POST", "batch", 1));
        var update = new RemoteWrite.Update(first.id(), first.version(), first.details(), plain("Valve"));

        write(update);

        assertThat(write(update)).isEqualTo(new WriteAnswer.Stale());
        assertThat(found(first.id()).details()).isEqualTo(plain("Valve"));
    }

    @Test
    void T21_an_event_that_was_moved_out_of_the_window_is_present() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();
        Details away = at("2029-01-01T09:00", "2029-01-01T10:00", ZoneId.of("Europe/Berlin"));
        actAsUserEdits(first.id(), away);

        assertThat(events(since(cursor))).containsExactly(found(first.id()));
        assertThat(found(first.id()).details()).isEqualTo(away);
    }

    @Test
    void R02_free_and_tentative_at_once_is_kept_as_free() {
        Details both = new Details("Both", "", "", plain("").when(), Availability.FREE, Status.TENTATIVE);

        Details kept = create("job-1", both).details();

        assertThat(kept).isEqualTo(both.with(Field.STATUS, plain("")));
    }

    @Test
    void every_request_asks_for_ids_that_do_not_change_and_every_change_for_its_version() {
        outlook.control().requests().clear();
        RemoteEvent first = create("job-1", plain("Pump"));
        RemoteEvent second = update(first, plain("Valve"));
        everything();
        found(second.id());
        write(new RemoteWrite.Delete(second.id(), second.version()));

        List<LedgerEntry> requests =
                outlook.control().requests().find(entry -> entry.kind() == Kind.READ || entry.kind() == Kind.WRITE);
        assertThat(requests)
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(entry -> entry.preferences().prefer().contains("ImmutableId"));
        assertThat(requests)
                .filteredOn(entry ->
                        entry.method().equals("PATCH") || entry.method().equals("DELETE"))
                .hasSize(2)
                .allMatch(entry -> entry.preferences().ifMatch());
    }

    private String email() {
        return person.account().email();
    }

    private String place() {
        return person.account().primary().id();
    }

    private static UserEvent userEvent(String id, Details details, boolean hidden) {
        return new UserEvent(
                id,
                details.title(),
                details.description(),
                details.location(),
                when(details.when()),
                details.availability() == Availability.FREE ? UserEvent.Availability.FREE : UserEvent.Availability.BUSY,
                hidden,
                details.status() == Status.TENTATIVE ? UserEvent.Status.TENTATIVE : UserEvent.Status.CONFIRMED,
                details.when().recurrence().map(rule -> "RRULE:" + rule).stream()
                        .toList());
    }

    private static UserEvent.When when(When when) {
        return switch (when.first()) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                new UserEvent.When.Timed(from, to, zone);
            case When.AllDay(LocalDate from, LocalDate to) -> new UserEvent.When.AllDay(from, to);
        };
    }
}
