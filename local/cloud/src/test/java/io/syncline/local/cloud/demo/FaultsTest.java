package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.MishapOdds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void the_share_of_requests_goes_wrong_in_one_way_or_another() {
        MishapOdds odds = Faults.odds(0.21);

        assertThat(Stream.of(Mishap.values())
                        .filter(kind -> odds.odds().get(kind) < 0.21)
                        .mapToDouble(kind -> odds.odds().get(kind))
                        .sum())
                .isCloseTo(0.21, within(0.0001));
    }

    @Test
    void what_can_happen_to_few_requests_only_happens_to_the_share_of_those() {
        assertThat(Faults.odds(0.3).odds())
                .containsEntry(Mishap.EMPTY_LIST, 0.3)
                .containsEntry(Mishap.EXPIRED_CURSOR, 0.3)
                .containsEntry(Mishap.STALE_WRITE, 0.3)
                .containsOnlyKeys(Mishap.values());
    }
}
