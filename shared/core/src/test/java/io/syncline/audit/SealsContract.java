package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link Seals} does. */
public abstract class SealsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    protected abstract Seals seals();

    private static Seal seal(OrganisationId organisation, long sequence, String signature) {
        Hash hash = Hash.of(new byte[] {(byte) sequence});
        return new Seal(new Head(organisation, sequence, hash), NOON, "arn:aws:kms:x:1:key/k", signature);
    }

    @Test
    void seals_are_read_back_the_newest_first() {
        seals().put(seal(ACME, 9, "MEUC=="));
        seals().put(seal(ACME, 1_000, "MEUD=="));
        seals().put(seal(ACME, 20, "MEUE=="));
        assertThat(seals().newest(ACME, 10))
                .containsExactly(seal(ACME, 1_000, "MEUD=="), seal(ACME, 20, "MEUE=="), seal(ACME, 9, "MEUC=="));
        assertThat(seals().newest(ACME, 1)).containsExactly(seal(ACME, 1_000, "MEUD=="));
    }

    @Test
    void a_seal_that_is_there_stays_as_it_is() {
        seals().put(seal(ACME, 9, "first"));
        seals().put(seal(ACME, 9, "second"));
        assertThat(seals().newest(ACME, 10)).containsExactly(seal(ACME, 9, "first"));
    }

    @Test
    void each_organisation_has_its_own() {
        seals().put(seal(ACME, 9, "ours"));
        seals().put(seal(new OrganisationId("acme-2"), 9, "theirs"));
        assertThat(seals().newest(ACME, 10)).containsExactly(seal(ACME, 9, "ours"));
        assertThat(seals().newest(OTHER, 10)).isEmpty();
    }
}
