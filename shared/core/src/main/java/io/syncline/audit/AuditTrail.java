package io.syncline.audit;

import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import java.util.List;

/**
 * The trail of each organisation. Nothing in it is ever changed or removed.
 *
 * <p>What records a change is written by whoever stores the change, in the same transaction; here is what changes
 * nothing else: refusals, looks, and tokens that were read. An outage is thrown: what cannot be recorded is not done.
 */
public interface AuditTrail {

    /** Appends to the chain, in the given order. */
    void append(OrganisationId organisation, List<Deed> deeds);

    /**
     * Keeps a deed at once without waiting in line for the end of the chain; {@link #chainNotes} brings it there, under
     * its own time. For what many do at once: fifty workers that read tokens of one organisation.
     */
    void note(OrganisationId organisation, Deed deed);

    /**
     * Brings the notes that are older than a minute into the chain.
     *
     * @return how many
     */
    long chainNotes(OrganisationId organisation);

    Head head(OrganisationId organisation);

    /**
     * Reads forwards.
     *
     * @param from the first sequence to read, 1 for the beginning
     * @param limit at most as many
     */
    List<Stored> read(OrganisationId organisation, long from, int limit);

    /**
     * Reads backwards, for whoever looks at what happened last.
     *
     * @param before the sequence that is not read any more; {@link Long#MAX_VALUE} begins at the end
     */
    List<Entry> readBack(OrganisationId organisation, long before, int limit);

    /**
     * An entry as it lies in storage.
     *
     * @param place the sequence under which it lies; in an untouched trail it is the entry's own
     */
    record Stored(long place, Entry entry) {}
}
