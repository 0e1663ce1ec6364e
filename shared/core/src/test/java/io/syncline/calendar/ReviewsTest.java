package io.syncline.calendar;

import static io.syncline.calendar.DeciderScene.COLLEAGUE;
import static io.syncline.calendar.DeciderScene.DISPATCHER;
import static io.syncline.calendar.DeciderScene.OWNER;
import static io.syncline.calendar.DeciderScene.STRANGER;
import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.calendar.DecideReview.Decision;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.ReviewReport.State;
import io.syncline.calendar.UndoReview.Undoing;
import io.syncline.identity.Caller;
import io.syncline.identity.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deletions that wait for somebody: approved, refused, undone, and asked for twice or by the wrong person. */
class ReviewsTest {

    private static final int JOBS = 20;
    private static final int GONE = 12;

    private final DeciderScene scene = new DeciderScene();
    private final CalendarRef tess = scene.tess;

    private void jobs() {
        IntStream.range(0, JOBS).forEach(i -> scene.sync.put("J-" + i, details("Job " + i), TESS));
        scene.sync.settle(tess);
    }

    private ReviewReport manyEventsVanish() {
        jobs();
        scene.sync.provider.events(tess).stream()
                .limit(GONE)
                .forEach(event -> scene.sync.provider.userDeletes(tess, event.id()));
        scene.sync.requestSync.runNow(ORG, tess);
        scene.sync.run(tess);
        return onlyReview();
    }

    private ReviewReport manyJobsAreCancelled() {
        jobs();
        IntStream.range(0, GONE).forEach(i -> scene.sync.cancelJob.run(ORG, new JobId("J-" + i)));
        scene.sync.run(tess);
        return onlyReview();
    }

    private ReviewReport onlyReview() {
        List<ReviewReport> reviews = scene.listReviews.run(DISPATCHER);
        assertThat(reviews).hasSize(1);
        return reviews.getFirst();
    }

    private int events() {
        return scene.sync.provider.events(tess).size();
    }

    private Decision decide(ReviewReport review, Answer answer) {
        Decision decision = scene.decideReview.run(DISPATCHER, review.id(), answer);
        scene.sync.settle(tess);
        return decision;
    }

    @Test
    void R17_S15_the_calendar_waits_and_says_what_for() {
        ReviewReport review = manyEventsVanish();
        assertThat(review.state()).isEqualTo(State.OPEN);
        assertThat(review.review().kind()).isEqualTo(Review.Kind.FROM_CALENDAR);
        assertThat(review.review().linked()).isEqualTo(JOBS);
        assertThat(review.review().examples()).isNotEmpty();
        ReportSync.Report report = scene.reportSync.run(OWNER).getFirst();
        assertThat(report.standing()).isEqualTo(ReportSync.Standing.PAUSED);
        assertThat(report.remedy().kind()).isEqualTo(Remedy.Kind.REVIEW);
        assertThat(report.remedy().subject()).contains(review.id().text());
        assertThat(report.review()).contains(review.id());
    }

    @Test
    void R17_S15_approving_takes_the_vanished_events_as_deleted() {
        assertThat(decide(manyEventsVanish(), Answer.APPROVED)).isInstanceOf(Decision.Decided.class);
        assertThat(events()).isEqualTo(JOBS - GONE);
        assertThat(onlyReview().state()).isEqualTo(State.APPROVED);
        assertThat(scene.reportSync.run(OWNER).getFirst().standing()).isEqualTo(ReportSync.Standing.IN_STEP);
    }

    @Test
    void R17_S15_refusing_writes_the_vanished_events_again() {
        decide(manyEventsVanish(), Answer.REFUSED);
        assertThat(events()).isEqualTo(JOBS);
        assertThat(onlyReview().state()).isEqualTo(State.REFUSED);
    }

    @Test
    void R17_S15_undoing_brings_back_what_vanished() {
        ReviewReport review = manyEventsVanish();
        decide(review, Answer.APPROVED);
        assertThat(scene.undoReview.run(DISPATCHER, review.id()))
                .isInstanceOfSatisfying(
                        Undoing.Undone.class,
                        undone -> assertThat(undone.restored()).isEqualTo(GONE));
        scene.sync.settle(tess);
        assertThat(events()).isEqualTo(JOBS);
        assertThat(onlyReview().state()).isEqualTo(State.UNDONE);
    }

    @Test
    void R17_S15_undoing_brings_back_what_was_deleted_in_the_calendar() {
        ReviewReport review = manyJobsAreCancelled();
        decide(review, Answer.APPROVED);
        assertThat(events()).isEqualTo(JOBS - GONE);
        scene.undoReview.run(DISPATCHER, review.id());
        scene.sync.settle(tess);
        assertThat(events()).isEqualTo(JOBS);
        assertThat(scene.sync.job("J-0").cancelled()).isTrue();
    }

    @Test
    void R17_undoing_leaves_alone_what_came_back_meanwhile() {
        ReviewReport review = manyJobsAreCancelled();
        decide(review, Answer.APPROVED);
        scene.sync.put("J-0", details("Job 0, after all"), TESS);
        scene.sync.settle(tess);
        assertThat(scene.undoReview.run(DISPATCHER, review.id()))
                .isInstanceOfSatisfying(
                        Undoing.Undone.class,
                        undone -> assertThat(undone.restored()).isEqualTo(GONE - 1));
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.events(tess).stream()
                        .filter(event -> event.details().title().startsWith("Job 0")))
                .singleElement()
                .satisfies(event -> assertThat(event.details().title()).isEqualTo("Job 0, after all"));
    }

    @Test
    void R17_undoing_twice_changes_nothing() {
        ReviewReport review = manyEventsVanish();
        decide(review, Answer.APPROVED);
        scene.undoReview.run(DISPATCHER, review.id());
        scene.sync.settle(tess);
        int writes = scene.sync.provider.writes();
        assertThat(scene.undoReview.run(DISPATCHER, review.id()))
                .isInstanceOfSatisfying(
                        Undoing.Undone.class,
                        undone -> assertThat(undone.restored()).isZero());
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.writes()).isEqualTo(writes);
    }

    @Test
    void R17_what_was_refused_or_is_older_than_thirty_days_cannot_be_undone() {
        ReviewReport review = manyEventsVanish();
        decide(review, Answer.REFUSED);
        assertThat(scene.undoReview.run(DISPATCHER, review.id())).isInstanceOf(Undoing.Impossible.class);
        scene.sync.pass(Duration.ofDays(31));
        assertThat(scene.undoReview.run(DISPATCHER, review.id())).isInstanceOf(Undoing.NotFound.class);
    }

    @Test
    void R17_deletions_that_are_still_being_carried_out_cannot_be_undone_yet() {
        ReviewReport review = manyEventsVanish();
        scene.decideReview.run(DISPATCHER, review.id(), Answer.APPROVED);
        assertThat(scene.undoReview.run(DISPATCHER, review.id())).isInstanceOf(Undoing.Impossible.class);
    }

    @Test
    void R17_the_same_answer_again_changes_nothing_and_another_one_comes_too_late() {
        ReviewReport review = manyEventsVanish();
        decide(review, Answer.APPROVED);
        assertThat(decide(review, Answer.APPROVED)).isInstanceOf(Decision.Decided.class);
        assertThat(decide(review, Answer.REFUSED)).isInstanceOf(Decision.Closed.class);
        assertThat(events()).isEqualTo(JOBS - GONE);
        assertThat(scene.sync.registry.trail().count(ORG, Action.REVIEW_DECIDED))
                .isEqualTo(1);
    }

    @Test
    void R17_of_two_who_decide_at_the_same_time_the_first_is_heard_and_on_record() {
        ReviewReport review = manyEventsVanish();
        AtomicReference<Decision> second = new AtomicReference<>();
        SyncedCalendars slow = new SlowCalendars(
                scene.sync.calendars, () -> second.set(scene.decideReview.run(OWNER, review.id(), Answer.REFUSED)));
        DecideReview late = new DecideReview(
                scene.findCalendar, slow, scene.sync.reviews, scene.trail, scene.sync.requestSync, scene.sync.clock);
        assertThat(late.run(DISPATCHER, review.id(), Answer.APPROVED)).isInstanceOf(Decision.Closed.class);
        assertThat(second.get()).isInstanceOf(Decision.Decided.class);
        scene.sync.settle(tess);
        assertThat(onlyReview().state()).isEqualTo(State.REFUSED);
        assertThat(onlyReview().review().decision().orElseThrow().by()).isEqualTo(TESS);
        assertThat(events()).isEqualTo(JOBS);
    }

    @Test
    void R17_a_colleague_and_a_stranger_find_no_such_review() {
        ReviewReport review = manyEventsVanish();
        assertThat(scene.decideReview.run(COLLEAGUE, review.id(), Answer.APPROVED))
                .isInstanceOf(Decision.NotFound.class);
        assertThat(scene.decideReview.run(STRANGER, review.id(), Answer.APPROVED))
                .isInstanceOf(Decision.NotFound.class);
        assertThat(scene.undoReview.run(COLLEAGUE, review.id())).isInstanceOf(Undoing.NotFound.class);
        assertThat(scene.listReviews.run(COLLEAGUE)).isEmpty();
        assertThat(onlyReview().state()).isEqualTo(State.OPEN);
    }

    @Test
    void R16_the_first_sync_is_counted_before_it_is_done() {
        CalendarRef dana = scene.sync.connectAnew(DANA);
        scene.sync.put("J-1", details("Replace boiler"), DANA);
        scene.sync.settle(dana);
        Plan plan = scene.reportSync
                .run(new Caller(ORG, DANA, "Dana", Set.of(Role.DISPATCHER)))
                .getFirst()
                .calendar()
                .plan()
                .orElseThrow();
        assertThat(plan.creates()).isEqualTo(1);
        assertThat(plan.deletes()).isZero();
    }
}
