package io.syncline.aws.audit;

import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail.Stored;
import io.syncline.audit.Deed;
import io.syncline.audit.Entry;
import io.syncline.audit.Hash;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Entries and notes as items.
 *
 * <p>Reading never fails: what somebody broke has to show as a changed entry, and must not keep the others from being
 * read.
 */
final class EntryForm {

    private static final Hash NO_HASH = new Hash("f".repeat(64));
    private static final Deed UNREADABLE = new Deed(Actor.STRANGER, "unreadable", "", "unreadable", "");

    private EntryForm() {}

    static Item write(Entry entry) {
        return write(entry.at(), entry.deed())
                .put("organisation", entry.organisation().value())
                .put("sequence", entry.sequence())
                .put("number", entry.sequence())
                .put("previous", entry.previous().bytes())
                .put("hash", entry.hash().bytes());
    }

    /** What entries and notes have in common. */
    static Item write(Instant at, Deed deed) {
        return Item.whole()
                .put("at", at.toEpochMilli())
                .put("actor", deed.actor().value())
                .put("action", deed.action())
                .put("subject", deed.subject())
                .put("outcome", deed.outcome())
                .put("detail", deed.detail());
    }

    static Stored read(OrganisationId organisation, Map<String, AttributeValue> stored) {
        Item item = Item.partOf(stored);
        long place = item.number("sequence");
        return new Stored(place, entry(organisation, place, item));
    }

    private static Entry entry(OrganisationId organisation, long place, Item item) {
        try {
            return new Entry(
                    organisation,
                    item.number("number"),
                    at(item),
                    exactDeed(item),
                    Hash.of32(item.bytes("previous")),
                    Hash.of32(item.bytes("hash")));
        } catch (UnreadableItem | IllegalArgumentException broken) {
            return new Entry(organisation, place, Instant.EPOCH, UNREADABLE, NO_HASH, NO_HASH);
        }
    }

    /** When a note was made. */
    static Instant at(Item item) {
        return Instant.ofEpochMilli(item.number("at"));
    }

    /** The deed of a note; of one that somebody broke, that it was broken. */
    static Deed deed(Item item) {
        try {
            return exactDeed(item);
        } catch (UnreadableItem | IllegalArgumentException broken) {
            return UNREADABLE;
        }
    }

    /** A deed cuts what is too long for it: a row that was lengthened must not pass for the one that was written. */
    private static Deed exactDeed(Item item) {
        Deed deed = new Deed(
                new Actor(item.text("actor")),
                item.text("action"),
                item.text("subject"),
                item.text("outcome"),
                item.text("detail"));
        if (!deed.subject().equals(item.text("subject")) || !deed.detail().equals(item.text("detail"))) {
            throw new UnreadableItem("A stored entry was lengthened");
        }
        return deed;
    }
}
