package io.syncline.tests.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.ChannelId;
import io.syncline.connection.Provider;
import io.syncline.local.providers.push.LifecycleEvent;
import io.syncline.local.providers.push.Notice;
import io.syncline.local.providers.push.NoticePost.Receipt;
import io.syncline.tests.inprocess.PushScene.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Push with everything real but the sockets and the storage: notices that come, and notices that do not. */
class PushedCalendarsTest {

    private static final Duration NO_POLL_WITHIN = Duration.ofMinutes(1);
    private static final Duration BACKSTOP = Duration.ofMinutes(6);

    private final PushScene scene = new PushScene();

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R25_a_change_is_told_and_known_without_a_poll(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        scene.deliver();

        String title = scene.change(tess);
        scene.deliver();

        assertThat(scene.known(tess)).containsExactly(title);
        assertThat(scene.isHealthy(tess)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R13_nothing_that_is_told_costs_more_than_the_look_at_it(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        scene.deliver();
        scene.takeRuns(tess);
        long rows = scene.channels().writes();

        scene.change(tess);
        scene.deliver();
        scene.pass(Duration.ofHours(2));

        assertThat(scene.channels().writes()).isEqualTo(rows);
        assertThat(scene.takeRuns(tess)).isLessThanOrEqualTo(1 + 120 / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void S17_with_notices_dropped_doubled_late_and_in_any_order_everything_is_known_within_the_backstop(int seed) {
        List<Phone> phones = List.of(scene.connect("tess", Provider.GOOGLE), scene.connect("dana", Provider.MICROSOFT));
        phones.forEach(scene::takeRuns);
        scene.push().change(whims -> whims.dropping(0.05).duplicating(0.2).shuffled(true));
        Random random = new Random(seed);
        List<List<String>> entered = List.of(new ArrayList<>(), new ArrayList<>());

        for (int minute = 0; minute < 120; minute++) {
            boolean late = random.nextInt(4) == 0;
            scene.push().change(whims -> whims.delayed(late ? Duration.ofHours(1) : Duration.ZERO));
            int who = random.nextInt(2);
            entered.get(who).add(scene.change(phones.get(who)));
            scene.pass(Duration.ofMinutes(1));
        }
        scene.pass(BACKSTOP);

        for (int who = 0; who < 2; who++) {
            assertThat(scene.known(phones.get(who))).containsExactlyInAnyOrderElementsOf(entered.get(who));
        }
        // per change at most its notice, a double of it and the run for what came meanwhile; and the polls
        assertThat(phones.stream().mapToInt(scene::takeRuns).sum()).isLessThanOrEqualTo(3 * 120 + 2 * 126 / 4);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S18_a_thousand_notices_of_one_calendar_are_two_runs_and_do_not_hold_up_another(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        Phone dana = scene.connect("dana", provider);
        scene.deliver();
        scene.change(tess);
        String other = scene.change(dana);
        List<Notice> storm = new ArrayList<>();
        scene.push()
                .take()
                .forEach(notice ->
                        storm.addAll(Collections.nCopies(notice.account().equals(tess.email()) ? 1_000 : 1, notice)));
        Collections.shuffle(storm, new Random(7));
        scene.takeRuns(tess);
        scene.takeRuns(dana);

        storm.forEach(scene.push()::deliver);

        assertThat(scene.wakeUps()).isEqualTo(2);
        scene.settle();
        assertThat(scene.takeRuns(tess)).isLessThanOrEqualTo(2);
        assertThat(scene.takeRuns(dana)).isEqualTo(1);
        assertThat(scene.known(dana)).containsExactly(other);
    }

    @Test
    void F22_googles_channel_is_followed_by_another_at_80_percent_of_its_life() {
        Phone tess = scene.connect("tess", Provider.GOOGLE);
        ChannelId first = channelOf(tess);
        scene.jump(Duration.ofDays(5).plusHours(14));
        scene.pass(NO_POLL_WITHIN);
        assertThat(channelOf(tess)).isEqualTo(first);

        scene.jump(Duration.ofHours(1));
        scene.pass(NO_POLL_WITHIN);

        assertThat(channelOf(tess)).isNotEqualTo(first);
        assertThat(scene.push().channels())
                .extracting(channel -> channel.id())
                .containsExactly(channelOf(tess).value());
        toldAtOnce(tess);
    }

    @Test
    void F22_microsofts_subscription_is_prolonged_at_80_percent_of_its_life() {
        Phone tess = scene.connect("tess", Provider.MICROSOFT);
        ChannelId first = channelOf(tess);

        scene.jump(Duration.ofDays(5).plusHours(15));
        scene.pass(NO_POLL_WITHIN);

        assertThat(channelOf(tess)).isEqualTo(first);
        assertThat(scene.pushOf(tess).channel().orElseThrow().expiresAt())
                .isAfter(scene.now().plus(Duration.ofDays(6)));
        scene.jump(Duration.ofDays(5));
        toldAtOnce(tess);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void F22_a_channel_that_ran_out_during_an_outage_is_opened_anew_and_what_was_missed_is_caught_up(
            Provider provider) {
        Phone tess = scene.connect("tess", provider);
        scene.jump(Duration.ofDays(8));
        String missed = scene.change(tess);
        assertThat(scene.isHealthy(tess)).isFalse();

        scene.pass(NO_POLL_WITHIN);

        assertThat(scene.known(tess)).contains(missed);
        assertThat(scene.isHealthy(tess)).isTrue();
        toldAtOnce(tess);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void F22_a_channel_that_dies_without_a_word_is_noticed_by_what_the_poll_finds(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        ChannelId first = channelOf(tess);
        scene.pass(Duration.ofHours(2));
        kill(tess);
        String unheard = scene.change(tess);

        scene.pass(BACKSTOP);

        assertThat(scene.known(tess)).contains(unheard);
        assertThat(channelOf(tess)).isNotEqualTo(first);
        toldAtOnce(tess);
    }

    @Test
    void S20_a_subscription_that_is_removed_is_opened_anew_at_once() {
        Phone tess = scene.connect("tess", Provider.MICROSOFT);
        ChannelId first = channelOf(tess);

        scene.push().lifecycle(remoteOf(tess), LifecycleEvent.SUBSCRIPTION_REMOVED);
        String missed = scene.change(tess);
        scene.deliver();

        assertThat(channelOf(tess)).isNotEqualTo(first);
        assertThat(scene.known(tess)).contains(missed);
        toldAtOnce(tess);
    }

    @Test
    void T39_a_subscription_that_wants_to_be_authorised_again_is_renewed_at_once() {
        Phone tess = scene.connect("tess", Provider.MICROSOFT);
        ChannelId first = channelOf(tess);
        scene.push().lifecycle(remoteOf(tess), LifecycleEvent.REAUTHORIZATION_REQUIRED);

        scene.deliver();

        assertThat(channelOf(tess)).isEqualTo(first);
        assertThat(scene.pushOf(tess).dueAt()).isAfter(scene.now());
        toldAtOnce(tess);
    }

    @Test
    void T39_where_notices_were_missed_the_calendar_is_looked_at() {
        Phone tess = scene.connect("tess", Provider.MICROSOFT);
        scene.deliver();
        String missed = scene.change(tess);
        scene.push().take();
        scene.push().lifecycle(remoteOf(tess), LifecycleEvent.MISSED);

        scene.deliver();

        assertThat(scene.known(tess)).containsExactly(missed);
    }

    @Test
    void T39_the_sync_message_may_come_before_the_channel_is_answered_for() {
        scene.push().syncBeforeTheAnswer(true);

        Phone tess = scene.connect("tess", Provider.GOOGLE);

        assertThat(scene.isHealthy(tess)).isTrue();
        toldAtOnce(tess);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S20_a_forged_notice_is_answered_like_a_genuine_one_and_has_no_effect(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        scene.deliver();
        scene.change(tess);
        Notice genuine = scene.push().take().getFirst();
        Receipt answer = scene.push().deliver(genuine);
        scene.settle();
        long writes = scene.channels().writes();

        for (Notice forged : forgeries(genuine)) {
            assertThat(scene.push().deliver(forged).status()).isEqualTo(answer.status());
            assertThat(scene.push().deliver(forged).body()).isEqualTo(answer.body());
        }

        assertThat(scene.wakeUps()).isZero();
        assertThat(scene.channels().writes()).isEqualTo(writes);
        assertThat(scene.state(tess).isDirty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_an_account_that_is_given_up_has_no_channel_that_anybody_listens_to(Provider provider) {
        Phone tess = scene.connect("tess", provider);
        scene.deliver();
        scene.change(tess);
        List<Notice> late = scene.push().take();

        scene.disconnect(tess);

        assertThat(scene.channels().all()).isEmpty();
        assertThat(scene.pushOf(tess).channel()).isEmpty();
        late.forEach(scene.push()::deliver);
        assertThat(scene.wakeUps()).isZero();
    }

    @Test
    void F23_one_request_with_notices_of_several_subscriptions_serves_each() {
        List<Phone> phones = IntStream.range(0, 5)
                .mapToObj(number -> scene.connect("person" + number, Provider.MICROSOFT))
                .toList();
        scene.deliver();
        List<String> titles = phones.stream().map(scene::change).toList();
        List<Notice> notices = scene.push().take();
        String address = notices.getFirst().url();

        scene.push()
                .deliver(Notice.together(
                        notices.stream().map(notice -> notice.to(address)).toList()));
        scene.settle();

        for (int number = 0; number < 5; number++) {
            assertThat(scene.known(phones.get(number))).containsExactly(titles.get(number));
        }
    }

    private void toldAtOnce(Phone phone) {
        scene.deliver();
        String title = scene.change(phone);
        scene.deliver();
        assertThat(scene.known(phone)).contains(title);
    }

    private void kill(Phone phone) {
        boolean there = scene.push()
                .kill(phone.provider() == Provider.GOOGLE ? channelOf(phone).value() : remoteOf(phone));
        assertThat(there).isTrue();
    }

    private ChannelId channelOf(Phone phone) {
        return scene.pushOf(phone).channel().orElseThrow().id();
    }

    private String remoteOf(Phone phone) {
        return scene.pushOf(phone).channel().orElseThrow().remote();
    }

    private static List<Notice> forgeries(Notice genuine) {
        return genuine.body().isEmpty()
                ? List.of(
                        genuine.with("X-Goog-Channel-Token", "guessed"),
                        genuine.without("X-Goog-Channel-Token"),
                        genuine.with("X-Goog-Channel-ID", "0123456789abcdef0123456789abcdef01234567"),
                        genuine.without("X-Goog-Channel-ID"))
                : List.of(
                        genuine.saying(genuine.body()
                                .replaceAll(
                                        "\"clientState\":\"([^\".]+)\\.[^\"]+\"", "\"clientState\":\"$1.guessed\"")),
                        genuine.saying(genuine.body().replace("clientState", "state")),
                        genuine.saying("{\"value\":[{\"clientState\":null}]}"),
                        genuine.saying("not json"));
    }
}
