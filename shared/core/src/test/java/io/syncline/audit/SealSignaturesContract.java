package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SealSignatures} does. */
public abstract class SealSignaturesContract {

    private static final byte[] TEXT = "syncline.seal.1\nacme\n7".getBytes(StandardCharsets.UTF_8);

    protected abstract SealSignatures signatures();

    @Test
    void what_was_signed_matches() {
        SealSignatures signatures = signatures();
        assertThat(signatures.matches(signatures.key(), TEXT, signatures.sign(TEXT)))
                .isTrue();
    }

    @Test
    void another_text_does_not_match() {
        SealSignatures signatures = signatures();
        byte[] other = "syncline.seal.1\nacme\n8".getBytes(StandardCharsets.UTF_8);
        assertThat(signatures.matches(signatures.key(), other, signatures.sign(TEXT)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "AAAA", "MEUCIQ=="})
    void garbage_does_not_match(String signature) {
        SealSignatures signatures = signatures();
        assertThat(signatures.matches(signatures.key(), TEXT, signature)).isFalse();
    }

    @Test
    void a_key_that_is_not_ours_vouches_for_nothing() {
        SealSignatures signatures = signatures();
        assertThat(signatures.matches("somebody-elses-key", TEXT, signatures.sign(TEXT)))
                .isFalse();
    }
}
