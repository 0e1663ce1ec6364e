package io.syncline.local.providers.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to notices on their way: Google calls them not fully reliable, and Microsoft drops them, too. */
class NoticesOnTheirWayTest extends SimulatedInProcess {

    private final PushControl push = control.push();
    private final List<String> arrived = new ArrayList<>();

    @BeforeEach
    void watch() {
        var asked = Json.object()
                .put("id", "c-1")
                .put("type", "web_hook")
                .put("address", "https://hub.example/notices")
                .put("token", "secret");
        google("POST", CALENDAR + "/watch", googleToken(TESS), asked);
        push.take();
        endpoint = (url, headers, body, patience) -> {
            arrived.add(headers.getOrDefault("X-Goog-Message-Number", body));
            return NoticePost.Receipt.of(200);
        };
    }

    @Test
    void T39_all_are_lost() {
        push.change(whims -> whims.dropping(1));
        edits(5);
        assertThat(push.pendingNotices()).isEmpty();
        assertThat(push.counts().lost()).isEqualTo(5);
    }

    @Test
    void T39_a_share_is_lost_and_a_share_comes_twice() {
        push.change(whims -> whims.dropping(0.3).duplicating(0.3));
        edits(200);
        var counts = push.counts();
        assertThat(counts.lost()).isBetween(30L, 90L);
        assertThat(counts.doubled()).isBetween(20L, 80L);
        assertThat(push.pendingNotices()).hasSize((int) (200 - counts.lost() + counts.doubled()));
    }

    @Test
    void T39_a_duplicate_has_the_number_of_its_original() {
        push.change(whims -> whims.duplicating(1));
        edits(1);
        assertThat(push.take()).hasSize(2).extracting(Notice::number).containsOnly(2L);
    }

    @Test
    void T39_notices_are_late() {
        push.change(whims -> whims.delayed(Duration.ofMinutes(3)));
        edits(1);
        assertThat(push.deliverDue()).isZero();
        control.advanceClock(Duration.ofMinutes(3));
        assertThat(push.deliverDue()).isEqualTo(1);
    }

    @Test
    void T39_notices_arrive_in_their_order_or_in_any() {
        edits(20);
        push.flush();
        assertThat(numbers()).isSorted();
        arrived.clear();
        push.change(whims -> whims.shuffled(true));
        edits(20);
        push.flush();
        assertThat(numbers()).hasSize(20);
        assertThat(numbers()).isNotEqualTo(numbers().stream().sorted().toList());
    }

    @Test
    void T39_held_notices_come_all_together() {
        push.pause();
        edits(3);
        assertThat(push.deliverDue()).isZero();
        push.resume();
        assertThat(push.deliverDue()).isEqualTo(3);
    }

    @Test
    void T39_a_test_takes_notices_and_delivers_them_as_it_likes() {
        edits(2);
        var taken = push.take(notice -> notice.account().equals(TESS));
        push.deliver(taken.getLast());
        push.deliver(taken.getFirst());
        push.deliver(taken.getFirst());
        assertThat(numbers()).hasSize(3).first().isEqualTo(number(taken.getLast()));
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void T39_a_notice_is_forged() {
        edits(1);
        push.forge(push.take().getFirst().with("X-Goog-Channel-Token", "guess").without("X-Goog-Resource-ID"));
        var forged = push.pendingNotices().getFirst();
        assertThat(forged.kind()).isEqualTo(Notice.Kind.FORGED);
        assertThat(forged.headers())
                .containsEntry("X-Goog-Channel-Token", "guess")
                .doesNotContainKey("X-Goog-Resource-ID");
    }

    @Test
    void T39_a_channel_is_killed_or_runs_out() {
        assertThat(push.kill("c-1")).isTrue();
        assertThat(push.kill("c-1")).isFalse();
        edits(1);
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void T39_a_channel_runs_out_when_told() {
        assertThat(push.expire("c-1")).isTrue();
        assertThat(push.expire("nothing")).isFalse();
        edits(1);
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void only_notices_to_one_address_go_together() {
        edits(2);
        var taken = push.take();
        var strayed = List.of(taken.getFirst(), taken.getLast().to("https://elsewhere.example/"));
        assertThatThrownBy(() -> Notice.together(strayed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_share_is_a_share() {
        assertThatThrownBy(() -> PostWhims.NONE.dropping(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostWhims.NONE.duplicating(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostWhims.NONE.bundling(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void edits(int count) {
        for (int edit = 0; edit < count; edit++) {
            control.create(Provider.GOOGLE, TESS, "primary", byHand("Edit " + edit));
        }
    }

    private List<Long> numbers() {
        return arrived.stream().map(Long::valueOf).toList();
    }

    private static long number(Notice notice) {
        return Long.parseLong(Optional.ofNullable(notice.headers().get("X-Goog-Message-Number"))
                .orElse("0"));
    }
}
