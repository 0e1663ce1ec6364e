package io.syncline.calendar;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What is to happen next with one job in one calendar: a value that can be printed, tested and shown before it is
 * done.
 */
sealed interface Decision {

    /** The link that says what is about to be done, where that is to be stored first. */
    default Optional<Link> announcement() {
        return switch (this) {
            case Create create -> create.announced() ? Optional.empty() : Optional.of(create.link());
            case Delete delete -> delete.announced() ? Optional.empty() : Optional.of(delete.link());
            case Update update -> update.announced() ? Optional.empty() : Optional.of(update.awaiting());
            case Leave _, LookUp _, Forget _, Store _ -> Optional.empty();
        };
    }

    /** This decision once its announcement is stored. */
    default Decision announcedDecision() {
        return switch (this) {
            case Create create -> new Create(create.link().stored(), create.details(), true);
            case Delete delete -> new Delete(delete.link().stored(), delete.event(), delete.version(), true);
            case Update update -> update.afterAnnouncement();
            case Leave _, LookUp _, Forget _, Store _ -> this;
        };
    }

    /** Whether an event is to be deleted that nothing has been said of yet: it counts against the budget (R17). */
    default boolean deletes() {
        return this instanceof Delete(Link _, EventId _, EventVersion _, boolean announced) && !announced;
    }

    /** Whether a job is to be marked as removed from the calendar: it counts against the budget (R17). */
    default boolean takesAsDeleted() {
        return this instanceof Store store && store.link().state() instanceof LinkState.Removed;
    }

    /** Nothing, but for taking the note away. */
    record Leave() implements Decision {}

    /**
     * Create the event.
     *
     * @param link says so, and is stored before it is tried, so that a lost answer can be found (R10)
     * @param announced whether it is stored already
     */
    record Create(Link link, Details details, boolean announced) implements Decision {}

    /** It is not known whether the event exists: look it up before anything else. */
    record LookUp(Link link) implements Decision {}

    /**
     * Delete the event and forget the link.
     *
     * @param link says so, and is stored before it is tried, so that a lost answer is not taken for an owner's deletion
     * @param announced whether it is stored already
     */
    record Delete(Link link, EventId event, EventVersion version, boolean announced) implements Decision {}

    /** Nothing stands in the calendar and nothing shall: forget the link. */
    record Forget(Link link) implements Decision {}

    /**
     * Store the link and, where the calendar changed it, the job.
     *
     * @param more whether something is left to decide once that is stored
     * @param verdicts what was found of each aspect that changed
     */
    record Store(Link link, Optional<Job> job, boolean more, SortedMap<Aspect, Merge.Verdict> verdicts)
            implements Decision {}

    /**
     * Write the event, then store the link.
     *
     * @param known the link as it is stored, with its disputes
     * @param written the link as it is once the event is written; its baseline takes the provider's form
     * @param unwritten the link as it is where the provider refuses
     * @param from the event as it stands
     * @param verdicts what was found of each aspect that changed
     * @param announced whether it is stored that the event is about to be written
     */
    record Update(
            Link known,
            Link written,
            Link unwritten,
            RemoteEvent from,
            Details to,
            SortedMap<Aspect, Merge.Verdict> verdicts,
            boolean announced)
            implements Decision {

        /** Stored before it is tried, so that a lost answer is not taken for an owner's edit (R12). */
        Link awaiting() {
            return unwritten.with(known.disputes()).with(known.writes().awaiting(sent()));
        }

        /** What was agreed on, with what is about to be written; what is left as it was found is not ours. */
        private Details sent() {
            Details agreed = ((LinkState.Linked) unwritten.state()).baseline().calendar();
            for (Aspect aspect : Details.aspects(from.details(), to)) {
                if (!to.agreesOn(aspect, from.details())) {
                    agreed = agreed.with(aspect, to);
                }
            }
            return agreed;
        }

        private Update afterAnnouncement() {
            return announced
                    ? this
                    : new Update(awaiting().stored(), written.stored(), unwritten.stored(), from, to, verdicts, true);
        }
    }
}
