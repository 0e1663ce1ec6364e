package io.syncline.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import org.junit.jupiter.api.Test;

/** What every {@link Removals} does. */
public abstract class RemovalsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final UserId TESS = new UserId("tess");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Removals removals();

    @Test
    void who_was_removed_is_known_with_the_time_of_it() {
        assertThat(removals().find(ACME, TESS)).isEmpty();
        removals().put(ACME, TESS, clock.instant());
        assertThat(removals().find(ACME, TESS)).contains(clock.instant());
    }

    @Test
    void the_last_removal_counts() {
        removals().put(ACME, TESS, clock.instant());
        removals().put(ACME, TESS, clock.instant().plusSeconds(60));
        assertThat(removals().find(ACME, TESS)).contains(clock.instant().plusSeconds(60));
    }

    @Test
    void it_concerns_that_person_of_that_organisation_alone() {
        removals().put(ACME, TESS, clock.instant());
        assertThat(removals().find(ACME, new UserId("dana"))).isEmpty();
        assertThat(removals().find(new OrganisationId("other"), TESS)).isEmpty();
    }
}
