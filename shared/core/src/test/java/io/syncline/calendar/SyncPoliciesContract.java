package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.identity.OrganisationId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SyncPolicies} does. */
public abstract class SyncPoliciesContract {

    private static final OrganisationId ACME = new OrganisationId("acme");

    protected abstract SyncPolicies policies();

    @Test
    void R03_R05_who_decided_nothing_shares_every_field_and_is_asked() {
        assertThat(policies().find(ACME)).isEqualTo(SyncPolicy.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void R03_R05_what_an_organisation_decided_is_found_again_and_is_nobody_else_s(OnConflict onConflict) {
        SyncPolicies policies = policies();
        SyncPolicy decided =
                new SyncPolicy(Map.of(Field.WHEN, Ownership.CRM, Field.TITLE, Ownership.CALENDAR), onConflict);
        policies.save(ACME, decided);
        assertThat(policies.find(ACME)).isEqualTo(decided);
        assertThat(policies.find(new OrganisationId("other"))).isEqualTo(SyncPolicy.DEFAULT);
    }

    @Test
    void R03_a_later_decision_replaces_an_earlier_one_as_a_whole() {
        SyncPolicies policies = policies();
        policies.save(ACME, new SyncPolicy(Map.of(Field.WHEN, Ownership.CRM), OnConflict.CRM));
        policies.save(ACME, new SyncPolicy(Map.of(Field.STATUS, Ownership.CALENDAR), OnConflict.LATEST));
        assertThat(policies.find(ACME))
                .isEqualTo(new SyncPolicy(Map.of(Field.STATUS, Ownership.CALENDAR), OnConflict.LATEST));
        policies.save(ACME, SyncPolicy.DEFAULT);
        assertThat(policies.find(ACME)).isEqualTo(SyncPolicy.DEFAULT);
    }
}
