package io.syncline.aws.dynamo;

import io.syncline.calendar.Baseline;
import io.syncline.calendar.Details;
import java.util.ArrayList;
import java.util.List;

/**
 * The details that an item names, each different one once.
 *
 * <p>A link with disputes names the same details again and again, and an item has at most 400 KB: so each stands once
 * in {@code details}, and its place in that list everywhere else.
 */
final class DetailsPool {

    private final List<Details> details;

    private DetailsPool(List<Details> details) {
        this.details = details;
    }

    /** To be filled while an item is written. */
    static DetailsPool empty() {
        return new DetailsPool(new ArrayList<>());
    }

    /** The pool of an item that was read. */
    static DetailsPool of(Item item) {
        return new DetailsPool(
                item.parts("details").stream().map(DetailsForm::readDetails).toList());
    }

    /** Puts the pool into an item, once all is placed. */
    Item into(Item item) {
        return item.putParts("details", details.stream().map(DetailsForm::write).toList());
    }

    /** The place of these details. */
    long place(Details one) {
        if (!details.contains(one)) {
            details.add(one);
        }
        return details.indexOf(one);
    }

    /** The details whose place stands there. */
    Details at(Item item, String name) {
        long place = item.number(name);
        if (place < 0 || place >= details.size()) {
            throw new UnreadableItem("A stored item has a wrong place in '" + name + "'");
        }
        return details.get((int) place);
    }

    Item place(Baseline baseline) {
        return Item.part().put("crm", place(baseline.crm())).put("calendar", place(baseline.calendar()));
    }

    Baseline baselineOf(Item item) {
        Item part = item.part("baseline");
        return new Baseline(at(part, "crm"), at(part, "calendar"));
    }
}
