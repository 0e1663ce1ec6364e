package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.identity.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides whose an organisation's fields are and what becomes of conflicts; for runs that begin later (R03, R05). */
public final class SetSyncPolicy {

    private final SyncPolicies policies;
    private final AuditTrail trail;

    public SetSyncPolicy(SyncPolicies policies, AuditTrail trail) {
        this.policies = policies;
        this.trail = trail;
    }

    /** Stores the policy; saying the same again changes nothing. */
    public void run(Caller caller, SyncPolicy policy) {
        if (policies.find(caller.organisation()).equals(policy)) {
            return;
        }
        String subject = "organisation/" + caller.organisation().value();
        Deed deed = Deed.done(Actor.of(caller), Action.SYNC_POLICY_CHANGED, subject, words(policy));
        trail.append(caller.organisation(), List.of(deed)); // what cannot be recorded is not done
        policies.save(caller.organisation(), policy);
    }

    private static String words(SyncPolicy policy) {
        Map<Field, Ownership> sorted = new TreeMap<>(policy.ownership());
        String owned = sorted.entrySet().stream()
                .map(entry -> ", " + entry.getKey().word() + ": " + word(entry.getValue()))
                .collect(Collectors.joining());
        return "conflicts: " + word(policy.onConflict()) + owned;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
