package io.syncline.jobevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.identity.UserId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what the CRM puts on the bus. */
class JobEventTest {

    private static final Path SAMPLE = Path.of("../../events/job-events.json");

    @Test
    void the_samples_of_the_trigger_are_understood() throws IOException {
        JsonNode records = Json.MAPPER.readTree(SAMPLE.toFile()).path("Records");
        assertThat(records)
                .isNotEmpty()
                .allSatisfy(
                        record -> assertThat(JobEvent.parse(record.path("body").asText()))
                                .isNotInstanceOf(JobEvent.Unreadable.class));
    }

    @Test
    void an_assignment_names_job_and_people() {
        JobEvent event = JobEvent.parse("""
                {"detail-type":"JobAssigned","detail":{"schema":1,"organisation":"fieldworks","id":"e-1","job":{
                "id":"J-1","title":"Boiler","when":{"startDate":"2026-11-24","endDate":"2026-11-25"},
                "assignees":["tess"]}}}
                """);
        assertThat(event).isInstanceOfSatisfying(JobEvent.Said.class, said -> {
            assertThat(said.job().value()).isEqualTo("J-1");
            assertThat(said.wish().assignees()).containsExactly(new UserId("tess"));
            assertThat(said.wish().sequence()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "{\"detail-type\":\"JobAssigned\",\"detail\":{\"schema\":2}}",
                "{\"detail-type\":\"JobExploded\",\"detail\":{\"schema\":1}}",
                "{\"detail-type\":\"JobCancelled\",\"detail\":{\"schema\":1,\"organisation\":\"a b\",\"jobId\":\"J\"}}",
                "{\"detail-type\":\"JobCancelled\",\"detail\":{\"schema\":1,\"organisation\":\"o\"}}",
                "{\"detail-type\":\"JobChanged\",\"detail\":{\"schema\":1,\"organisation\":\"o\"}}",
                "{\"detail-type\":\"JobCancelled\",\"detail\":{\"schema\":1,\"organisation\":\"o\",\"jobId\":\"J\","
                        + "\"sequence\":\"soon\"}}",
                "{\"detail-type\":\"JobChanged\",\"detail\":{\"schema\":1,\"organisation\":\"o\",\"job\":{\"id\":\"J\","
                        + "\"title\":{}}}}",
            })
    void what_is_no_event_of_ours_is_given_up_with_a_reason(String body) {
        assertThat(JobEvent.parse(body))
                .isInstanceOfSatisfying(
                        JobEvent.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isNotBlank());
    }

    @Test
    void R21_R08_an_assignment_may_be_a_series_with_exceptions_be_completed_and_have_a_number() {
        JobEvent event = JobEvent.parse("""
                {"detail-type":"JobChanged","detail":{"schema":1,"organisation":"fieldworks","id":"e-1","job":{
                "id":"J-1","title":"Service","when":{"startDate":"2026-11-24","endDate":"2026-11-25",
                "repeats":"FREQ=WEEKLY;COUNT=5"},"exceptions":[{"date":"2026-12-01","cancelled":true}],
                "assignees":["tess"],"completed":true,"sequence":17}}}
                """);
        assertThat(event).isInstanceOfSatisfying(JobEvent.Said.class, said -> {
            assertThat(said.wish().details().exceptions()).hasSize(1);
            assertThat(said.wish().keepsExceptions()).isFalse();
            assertThat(said.wish().completed()).isTrue();
            assertThat(said.wish().sequence()).hasValue(17);
        });
    }

    @Test
    void R08_a_cancellation_may_have_a_number_so_that_an_overtaken_one_is_dropped() {
        JobEvent event = JobEvent.parse("""
                {"detail-type":"JobCancelled","detail":{"schema":1,"organisation":"o","jobId":"J-1","sequence":18}}
                """);
        assertThat(event)
                .isInstanceOfSatisfying(
                        JobEvent.Cancelled.class,
                        cancelled -> assertThat(cancelled.sequence()).hasValue(18));
    }
}
