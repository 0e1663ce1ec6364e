package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.calendar.Review.Answer;
import io.syncline.connection.Connection;
import io.syncline.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Approves or refuses deletions that a calendar waits with (R16, R17). The same answer again changes nothing. */
public final class DecideReview {

    private final FindCalendar findCalendar;
    private final SyncedCalendars calendars;
    private final Reviews reviews;
    private final AuditTrail trail;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public DecideReview(
            FindCalendar findCalendar,
            SyncedCalendars calendars,
            Reviews reviews,
            AuditTrail trail,
            RequestSync requestSync,
            InstantSource clock) {
        this.findCalendar = findCalendar;
        this.calendars = calendars;
        this.reviews = reviews;
        this.trail = trail;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How deciding can end. */
    public sealed interface Decision {

        record Decided(ReviewReport review) implements Decision {}

        /** There is no such review, or it is of a calendar that is not the caller's business. */
        record NotFound() implements Decision {}

        /** It was decided otherwise before. */
        record Closed(ReviewReport review) implements Decision {}
    }

    /** Decides; the calendar goes on at once. */
    public Decision run(Caller caller, ReviewId id, Answer answer) {
        return findCalendar
                .run(caller, id.calendar().connection())
                .map(connection -> decide(caller, connection, id, answer))
                .orElseGet(Decision.NotFound::new);
    }

    private Decision decide(Caller caller, Connection connection, ReviewId id, Answer answer) {
        Optional<SyncedCalendar> calendar = calendars.find(caller.organisation(), id.calendar());
        Optional<Review> review =
                calendar.flatMap(SyncedCalendar::review).filter(one -> one.id().equals(id.review()));
        if (review.isEmpty()) {
            return reviews.find(caller.organisation(), id.calendar(), id.review())
                    .map(settled -> answered(connection, settled, answer))
                    .orElseGet(Decision.NotFound::new);
        }
        return review.get().isOpen()
                ? decideOpen(caller, connection, id, review.get(), answer)
                : answered(connection, kept(caller, id, review.get()), answer);
    }

    /**
     * It is on record before the run may begin: what is deleted can be undone from then on. Where somebody else decided
     * at the same time, theirs stands, and is put on record instead.
     */
    private Decision decideOpen(Caller caller, Connection connection, ReviewId id, Review review, Answer answer) {
        Instant now = clock.instant();
        trail.note(caller.organisation(), deed(caller, connection, review, answer));
        Reviews.Settled settled =
                new Reviews.Settled(id.calendar(), review.decided(answer, caller.user(), now), Optional.empty());
        reviews.save(caller.organisation(), settled);
        if (!calendars.decide(caller.organisation(), id.calendar(), id.review(), answer, caller.user(), now)) {
            return decide(caller, connection, id, answer);
        }
        requestSync.runNow(caller.organisation(), id.calendar());
        return new Decision.Decided(ReviewReport.of(connection, settled));
    }

    private static Deed deed(Caller caller, Connection connection, Review review, Answer answer) {
        String detail = answer.name().toLowerCase(Locale.ROOT) + ": " + review.deletions() + " of " + review.linked()
                + " events";
        return Deed.done(Actor.of(caller), Action.REVIEW_DECIDED, connection.subject(), detail);
    }

    private Reviews.Settled kept(Caller caller, ReviewId id, Review decided) {
        Reviews.Settled settled = reviews.find(caller.organisation(), id.calendar(), id.review())
                .filter(known -> known.review().equals(decided))
                .orElseGet(() -> new Reviews.Settled(id.calendar(), decided, Optional.empty()));
        reviews.save(caller.organisation(), settled);
        return settled;
    }

    private static Decision answered(Connection connection, Reviews.Settled settled, Answer answer) {
        ReviewReport report = ReviewReport.of(connection, settled);
        boolean same = settled.review()
                .decision()
                .filter(decided -> decided.answer() == answer)
                .isPresent();
        return same ? new Decision.Decided(report) : new Decision.Closed(report);
    }
}
