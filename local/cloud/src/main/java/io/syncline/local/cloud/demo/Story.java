package io.syncline.local.cloud.demo;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What people do to one order after the first sync, and so how both sides have to look in the end. It knows nothing
 * of the engine that is to bring it about.
 *
 * @param crmEdit the job as the dispatcher leaves it; the order's details where nobody touches it
 * @param calendarEdit the event as its owner leaves it; the order's details where nobody touches it
 * @param ending what becomes of it as a whole
 * @param continuation the order that its owner splits off with "this and following", if they do (R21)
 */
record Story(Order order, Details crmEdit, Details calendarEdit, Ending ending, Optional<Order> continuation) {

    /** What becomes of an order. */
    enum Ending {
        /** It stands in the calendar. */
        STANDS,
        /** The dispatcher cancels it. */
        CANCELLED,
        /** Its owner deletes the event: the job stays and says so (R07). */
        TAKEN_OUT,
        /** Its owner edits the event while the dispatcher cancels the job: somebody has to decide (R06). */
        CANCELLED_WHILE_EDITED
    }

    static Story untouched(Order order) {
        return new Story(order, order.details(), order.details(), Ending.STANDS, Optional.empty());
    }

    Story editedInCrm(Details edited) {
        return new Story(order, edited, calendarEdit, ending, continuation);
    }

    Story editedInCalendar(Details edited) {
        return new Story(order, crmEdit, edited, ending, continuation);
    }

    Story ending(Ending other) {
        return new Story(order, crmEdit, calendarEdit, other, continuation);
    }

    /** The story where the owner ends the series and goes on with another one, which becomes an order of its own. */
    Story continuedAs(Order following) {
        return new Story(order, crmEdit, calendarEdit, ending, Optional.of(following));
    }

    /** The story where the dispatcher's edit came after the owner's had arrived: the later edit stands. */
    Story crmHadTheLastWord(Set<Aspect> aspects) {
        Details superseded = calendarEdit;
        for (Aspect aspect : aspects) {
            superseded = superseded.with(aspect, crmEdit);
        }
        return editedInCalendar(superseded);
    }

    Set<Aspect> crmAspects() {
        return changes(crmEdit);
    }

    Set<Aspect> calendarAspects() {
        return changes(calendarEdit);
    }

    /** What both people changed to different values: an open conflict is right for it and for nothing else (R04). */
    Set<Aspect> disputed() {
        Set<Aspect> both = changes(crmEdit);
        both.retainAll(calendarAspects());
        both.removeIf(aspect -> crmEdit.agreesOn(aspect, calendarEdit));
        return both;
    }

    /** The job in the end: what is disputed is as the dispatcher left it. */
    Details finalJob() {
        return merged(crmEdit, calendarEdit, calendarAspects());
    }

    /** The event in the end: what is disputed is as its owner left it. */
    Details finalEvent() {
        return merged(calendarEdit, crmEdit, crmAspects());
    }

    private Details merged(Details own, Details other, Set<Aspect> others) {
        Details merged = own;
        for (Aspect aspect : others) {
            if (!disputed().contains(aspect)) {
                merged = merged.with(aspect, other);
            }
        }
        return merged.pruned();
    }

    private SortedSet<Aspect> changes(Details edited) {
        SortedSet<Aspect> aspects = new TreeSet<>();
        for (Field field : Field.values()) {
            aspects.add(new Aspect.OfField(field));
        }
        for (LocalDate date : order.details().exceptions().keySet()) {
            aspects.add(new Aspect.OfOccurrence(date));
        }
        edited.exceptions().keySet().forEach(date -> aspects.add(new Aspect.OfOccurrence(date)));
        aspects.removeIf(aspect -> edited.agreesOn(aspect, order.details()));
        return aspects;
    }
}
