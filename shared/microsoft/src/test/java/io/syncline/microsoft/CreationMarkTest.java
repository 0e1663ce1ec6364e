package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.JobId;
import io.syncline.identity.OrganisationId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreationMarkTest {

    private static EventKey key(String organisation, String job) {
        return new EventKey(new OrganisationId(organisation), new JobId(job), StubbedGraph.CALENDAR);
    }

    @Test
    void R10_the_same_key_has_the_same_transaction_for_ever() {
        assertThat(CreationMark.transactionOf(key("org-1", "job-1"), Optional.empty()))
                .isEqualTo(CreationMark.transactionOf(key("org-1", "job-1"), Optional.empty()))
                .isNotEqualTo(CreationMark.transactionOf(key("org-2", "job-1"), Optional.empty()))
                .hasSize(9 + 43 + 1 + 5);
    }

    @Test
    void R10_the_job_is_read_out_of_a_transaction_and_of_its_successors() {
        EventKey key = key("org-1", "job-1");
        Optional<EventId> deleted = Optional.of(new EventId("dead"));

        assertThat(CreationMark.jobIn(CreationMark.transactionOf(key, Optional.empty())))
                .contains(key.job());
        assertThat(CreationMark.jobIn(CreationMark.transactionOf(key, deleted))).contains(key.job());
    }

    @Test
    void a_job_with_a_long_name_keeps_the_transaction_short_and_has_no_mark() {
        String transaction = CreationMark.transactionOf(key("org-1", "j".repeat(128)), Optional.empty());

        assertThat(transaction).hasSize(53);
        assertThat(CreationMark.jobIn(transaction)).isEmpty();
    }
}
