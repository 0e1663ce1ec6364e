package io.syncline.audit;

import io.syncline.identity.Caller;
import io.syncline.traffic.Leases;
import java.time.Duration;

/**
 * Records that somebody looked at what is other people's. A page that refreshes itself every few seconds is one look:
 * the same person at the same thing is recorded once in ten minutes.
 */
public final class RecordLook {

    private static final Duration ONE_LOOK = Duration.ofMinutes(10);

    private final AuditTrail trail;
    private final Leases leases;

    public RecordLook(AuditTrail trail, Leases leases) {
        this.trail = trail;
        this.leases = leases;
    }

    /** Records the look unless it goes on from one that was recorded. */
    public void run(Caller caller, Action action, String subject) {
        String name = String.join(
                "#",
                caller.organisation().value(),
                "look",
                action.word(),
                caller.user().value(),
                subject);
        if (leases.take(name, ONE_LOOK).isPresent()) {
            trail.note(caller.organisation(), Deed.done(Actor.of(caller), action, subject, ""));
        }
    }
}
