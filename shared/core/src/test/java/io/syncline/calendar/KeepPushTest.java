package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.Notice.News;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels are opened, renewed, opened anew and closed in time, and never at the cost of the poll. */
class KeepPushTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work"));
    private static final Secret TOKEN = Secret.of("access");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MOST_OF_A_WEEK = WEEK.multipliedBy(4).dividedBy(5);

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final InMemoryChannels channels = new InMemoryChannels();
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final RecordingWakeUps wakeUps = new RecordingWakeUps();
    private final RequestSync requestSync = new RequestSync(calendars, wakeUps);
    private final InMemoryRemoteChannels google = InMemoryRemoteChannels.likeGoogle(clock);
    private final InMemoryRemoteChannels microsoft = InMemoryRemoteChannels.likeMicrosoft(clock);
    private final ReceiveNotice receive = new ReceiveNotice(channels, calendars, requestSync, clock);
    private final KeepPush keepPush = new KeepPush(
            channels,
            provider -> switch (provider) {
                case GOOGLE -> google;
                case MICROSOFT -> microsoft;
            },
            requestSync,
            clock,
            new Random(7));

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R25_a_calendar_without_push_gets_a_channel_that_is_renewed_at_80_percent_of_its_life(Provider provider) {
        Push push = run(calendar(provider)).orElseThrow();

        Channel channel = push.channel().orElseThrow();
        assertThat(channel.expiresAt()).isEqualTo(clock.instant().plus(WEEK));
        assertThat(channel.renewAt()).isEqualTo(clock.instant().plus(MOST_OF_A_WEEK));
        assertThat(push.dueAt()).isEqualTo(channel.renewAt());
        assertThat(push.problem()).isEmpty();
        assertThat(push.isHealthyAt(clock.instant())).isTrue();
    }

    @Test
    void R25_nobody_is_asked_and_nothing_is_written_while_nothing_is_due() {
        SyncedCalendar told = told(Provider.GOOGLE);
        long writes = channels.writes();
        clock.goOn(MOST_OF_A_WEEK.minusSeconds(1));

        assertThat(run(told)).isEmpty();
        assertThat(google.takeCalls()).isEmpty();
        assertThat(channels.writes()).isEqualTo(writes);
    }

    @Test
    void T39_the_first_notice_may_overtake_the_answer() {
        List<ReceiveNotice.Received> received = new ArrayList<>();
        google.onOpen(fresh -> received.add(
                receive.run(Provider.GOOGLE, List.of(new Notice(fresh.id(), fresh.secret(), News.OPENED)))));

        run(calendar(Provider.GOOGLE));

        assertThat(received).containsExactly(new ReceiveNotice.Received(1, 0));
    }

    @Test
    void S19_what_changed_between_the_listing_and_the_opening_is_seen_by_another_run() {
        choose(calendar(Provider.MICROSOFT));

        run(calendar(Provider.MICROSOFT));

        assertThat(calendars.find(ACME, WORK).orElseThrow().isDirty()).isTrue();
    }

    @Test
    void F22_google_gets_another_channel_before_the_old_one_is_stopped() {
        SyncedCalendar told = told(Provider.GOOGLE);
        ChannelId old = channelOf(told);
        clock.goOn(MOST_OF_A_WEEK);

        Push next = run(told).orElseThrow();

        assertThat(google.takeCalls()).containsExactly("extend", "open", "close");
        assertThat(next.isOver(old)).isFalse();
        assertThat(next.channel().orElseThrow().expiresAt())
                .isEqualTo(clock.instant().plus(WEEK));
        assertThat(channels.all()).extracting(ChannelOwner::id).containsExactly(channelOf(next));
        assertThat(google.open()).extracting(NewChannel::id).containsExactly(channelOf(next));
    }

    @Test
    void F22_microsofts_subscription_is_prolonged_and_its_secret_stays_good() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        Secret secret = microsoft.open().getFirst().secret();
        clock.goOn(MOST_OF_A_WEEK);

        Push next = run(told).orElseThrow();
        clock.goOn(MOST_OF_A_WEEK);

        assertThat(microsoft.takeCalls()).containsExactly("extend");
        assertThat(next.isOver(channelOf(told))).isTrue();
        assertThat(receive.run(Provider.MICROSOFT, List.of(new Notice(channelOf(next), secret, News.CHANGED))))
                .isEqualTo(new ReceiveNotice.Received(1, 0));
    }

    @Test
    void S20_a_subscription_that_is_gone_at_renewal_is_opened_anew() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        microsoft.forgetAll();
        clock.goOn(MOST_OF_A_WEEK);

        Push next = run(told).orElseThrow();

        assertThat(microsoft.takeCalls()).containsExactly("extend", "open");
        assertThat(next.isHealthyAt(clock.instant())).isTrue();
        assertThat(channels.all()).extracting(ChannelOwner::id).containsExactly(channelOf(next));
    }

    @Test
    void F22_a_channel_that_ran_out_is_not_renewed_but_opened_anew() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        clock.goOn(WEEK);

        assertThat(told.push().orElseThrow().isHealthyAt(clock.instant())).isFalse();
        assertThat(run(told).orElseThrow().isHealthyAt(clock.instant())).isTrue();
        assertThat(microsoft.takeCalls()).containsExactly("open");
    }

    @Test
    void F22_a_channel_whose_owner_was_forgotten_is_replaced_instead_of_prolonged() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        channels.drop(channelOf(told));
        clock.goOn(MOST_OF_A_WEEK);

        Push next = run(told).orElseThrow();

        assertThat(next.isOver(channelOf(told))).isFalse();
        assertThat(channels.all()).extracting(ChannelOwner::id).containsExactly(channelOf(next));
    }

    @Test
    void F22_a_renewal_that_fails_keeps_the_channel_and_is_tried_again_later_and_later() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        RemoteFailure down = new RemoteFailure.Unavailable("HTTP 503");
        IntStream.range(0, 6).forEach(_ -> microsoft.nextExtensions(new Extension.Failed(down)));
        clock.goOn(MOST_OF_A_WEEK);
        List<Long> waits = new ArrayList<>();

        SyncedCalendar now = told;
        for (int attempt = 0; attempt < 6; attempt++) {
            Push push = run(now).orElseThrow();
            assertThat(push.isOver(channelOf(told))).isTrue();
            assertThat(push.problem())
                    .contains("Microsoft does not tell of changes now (HTTP 503). It is asked again by itself.");
            Duration wait = Duration.between(clock.instant(), push.dueAt());
            assertThat(run(now.hearing(push))).isEmpty();
            waits.add(wait.toMinutes());
            clock.goOn(wait);
            now = now.hearing(push);
        }

        assertThat(waits).containsExactly(1L, 5L, 10L, 20L, 60L, 60L);
        Push healed = run(now).orElseThrow();
        assertThat(healed.problem()).isEmpty();
        assertThat(healed.failures()).isZero();
    }

    @Test
    void F24_a_provider_that_names_a_longer_pause_gets_it() {
        google.nextOpenings(new Opening.Failed(new RemoteFailure.Throttled(Optional.of(Duration.ofHours(3)))));

        Push push = run(calendar(Provider.GOOGLE)).orElseThrow();

        assertThat(push.dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(3)));
        assertThat(push.channel()).isEmpty();
        assertThat(channels.all()).isEmpty();
    }

    @Test
    void R25_a_calendar_that_cannot_be_watched_is_only_polled_and_asked_about_again_after_a_day() {
        google.nextOpenings(new Opening.Unsupported("Google does not tell of changes in this calendar."));

        Push push = run(calendar(Provider.GOOGLE)).orElseThrow();

        assertThat(push.problem()).contains("Google does not tell of changes in this calendar.");
        assertThat(push.dueAt()).isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(channels.all()).isEmpty();
    }

    @Test
    void F22_a_channel_that_cannot_be_followed_by_another_is_kept_to_its_end() {
        SyncedCalendar told = told(Provider.GOOGLE);
        clock.goOn(MOST_OF_A_WEEK);
        google.nextOpenings(new Opening.Unsupported("Not any more."));

        Push push = run(told).orElseThrow();

        assertThat(google.takeCalls()).containsExactly("extend", "open");
        assertThat(push.isOver(channelOf(told))).isTrue();
        assertThat(push.problem()).contains("Not any more.");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void F22_a_channel_that_says_nothing_while_the_poll_finds_changes_is_replaced(Provider provider) {
        SyncedCalendar told = told(provider);
        clock.goOn(Duration.ofHours(2));

        Push next = keepPush.run(told, TOKEN, true).orElseThrow();

        assertThat(remote(provider).takeCalls()).containsExactly("open", "close");
        assertThat(next.isOver(channelOf(told))).isFalse();
    }

    @Test
    void F23_a_channel_that_was_just_opened_may_be_late_without_being_replaced() {
        SyncedCalendar told = told(Provider.GOOGLE);
        clock.goOn(Duration.ofMinutes(50));

        assertThat(keepPush.run(told, TOKEN, true)).isEmpty();
    }

    @Test
    void R25_a_lost_channel_is_opened_anew_by_the_next_run() {
        SyncedCalendar told = told(Provider.MICROSOFT);
        Push lost = told.push().orElseThrow().lost("Gone.", clock.instant());

        Push next = run(told.hearing(lost)).orElseThrow();

        assertThat(next.isHealthyAt(clock.instant())).isTrue();
        assertThat(next.isOver(channelOf(told))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_a_calendar_that_is_left_has_its_channel_closed_and_forgotten(Provider provider) {
        SyncedCalendar told = told(provider);

        Push ended = keepPush.end(told, Optional.of(TOKEN)).orElseThrow();

        assertThat(ended.channel()).isEmpty();
        assertThat(remote(provider).open()).isEmpty();
        assertThat(channels.all()).isEmpty();
        assertThat(keepPush.end(told.hearing(ended), Optional.of(TOKEN))).isEmpty();
    }

    @Test
    void S10_where_the_grant_is_gone_nobody_listens_any_more() {
        SyncedCalendar told = told(Provider.GOOGLE);
        NewChannel open = google.open().getFirst();

        keepPush.end(told, Optional.empty());

        assertThat(google.takeCalls()).isEmpty();
        assertThat(receive.run(Provider.GOOGLE, List.of(new Notice(open.id(), open.secret(), News.CHANGED))))
                .isEqualTo(new ReceiveNotice.Received(0, 1));
    }

    @Test
    void R25_a_life_that_no_provider_promises_is_not_believed() {
        google.nextOpenings(new Opening.Opened("remote", Instant.parse("9999-12-31T00:00:00Z")));

        Push push = run(calendar(Provider.GOOGLE)).orElseThrow();

        assertThat(push.channel().orElseThrow().expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(8)));
    }

    @Test
    void a_secret_has_256_random_bits_is_different_each_time_and_is_stored_nowhere() {
        run(calendar(Provider.GOOGLE));
        run(calendar(Provider.GOOGLE));

        assertThat(google.open()).hasSize(2).extracting(NewChannel::secret).doesNotHaveDuplicates();
        assertThat(google.open()).allSatisfy(open -> {
            assertThat(open.secret().reveal()).matches("[A-Za-z0-9_-]{43}");
            assertThat(open.id().value()).matches("[0-9a-f]{40}");
            assertThat(channels.all().toString()).doesNotContain(open.secret().reveal());
        });
    }

    private Optional<Push> run(SyncedCalendar calendar) {
        return keepPush.run(calendar, TOKEN, false);
    }

    private InMemoryRemoteChannels remote(Provider provider) {
        return switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }

    /** A calendar with an open channel. */
    private SyncedCalendar told(Provider provider) {
        SyncedCalendar calendar = calendar(provider);
        SyncedCalendar told = calendar.hearing(run(calendar).orElseThrow());
        remote(provider).takeCalls();
        return told;
    }

    private static ChannelId channelOf(SyncedCalendar calendar) {
        return channelOf(calendar.push().orElseThrow());
    }

    private static ChannelId channelOf(Push push) {
        return push.channel().orElseThrow().id();
    }

    private void choose(SyncedCalendar calendar) {
        calendars.choose(calendar);
    }

    private SyncedCalendar calendar(Provider provider) {
        return new SyncedCalendar(
                ACME,
                WORK,
                provider,
                new UserId("tess"),
                "Work",
                Mode.JOBS,
                false,
                1,
                1,
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
