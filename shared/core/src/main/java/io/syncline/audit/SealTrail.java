package io.syncline.audit;

import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings waiting notes into an organisation's chain and seals its end, where it moved since the last seal. */
public final class SealTrail {

    private final AuditTrail trail;
    private final Seals seals;
    private final SealSignatures signatures;
    private final InstantSource clock;

    public SealTrail(AuditTrail trail, Seals seals, SealSignatures signatures, InstantSource clock) {
        this.trail = trail;
        this.seals = seals;
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * Seals once.
     *
     * @return the new seal, or nothing where nothing happened since the last one
     */
    public Optional<Seal> run(OrganisationId organisation) {
        trail.chainNotes(organisation);
        Head head = trail.head(organisation);
        long sealed = seals.newest(organisation, 1).stream()
                .mapToLong(last -> last.head().sequence())
                .max()
                .orElse(0);
        if (head.sequence() <= sealed) {
            return Optional.empty();
        }
        Seal seal = sealed(head);
        seals.put(seal);
        return Optional.of(seal);
    }

    private Seal sealed(Head head) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Seal(head, now, signatures.key(), signatures.sign(Seal.signed(head, now)));
    }
}
