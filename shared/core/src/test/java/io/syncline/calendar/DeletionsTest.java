package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.Review.Kind;
import io.syncline.calendar.SyncedCalendar.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How many deletions a run may do by itself. */
class DeletionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);
    private final SyncedCalendar calendar = scene.state(tess);

    private Deletions of(long linked) {
        return new Deletions("run-1", calendar, () -> linked);
    }

    private Link linked(int number) {
        Details details = details("Job " + number);
        RemoteEvent event =
                new RemoteEvent(new EventId("e-" + number), new EventVersion("v1"), details, false, Optional.empty());
        return Link.creating(tess, new JobId("J-" + number), details).linkedTo(event, new Baseline(details, details));
    }

    private static Step step(Link known, Decision decision) {
        Work work = Work.sighted(known.job(), new Sighting.NoNews());
        return new Step(work, Optional.empty(), Optional.of(known), decision);
    }

    private Step inCalendar(int number) {
        Link link = linked(number);
        return step(link, new Decision.Delete(link, new EventId("e-" + number), new EventVersion("v1"), false));
    }

    private Step fromCalendar(int number) {
        Link link = linked(number);
        return step(link, removing(link));
    }

    private static Decision removing(Link link) {
        Details details = details("x");
        LinkState removed = new LinkState.Removed(new Baseline(details, details), NOW);
        return new Decision.Store(link.with(removed), Optional.empty(), false, Collections.emptySortedMap());
    }

    private List<Step> inCalendar(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::inCalendar).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "1, 0, false",
        "5, 0, false",
        "5, 5, false",
        "6, 0, true",
        "6, 6, true",
        "6, 25, true",
        "6, 29, true",
        "6, 30, false",
        "7, 34, true",
        "7, 35, false",
        "10, 50, false",
        "11, 50, true",
        "11, 54, true",
        "11, 55, false",
        "50, 250, false",
        "50, 249, true"
    })
    void R17_F12_five_deletions_or_a_fifth_of_what_is_linked_are_allowed_and_one_more_is_not(
            int deletions, long linked, boolean tooMany) {
        Optional<Review> review = of(linked).exceededBy(inCalendar(0, deletions), NOW);
        assertThat(review.isPresent()).isEqualTo(tooMany);
        review.ifPresent(found -> {
            assertThat(found.deletions()).isEqualTo(deletions);
            assertThat(found.linked()).isEqualTo(linked);
            assertThat(found.isOpen()).isTrue();
        });
    }

    @Test
    void R17_links_are_counted_only_where_it_matters() {
        Deletions deletions = new Deletions("run-1", calendar, () -> {
            throw new AssertionError("Nobody asked for it");
        });
        assertThat(deletions.exceededBy(inCalendar(0, 5), NOW)).isEmpty();
    }

    @Test
    void R17_F12_the_batches_of_one_run_are_added_up() {
        Deletions deletions = of(20);
        assertThat(deletions.exceededBy(inCalendar(0, 3), NOW)).isEmpty();
        assertThat(deletions.exceededBy(inCalendar(3, 5), NOW)).isEmpty();
        assertThat(deletions.exceededBy(inCalendar(5, 6), NOW))
                .map(Review::deletions)
                .contains(6L);
    }

    @ParameterizedTest
    @CsvSource({
        "6, 0, IN_CALENDAR",
        "4, 3, IN_CALENDAR",
        "3, 3, IN_CALENDAR",
        "2, 5, FROM_CALENDAR",
        "0, 6, FROM_CALENDAR"
    })
    void R17_F12_both_directions_count_together_and_the_larger_one_names_the_review(int there, int back, Kind kind) {
        List<Step> steps = new ArrayList<>(inCalendar(0, there));
        IntStream.range(100, 100 + back).mapToObj(this::fromCalendar).forEach(steps::add);
        assertThat(of(10).exceededBy(steps, NOW)).hasValueSatisfying(review -> {
            assertThat(review.kind()).isEqualTo(kind);
            assertThat(review.deletions()).isEqualTo(there + back);
            assertThat(review.id()).isEqualTo("run-1");
        });
    }

    @Test
    void R17_a_deletion_that_was_announced_before_does_not_count_again() {
        List<Step> announced = inCalendar(0, 9).stream().map(Step::announced).toList();
        assertThat(of(0).exceededBy(announced, NOW)).isEmpty();
    }

    @Test
    void R17_an_event_that_was_taken_as_deleted_before_does_not_count_again() {
        List<Step> known = IntStream.range(0, 9)
                .mapToObj(number -> {
                    Link removed = ((Decision.Store) removing(linked(number))).link();
                    return step(removed, removing(removed));
                })
                .toList();
        assertThat(of(0).exceededBy(known, NOW)).isEmpty();
    }

    @Test
    void R17_what_creates_changes_or_forgets_is_no_deletion() {
        List<Step> steps = IntStream.range(0, 9)
                .mapToObj(number -> step(linked(number), new Decision.Forget(linked(number))))
                .toList();
        assertThat(of(0).exceededBy(steps, NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void R17_what_somebody_decided_is_carried_out_without_asking_again(Answer answer) {
        Review open = of(0).exceededBy(inCalendar(0, 6), NOW).orElseThrow();
        Review decided = open.decided(answer, DANA, NOW);
        Deletions deletions = new Deletions("run-2", calendar.reviewed(Optional.of(decided)), () -> 6);
        assertThat(deletions.exceededBy(inCalendar(0, 6), NOW)).isEmpty();
        assertThat(deletions.answer()).contains(answer);
        assertThat(deletions.approved().isPresent()).isEqualTo(answer == Answer.APPROVED);
    }

    @Test
    void R17_a_review_that_nobody_answered_allows_nothing() {
        Review open = of(0).exceededBy(inCalendar(0, 6), NOW).orElseThrow();
        Deletions deletions = new Deletions("run-2", calendar.reviewed(Optional.of(open)), () -> 6);
        assertThat(deletions.answer()).isEmpty();
        assertThat(deletions.approved()).isEmpty();
        assertThat(deletions.exceededBy(inCalendar(0, 6), NOW)).isPresent();
    }

    @Test
    void R17_R08_a_calendar_that_is_left_for_another_is_emptied_without_asking() {
        Deletions deletions = new Deletions("run-1", calendar.in(Mode.LEAVING), () -> 6);
        assertThat(deletions.exceededBy(inCalendar(0, 6), NOW)).isEmpty();
    }

    @Test
    void R17_some_of_the_items_are_shown_as_they_were_last_seen_and_not_all_of_thousands() {
        Review review = of(100).exceededBy(inCalendar(0, 60), NOW).orElseThrow();
        assertThat(review.deletions()).isEqualTo(60);
        assertThat(review.examples()).hasSize(20);
        assertThat(review.examples().getFirst())
                .isEqualTo(new Review.Example(
                        new JobId("J-0"), "Job 0", details("Job 0").when()));
    }

    @Test
    void R17_whatever_state_a_link_is_in_it_says_what_the_event_looked_like() {
        Details sent = details("Sent");
        Details seen = details("Seen");
        RemoteEvent event = new RemoteEvent(new EventId("e"), new EventVersion("v1"), seen, false, Optional.empty());
        Baseline baseline = new Baseline(sent, seen);
        Map<LinkState, Details> looks = Map.of(
                new LinkState.Creating(sent), sent,
                new LinkState.Linked(event.id(), event.version(), baseline), seen,
                new LinkState.Deleting(event.id(), event.version(), baseline), seen,
                new LinkState.Removed(baseline, NOW), seen,
                new LinkState.EditedAndDeleted(baseline, NOW), seen,
                new LinkState.CancelledAndEdited(event, new Baseline(sent, sent), NOW), seen,
                new LinkState.Kept(Optional.of(event), sent, NOW), sent);
        looks.forEach((state, look) ->
                assertThat(Deletions.lastLook(linked(1).with(state))).contains(look));
    }
}
