package io.syncline.audit;

import io.syncline.audit.AuditTrail.Stored;
import io.syncline.audit.Entry.Head;
import io.syncline.audit.Verdict.Broken;
import io.syncline.audit.Verdict.Damage;
import io.syncline.audit.Verdict.Intact;
import io.syncline.identity.OrganisationId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Checks a whole trail: each entry's hash and its predecessor's, and the newest seals' signatures and hashes. A seal
 * vouches for all entries up to its own, so the older seals add nothing to that.
 *
 * <p>A few pages are in memory at a time, however long the trail is.
 */
public final class VerifyTrail {

    private static final int SEALS = 300;
    private static final int PAGE = 1_000;
    private static final int PAGES_AHEAD = 6;

    private final AuditTrail trail;
    private final Seals seals;
    private final SealSignatures signatures;

    public VerifyTrail(AuditTrail trail, Seals seals, SealSignatures signatures) {
        this.trail = trail;
        this.seals = seals;
        this.signatures = signatures;
    }

    /** Verifies the organisation's trail from its first entry to its last. */
    public Verdict run(OrganisationId organisation) {
        NavigableMap<Long, Seal> sealed = new TreeMap<>();
        for (Seal seal : seals.newest(organisation, SEALS)) {
            if (!isGenuine(seal, organisation)) {
                return forged(seal);
            }
            sealed.put(seal.head().sequence(), seal);
        }
        return walked(organisation, trail.head(organisation), sealed);
    }

    private boolean isGenuine(Seal seal, OrganisationId organisation) {
        return seal.head().organisation().equals(organisation)
                && signatures.matches(seal.key(), seal.signed(), seal.signature());
    }

    private static Verdict forged(Seal seal) {
        return new Broken(
                seal.head().sequence(),
                Damage.FORGED_SEAL,
                "The seal of entry " + seal.head().sequence() + " was not signed by the key of this installation.");
    }

    private Verdict walked(OrganisationId organisation, Head end, NavigableMap<Long, Seal> sealed) {
        ChainCheck check = new ChainCheck(organisation);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Deque<CompletableFuture<List<Stored>>> ahead = new ArrayDeque<>();
            long next = 1;
            while (next <= end.sequence() || !ahead.isEmpty()) {
                while (next <= end.sequence() && ahead.size() < PAGES_AHEAD) {
                    long from = next;
                    ahead.add(CompletableFuture.supplyAsync(() -> page(organisation, from), threads));
                    next += PAGE;
                }
                Optional<Broken> fault = checked(joined(ahead.remove()), check, sealed);
                if (fault.isPresent()) {
                    return fault.get();
                }
            }
        }
        return ended(check.head(), end, sealed);
    }

    private List<Stored> page(OrganisationId organisation, long from) {
        return trail.read(organisation, from, PAGE).stream()
                .filter(stored -> stored.place() < from + PAGE)
                .toList();
    }

    private static List<Stored> joined(CompletableFuture<List<Stored>> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Optional<Broken> checked(List<Stored> page, ChainCheck check, NavigableMap<Long, Seal> sealed) {
        for (Stored stored : page) {
            Optional<Broken> fault = check.take(stored).or(() -> disowned(stored, sealed));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** A chain that fits in itself, but not what was sealed: it was written anew from some entry on. */
    private static Optional<Broken> disowned(Stored stored, NavigableMap<Long, Seal> sealed) {
        Seal seal = sealed.get(stored.place());
        if (seal == null || seal.head().hash().equals(stored.entry().hash())) {
            return Optional.empty();
        }
        long first = Optional.ofNullable(sealed.lowerKey(stored.place())).orElse(0L) + 1;
        return Optional.of(new Broken(
                first,
                Damage.CHANGED,
                "Entries were written anew: the seal of entry " + stored.place() + " vouches for another one. The first"
                        + " that may be concerned is entry " + first + "."));
    }

    private static Verdict ended(Head reached, Head end, NavigableMap<Long, Seal> sealed) {
        long known = sealed.isEmpty() ? 0 : sealed.lastKey();
        if (reached.sequence() < Math.max(known, end.sequence())) {
            long first = reached.sequence() + 1;
            return new Broken(
                    first,
                    Damage.CUT_OFF,
                    "The trail ends before entry " + first + ", but it once reached entry "
                            + Math.max(known, end.sequence()) + ".");
        }
        return new Intact(
                reached.sequence(),
                known,
                sealed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sealed.lastEntry().getValue().at()));
    }
}
