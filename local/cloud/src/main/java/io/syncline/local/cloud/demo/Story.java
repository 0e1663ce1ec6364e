package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import java.util.EnumSet;
import java.util.Set;

/**
 * What people do to one order after the first sync, and so how both sides have to look in the end. It knows nothing
 * of the engine that is to bring it about.
 *
 * @param crmEdit the job as the dispatcher leaves it; the order's details where nobody touches it
 * @param calendarEdit the event as its owner leaves it; the order's details where nobody touches it
 * @param ending what becomes of it as a whole
 */
record Story(Order order, Details crmEdit, Details calendarEdit, Ending ending) {

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
        return new Story(order, order.details(), order.details(), Ending.STANDS);
    }

    Story editedInCrm(Details edited) {
        return new Story(order, edited, calendarEdit, ending);
    }

    Story editedInCalendar(Details edited) {
        return new Story(order, crmEdit, edited, ending);
    }

    Story ending(Ending other) {
        return new Story(order, crmEdit, calendarEdit, other);
    }

    /** The story where the dispatcher's edit came after the owner's had arrived: the later edit stands. */
    Story crmHadTheLastWord(Set<Field> fields) {
        Details superseded = calendarEdit;
        for (Field field : fields) {
            superseded = superseded.with(field, crmEdit);
        }
        return new Story(order, crmEdit, superseded, ending);
    }

    Set<Field> crmFields() {
        return changes(crmEdit);
    }

    Set<Field> calendarFields() {
        return changes(calendarEdit);
    }

    /** Fields that both people changed to different values: an open conflict is right for these and no others (R04). */
    Set<Field> disputed() {
        Set<Field> both = crmFields();
        both.retainAll(calendarFields());
        both.removeIf(field -> crmEdit.agreesOn(field, calendarEdit));
        return both;
    }

    /** The job in the end: disputed fields are as the dispatcher left them. */
    Details finalJob() {
        return merged(crmEdit, calendarEdit, calendarFields());
    }

    /** The event in the end: disputed fields are as its owner left them. */
    Details finalEvent() {
        return merged(calendarEdit, crmEdit, crmFields());
    }

    private Details merged(Details own, Details other, Set<Field> othersFields) {
        Details merged = own;
        for (Field field : othersFields) {
            if (!disputed().contains(field)) {
                merged = merged.with(field, other);
            }
        }
        return merged;
    }

    private Set<Field> changes(Details edited) {
        Set<Field> fields = EnumSet.allOf(Field.class);
        fields.removeIf(field -> edited.agreesOn(field, order.details()));
        return fields;
    }
}
