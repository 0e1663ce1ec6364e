package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.Notice.News;
import io.syncline.calendar.ReceiveNotice.Received;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notices from the open internet: what the genuine ones cause, and that no other causes anything. */
class ReceiveNoticeTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final InMemoryChannels channels = new InMemoryChannels();
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final RecordingWakeUps wakeUps = new RecordingWakeUps();
    private final ReceiveNotice receive =
            new ReceiveNotice(channels, calendars, new RequestSync(calendars, wakeUps), clock);

    @Test
    void a_genuine_notice_wakes_its_calendar_once() {
        CalendarRef work = watched(ACME, "work");

        assertThat(receive(notice("work", News.CHANGED))).isEqualTo(new Received(1, 0));
        assertThat(wakeUps.sent()).extracting(RecordingWakeUps.Wake::calendar).containsExactly(work);
        assertThat(state(ACME, work).isDirty()).isTrue();
    }

    @Test
    void T39_the_first_word_of_a_channel_is_believed_before_its_answer_is_stored_and_asks_for_nothing() {
        CalendarRef work = watched(ACME, "work");

        assertThat(receive(notice("work", News.OPENED))).isEqualTo(new Received(1, 0));
        assertThat(wakeUps.sent()).isEmpty();
        assertThat(state(ACME, work).isDirty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(News.class)
    void S20_a_notice_with_a_wrong_secret_or_of_an_unknown_channel_has_no_effect(News news) {
        CalendarRef work = watched(ACME, "work");
        Push push = Push.over(channelOf("work"));
        hearing(work, push);
        long writes = channels.writes();
        SyncedCalendar before = state(ACME, work);

        assertThat(receive(new Notice(id("work"), Secret.of("guessed"), news))).isEqualTo(new Received(0, 1));
        assertThat(receive(new Notice(id("foreign"), secret("work"), news))).isEqualTo(new Received(0, 1));
        assertThat(receive(new Notice(id("foreign"), secret("foreign"), news))).isEqualTo(new Received(0, 1));

        assertThat(wakeUps.sent()).isEmpty();
        assertThat(state(ACME, work)).isEqualTo(before);
        assertThat(channels.writes()).isEqualTo(writes);
    }

    @Test
    void S20_a_hash_that_leaked_is_no_secret() {
        watched(ACME, "work");
        Secret leaked = Secret.of(SecretHash.of(secret("work")).hex());

        assertThat(receive(new Notice(id("work"), leaked, News.CHANGED))).isEqualTo(new Received(0, 1));
        assertThat(receive(new Notice(id("none"), Secret.of("0".repeat(64)), News.CHANGED)))
                .isEqualTo(new Received(0, 1));
    }

    @Test
    void S20_a_stopped_channel_and_one_that_ran_out_mean_nothing() {
        watched(ACME, "stopped");
        watched(ACME, "ended");
        channels.drop(id("stopped"));
        clock.goOn(Duration.ofDays(8));

        assertThat(receive(notice("stopped", News.CHANGED), notice("ended", News.CHANGED)))
                .isEqualTo(new Received(0, 2));
        assertThat(wakeUps.sent()).isEmpty();
    }

    @Test
    void S20_a_channel_of_one_provider_is_not_spoken_for_by_the_other() {
        watched(ACME, "work");

        assertThat(receive.run(Provider.GOOGLE, List.of(notice("work", News.CHANGED))))
                .isEqualTo(new Received(0, 1));
        assertThat(wakeUps.sent()).isEmpty();
    }

    @Test
    void F23_notices_of_several_tenants_in_one_post_are_each_taken_for_itself() {
        OrganisationId other = new OrganisationId("other");
        CalendarRef work = watched(ACME, "work");
        CalendarRef home = watched(other, "home");
        CalendarRef quiet = watched(other, "quiet");

        assertThat(receive(
                        notice("work", News.CHANGED),
                        new Notice(id("quiet"), secret("work"), News.CHANGED),
                        notice("unknown", News.CHANGED),
                        notice("home", News.CHANGED)))
                .isEqualTo(new Received(2, 2));

        assertThat(wakeUps.sent()).extracting(RecordingWakeUps.Wake::calendar).containsExactlyInAnyOrder(work, home);
        assertThat(state(other, quiet).isDirty()).isFalse();
    }

    @Test
    void S18_a_thousand_notices_of_one_calendar_and_one_each_of_fifty_others_wake_each_once() {
        watched(ACME, "work");
        List<Notice> storm = new ArrayList<>(Collections.nCopies(1_000, notice("work", News.CHANGED)));
        IntStream.range(0, 50).forEach(tenant -> {
            watched(new OrganisationId("tenant-" + tenant), "calendar-" + tenant);
            storm.add(notice("calendar-" + tenant, News.CHANGED));
        });
        Collections.shuffle(storm, new Random(7));

        storm.forEach(this::receive);

        assertThat(wakeUps.sent()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void S18_a_thousand_notices_around_a_run_cost_one_more_run() {
        CalendarRef work = watched(ACME, "work");
        IntStream.range(0, 500).forEach(_ -> receive(notice("work", News.CHANGED)));
        Claim first = calendars.claim(ACME, work, LIFE).orElseThrow();
        IntStream.range(0, 500).forEach(_ -> receive(notice("work", News.CHANGED)));
        SyncedCalendar after = calendars
                .release(first, first.calendar().ended(run(), first.calendar().requested()))
                .orElseThrow();

        assertThat(wakeUps.sent()).hasSize(1);
        assertThat(after.isDirty()).isTrue(); // S19: the second one, for what came meanwhile
        Claim second = calendars.claim(ACME, work, LIFE).orElseThrow();
        assertThat(calendars
                        .release(
                                second,
                                second.calendar().ended(run(), second.calendar().requested()))
                        .orElseThrow()
                        .isDirty())
                .isFalse();
    }

    @Test
    void F22_a_lost_channel_is_noted_and_its_calendar_is_looked_at_at_once() {
        CalendarRef work = watched(ACME, "work");
        hearing(work, Push.over(channelOf("work")));

        receive(notice("work", News.LOST));

        assertThat(state(ACME, work).push().orElseThrow().channel()).isEmpty();
        assertThat(state(ACME, work).push().orElseThrow().problem())
                .contains("Microsoft stopped to tell of changes. It is asked again.");
        assertThat(wakeUps.sent()).hasSize(1);
    }

    @Test
    void F22_a_channel_that_wants_to_be_renewed_is_due_at_once() {
        CalendarRef work = watched(ACME, "work");
        hearing(work, Push.over(channelOf("work")));

        receive(notice("work", News.TO_BE_RENEWED));

        assertThat(state(ACME, work).push().orElseThrow().dueAt()).isEqualTo(clock.instant());
        assertThat(wakeUps.sent()).hasSize(1);
    }

    @Test
    void F22_the_end_of_a_channel_that_was_replaced_leaves_its_successor_alone() {
        CalendarRef work = watched(ACME, "work");
        Push next = Push.over(channelOf("next"));
        hearing(work, next);

        receive(notice("work", News.LOST));

        assertThat(state(ACME, work).push()).contains(next);
    }

    @Test
    void F23_a_notice_for_a_calendar_that_is_unknown_by_now_is_nothing() {
        channels.save(owner(ACME, "work"));

        assertThat(receive(notice("work", News.CHANGED), notice("work", News.LOST)))
                .isEqualTo(new Received(2, 0));
        assertThat(wakeUps.sent()).isEmpty();
    }

    private Received receive(Notice... notices) {
        return receive.run(Provider.MICROSOFT, List.of(notices));
    }

    private static Notice notice(String calendar, News news) {
        return new Notice(id(calendar), secret(calendar), news);
    }

    private static ChannelId id(String calendar) {
        return new ChannelId("channel-of-calendar-" + calendar);
    }

    private static Secret secret(String calendar) {
        return Secret.of("secret of " + calendar);
    }

    private Channel channelOf(String calendar) {
        return Channel.alive(
                id(calendar), "remote", clock.instant(), clock.instant().plus(Duration.ofDays(7)));
    }

    private void hearing(CalendarRef ref, Push push) {
        Claim claim = calendars.claim(ACME, ref, LIFE).orElseThrow();
        calendars.release(claim, claim.calendar().hearing(push));
    }

    private SyncedCalendar state(OrganisationId organisation, CalendarRef ref) {
        return calendars.find(organisation, ref).orElseThrow();
    }

    private SyncedCalendar.Run run() {
        return new SyncedCalendar.Run(
                clock.instant(), clock.instant(), SyncedCalendar.Outcome.COMPLETED, Counts.NONE, Optional.empty());
    }

    private ChannelOwner owner(OrganisationId organisation, String calendar) {
        return new ChannelOwner(
                id(calendar),
                Provider.MICROSOFT,
                organisation,
                new CalendarRef(new ConnectionId("c_1"), new CalendarId(calendar)),
                SecretHash.of(secret(calendar)),
                clock.instant().plus(Duration.ofDays(8)));
    }

    private CalendarRef watched(OrganisationId organisation, String calendar) {
        ChannelOwner owner = owner(organisation, calendar);
        channels.save(owner);
        calendars.choose(new SyncedCalendar(
                organisation,
                owner.calendar(),
                Provider.MICROSOFT,
                new UserId("tess"),
                calendar,
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
                Optional.empty()));
        return owner.calendar();
    }
}
