package io.syncline.tests.histories;

import io.syncline.calendar.Field;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.identity.OrganisationId;
import java.util.Map;
import java.util.Random;

/** What organisations want: most of them to be asked. */
final class Policies {

    private Policies() {}

    static SyncPolicy any(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new SyncPolicy(Map.of(), OnConflict.LATEST);
            case 1 -> new SyncPolicy(Map.of(), OnConflict.CRM);
            case 2 -> new SyncPolicy(Map.of(), OnConflict.CALENDAR);
            case 3 -> new SyncPolicy(Map.of(Field.TITLE, Ownership.CRM), OnConflict.ASK);
            case 4 -> new SyncPolicy(Map.of(Field.TITLE, Ownership.CALENDAR), OnConflict.ASK);
            default -> SyncPolicy.DEFAULT;
        };
    }

    /** The policy that stands for a whole history. */
    static SyncPolicies always(SyncPolicy policy) {
        return new SyncPolicies() {
            @Override
            public SyncPolicy find(OrganisationId organisation) {
                return policy;
            }

            @Override
            public void save(OrganisationId organisation, SyncPolicy next) {
                throw new UnsupportedOperationException("The policy stands for the whole history");
            }
        };
    }
}
