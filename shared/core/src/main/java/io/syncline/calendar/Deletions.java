package io.syncline.calendar;

import io.syncline.calendar.Review.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How much a run may delete, or take as deleted, before somebody has looked at it: 5 events or a fifth of those that
 * are linked in the calendar, whichever is more (R17, F12).
 */
final class Deletions {

    static final int ALWAYS_ALLOWED = 5;
    static final double SHARE = 0.2;
    static final int MOST_EXAMPLES = 20;

    private final String run;
    private final SyncedCalendar calendar;
    private final LongSupplier linked;
    private final List<Review.Example> examples = new ArrayList<>();
    /** By job: one that is decided again, because somebody else was faster, counts once. */
    private final Set<JobId> inCalendar = new HashSet<>();

    private final Set<JobId> fromCalendar = new HashSet<>();

    /**
     * The budget of one run.
     *
     * @param run names the review that it may end with
     * @param linked counts the events that are linked in the calendar; asked only where it matters
     */
    Deletions(String run, SyncedCalendar calendar, LongSupplier linked) {
        this.run = run;
        this.calendar = calendar;
        this.linked = linked;
    }

    /** What somebody decided about this calendar's deletions, if that is still to be carried out. */
    Optional<Answer> answer() {
        return calendar.review().flatMap(Review::decision).map(Review.Decided::answer);
    }

    /** The review under which deletions are carried out. */
    Optional<Review> approved() {
        return calendar.review()
                .filter(review -> answer().filter(Answer.APPROVED::equals).isPresent());
    }

    /** Takes note of what is about to be done; a review where that is more than a run may do by itself. */
    Optional<Review> exceededBy(List<Step> steps, Instant now) {
        if (answer().isPresent() || calendar.mode() == SyncedCalendar.Mode.LEAVING) {
            return Optional.empty();
        }
        for (Step step : steps) {
            boolean isNew = (step.decision().deletes() && inCalendar.add(step.id()))
                    || (step.decision().takesAsDeleted() && !wasRemoved(step) && fromCalendar.add(step.id()));
            if (isNew) {
                remember(step);
            }
        }
        return review(now);
    }

    private static boolean wasRemoved(Step step) {
        return step.known()
                .filter(link -> link.state() instanceof LinkState.Removed)
                .isPresent();
    }

    private void remember(Step step) {
        if (examples.size() < MOST_EXAMPLES) {
            step.known()
                    .flatMap(Deletions::lastLook)
                    .ifPresent(details -> examples.add(new Review.Example(step.id(), details.title(), details.when())));
        }
    }

    /** The event as it was last seen. */
    static Optional<Details> lastLook(Link link) {
        return switch (link.state()) {
            case LinkState.Creating creating -> Optional.of(creating.sent());
            case LinkState.Linked linked -> Optional.of(linked.baseline().calendar());
            case LinkState.Deleting deleting -> Optional.of(deleting.baseline().calendar());
            case LinkState.Removed removed -> Optional.of(removed.baseline().calendar());
            case LinkState.EditedAndDeleted deleted ->
                Optional.of(deleted.baseline().calendar());
            case LinkState.CancelledAndEdited edited ->
                Optional.of(edited.edited().details());
            case LinkState.Kept kept -> Optional.of(kept.sent());
        };
    }

    private Optional<Review> review(Instant now) {
        int deletions = inCalendar.size() + fromCalendar.size();
        if (deletions <= ALWAYS_ALLOWED) {
            return Optional.empty();
        }
        long all = linked.getAsLong();
        if (deletions <= all * SHARE) {
            return Optional.empty();
        }
        Review.Kind kind =
                inCalendar.size() >= fromCalendar.size() ? Review.Kind.IN_CALENDAR : Review.Kind.FROM_CALENDAR;
        return Optional.of(new Review(run, kind, now, deletions, all, examples, Optional.empty()));
    }
}
