package io.syncline.calendar;

import java.util.Optional;

/**
 * A job in a round, with what was stored of it when the round began and what was decided.
 *
 * @param told the link that the CRM and the history know of by now
 */
record Step(Work work, Optional<Job> job, Optional<Link> known, Optional<Link> told, Decision decision) {

    Step(Work work, Optional<Job> job, Optional<Link> known, Decision decision) {
        this(work, job, known, known, decision);
    }

    /** This step once what is about to be done is stored. */
    Step announced() {
        Optional<Link> stored = decision.announcement().map(Link::stored);
        return new Step(work, job, known, stored.or(() -> told), decision.announcedDecision());
    }

    JobId id() {
        return work.job();
    }

    /** How many conflicts a link to be stored has more than the stored one. */
    int newConflicts(Link next) {
        return Math.max(0, next.conflicts() - told.map(Link::conflicts).orElse(0));
    }
}
