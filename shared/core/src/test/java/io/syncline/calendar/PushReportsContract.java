package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PushReports} does to the rows of {@link SyncedCalendars}. */
public abstract class PushReportsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef UNKNOWN = new CalendarRef(new ConnectionId("c_1"), new CalendarId("none"));
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final ChannelId FIRST = new ChannelId("first-channel-0001");
    private static final ChannelId SECOND = new ChannelId("second-channel-0002");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract SyncedCalendars calendars();

    protected abstract PushReports reports();

    @Test
    void a_push_is_stored_with_its_failures() {
        Push push = new Push(Optional.of(channel(FIRST)), Optional.of("It is asked again."), clock.instant(), 3);
        hearing(push);

        assertThat(push()).isEqualTo(push);
    }

    @Test
    void F22_a_lost_channel_is_taken_away_and_the_next_run_opens_another() {
        hearing(Push.over(channel(FIRST)));
        clock.goOn(Duration.ofHours(1));
        reports().lost(ACME, WORK, FIRST, "Gone.");

        assertThat(push()).isEqualTo(new Push(Optional.empty(), Optional.of("Gone."), clock.instant()));
    }

    @Test
    void F22_a_channel_to_be_renewed_stays_open_and_is_due() {
        hearing(Push.over(channel(FIRST)));
        Instant opened = clock.instant();
        clock.goOn(Duration.ofHours(1));
        reports().toBeRenewed(ACME, WORK, FIRST);

        assertThat(push().dueAt()).isEqualTo(clock.instant());
        assertThat(push().channel()).contains(channelOpenedAt(FIRST, opened));
    }

    @Test
    void F23_a_report_about_another_channel_or_calendar_is_nothing() {
        Push push = Push.over(channel(FIRST));
        hearing(push);
        reports().lost(ACME, WORK, SECOND, "Gone.");
        reports().toBeRenewed(ACME, WORK, SECOND);
        reports().lost(ACME, UNKNOWN, FIRST, "Gone.");
        reports().toBeRenewed(ACME, UNKNOWN, FIRST);
        reports().lost(new OrganisationId("other"), WORK, FIRST, "Gone.");

        assertThat(push()).isEqualTo(push);
        assertThat(calendars().find(ACME, UNKNOWN)).isEmpty();
    }

    @Test
    void F23_a_report_about_a_calendar_without_push_is_nothing() {
        calendars().choose(fresh());
        reports().lost(ACME, WORK, FIRST, "Gone.");
        reports().toBeRenewed(ACME, WORK, FIRST);

        assertThat(calendars().find(ACME, WORK).orElseThrow().push()).isEmpty();
    }

    @Test
    void S19_a_loss_that_is_reported_during_a_run_outlives_its_end() {
        hearing(Push.over(channel(FIRST)));
        Claim claim = calendars().claim(ACME, WORK, LIFE).orElseThrow();
        reports().lost(ACME, WORK, FIRST, "Gone.");
        calendars().release(claim, claim.calendar());

        assertThat(push().channel()).isEmpty();
    }

    @Test
    void S19_a_loss_that_is_reported_while_the_run_opens_another_channel_is_settled() {
        hearing(Push.over(channel(FIRST)));
        Claim claim = calendars().claim(ACME, WORK, LIFE).orElseThrow();
        reports().lost(ACME, WORK, FIRST, "Gone.");
        Push next = Push.over(channel(SECOND));
        calendars().release(claim, claim.calendar().hearing(next));

        assertThat(push()).isEqualTo(next);
    }

    @Test
    void F22_a_channel_that_was_due_before_the_run_and_is_renewed_by_it_is_not_due_again() {
        hearing(Push.over(channel(FIRST)));
        reports().toBeRenewed(ACME, WORK, FIRST);
        Claim claim = calendars().claim(ACME, WORK, LIFE).orElseThrow();
        clock.goOn(Duration.ofSeconds(5));
        Push renewed = Push.over(channel(FIRST));
        calendars().release(claim, claim.calendar().hearing(renewed));

        assertThat(push()).isEqualTo(renewed);
    }

    private Push push() {
        return calendars().find(ACME, WORK).flatMap(SyncedCalendar::push).orElseThrow();
    }

    private void hearing(Push push) {
        calendars().choose(fresh());
        calendars().request(ACME, WORK);
        Claim claim = calendars().claim(ACME, WORK, LIFE).orElseThrow();
        calendars().release(claim, claim.calendar().hearing(push));
    }

    private Channel channel(ChannelId id) {
        return channelOpenedAt(id, clock.instant());
    }

    private static Channel channelOpenedAt(ChannelId id, Instant at) {
        return Channel.alive(id, "remote", at, at.plus(Duration.ofDays(7)));
    }

    private SyncedCalendar fresh() {
        return new SyncedCalendar(
                ACME,
                WORK,
                Provider.MICROSOFT,
                new UserId("tess"),
                "Work",
                Mode.JOBS,
                true,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
