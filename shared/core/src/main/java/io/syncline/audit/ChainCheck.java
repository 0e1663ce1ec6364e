package io.syncline.audit;

import io.syncline.audit.AuditTrail.Stored;
import io.syncline.audit.Entry.Head;
import io.syncline.audit.Verdict.Broken;
import io.syncline.audit.Verdict.Damage;
import io.syncline.identity.OrganisationId;
import java.util.Optional;

/** Follows a chain from its first entry on and stops at the first one that does not fit. */
final class ChainCheck {

    private Head head;
    private Hash beforeHead = Hash.NONE;

    ChainCheck(OrganisationId organisation) {
        this.head = Head.ofNothing(organisation);
    }

    /** The last entry that fits. */
    Head head() {
        return head;
    }

    /** Takes the next entry, or says what was done to it. */
    Optional<Broken> take(Stored stored) {
        Optional<Broken> fault = fault(stored);
        if (fault.isEmpty()) {
            beforeHead = head.hash();
            head = stored.entry().head();
        }
        return fault;
    }

    private Optional<Broken> fault(Stored stored) {
        long expected = head.sequence() + 1;
        Entry entry = stored.entry();
        if (stored.place() != expected) {
            return broken(expected, Damage.REMOVED, "Entry " + expected + " is missing.");
        }
        boolean followsTheOneBefore = expected > 1 && entry.previous().equals(beforeHead);
        boolean isItself = entry.sequence() == expected && entry.computed().equals(entry.hash());
        if (isItself && entry.previous().equals(head.hash())) {
            return Optional.empty();
        }
        if (followsTheOneBefore && !head.hash().equals(beforeHead)) {
            return broken(
                    head.sequence(),
                    Damage.INSERTED,
                    "Entry " + head.sequence() + " was put between two others: the next one does not know it.");
        }
        if (entry.sequence() != expected) {
            return broken(
                    expected,
                    Damage.REORDERED,
                    "At place " + expected + " lies what was written as entry " + entry.sequence() + ".");
        }
        if (!isItself) {
            return broken(
                    expected, Damage.CHANGED, "Entry " + expected + " was changed: its hash does not fit its content.");
        }
        return rewritten(expected);
    }

    /** The entry itself is whole, but what it follows has another hash today than when it was written. */
    private static Optional<Broken> rewritten(long expected) {
        long first = Math.max(1, expected - 1);
        return broken(
                first,
                Damage.CHANGED,
                "Entry " + first + " was written anew: the next one knows it with another hash.");
    }

    private static Optional<Broken> broken(long sequence, Damage damage, String explanation) {
        return Optional.of(new Broken(sequence, damage, explanation));
    }
}
