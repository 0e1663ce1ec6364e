package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.Reviews.Deleted;
import io.syncline.calendar.Reviews.Settled;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Reviews} does; what was deleted under one is added by commits. */
public abstract class ReviewsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef WORK_IN_SMALL = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work@x"));

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Reviews reviews();

    protected abstract CalendarItems items();

    @Test
    void R17_a_review_that_was_decided_is_found_again() {
        Reviews reviews = reviews();
        Settled settled = settled("review-1", Answer.APPROVED);
        reviews.save(ACME, settled);
        assertThat(reviews.find(ACME, WORK, "review-1")).contains(settled);
        assertThat(reviews.find(ACME, WORK, "review-2")).isEmpty();
        assertThat(reviews.find(ACME, WORK_IN_SMALL, "review-1")).isEmpty();
        assertThat(reviews.find(OTHER, WORK, "review-1")).isEmpty();
    }

    @Test
    void R17_a_review_that_was_undone_says_when() {
        Reviews reviews = reviews();
        Settled settled = settled("review-1", Answer.APPROVED);
        reviews.save(ACME, settled);
        clock.goOn(Duration.ofDays(2));
        Settled undone = new Settled(settled.calendar(), settled.review(), Optional.of(clock.instant()));
        reviews.save(ACME, undone);
        assertThat(reviews.find(ACME, WORK, "review-1")).contains(undone);
        assertThat(reviews.list(ACME, WORK)).containsExactly(undone);
    }

    @Test
    void R17_the_reviews_of_a_calendar_come_the_latest_first_for_30_days() {
        Reviews reviews = reviews();
        List<Settled> all = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            Settled settled = settled("review-" + (7 * number) % 4, number % 2 == 0 ? Answer.APPROVED : Answer.REFUSED);
            reviews.save(ACME, settled);
            all.add(settled);
            clock.goOn(Duration.ofDays(5));
        }
        assertThat(reviews.list(ACME, WORK)).isEqualTo(all.reversed());
        assertThat(reviews.list(ACME, WORK_IN_SMALL)).isEmpty();
        assertThat(reviews.list(OTHER, WORK)).isEmpty();
        clock.goOn(Duration.ofDays(11));
        assertThat(reviews.list(ACME, WORK)).isEqualTo(all.reversed().subList(0, 3));
    }

    @Test
    void R17_what_was_deleted_under_a_review_is_found_page_by_page() {
        CalendarItems items = items();
        Details series = details("Series")
                .at(new When.Repeating(details("").when().first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU")))
                .with(LocalDate.parse("2026-12-01"), Optional.of(new Occurrence.Cancelled()));
        List<Deleted> all = IntStream.range(0, 60)
                .mapToObj(number ->
                        new Deleted(new JobId("job-" + (10 + number)), number == 0 ? series : details("Job " + number)))
                .toList();
        for (int from = 0; from < 60; from += 20) {
            items.commit(
                    ACME,
                    WORK,
                    all.subList(from, from + 20).stream()
                            .map(deleted -> remembering("review-1", deleted))
                            .toList());
        }
        items.commit(ACME, WORK, List.of(remembering("review-10", new Deleted(new JobId("other"), series))));
        assertThat(deleted("review-1")).isEqualTo(all);
        assertThat(deleted("review-2")).isEmpty();
        assertThat(reviews().deleted(ACME, WORK_IN_SMALL, "review-1", Optional.empty()))
                .isEmpty();
        assertThat(reviews().deleted(OTHER, WORK, "review-1", Optional.empty())).isEmpty();
    }

    @Test
    void R17_remembering_the_same_again_changes_nothing_and_none_of_it_waits() {
        CalendarItems items = items();
        Commit once = remembering("review-1", new Deleted(new JobId("job-1"), details("Boiler")));
        items.commit(ACME, WORK, List.of(once));
        items.commit(ACME, WORK, List.of(once));
        assertThat(deleted("review-1")).hasSize(1);
        assertThat(items.countWaiting(ACME, WORK)).isZero();
        assertThat(items.countLinks(ACME, WORK)).isZero();
    }

    private List<Deleted> deleted(String review) {
        List<Deleted> all = new ArrayList<>();
        Optional<JobId> after = Optional.empty();
        while (true) {
            List<Deleted> page = reviews().deleted(ACME, WORK, review, after);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = Optional.of(page.getLast().job());
        }
    }

    private static Commit remembering(String review, Deleted deleted) {
        return new Commit(deleted.job().value(), List.of(new RowChange.RememberDeleted(review, deleted)));
    }

    private Settled settled(String id, Answer answer) {
        List<Review.Example> examples = List.of(
                new Review.Example(new JobId("job-1"), "Boiler", details("").when()));
        Review review = new Review(id, Review.Kind.IN_CALENDAR, clock.instant(), 12, 40, examples, Optional.empty());
        Review decided = review.decided(answer, new UserId("dana"), clock.instant());
        return new Settled(WORK, decided, Optional.empty());
    }

    private static Details details(String title) {
        When when = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        return new Details(title, "A line", "", when, Availability.FREE, Status.TENTATIVE);
    }
}
