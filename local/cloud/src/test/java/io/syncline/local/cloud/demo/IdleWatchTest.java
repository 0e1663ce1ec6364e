package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.providers.fidelity.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

    private static final Map<String, JobSeen> JOBS = Map.of("FW-10001", job(4));

    @Test
    void R13_reads_batches_and_token_requests_are_no_writes() {
        List<LedgerEntry> quiet = List.of(
                request(LedgerEntry.Kind.READ), request(LedgerEntry.Kind.BATCH), request(LedgerEntry.Kind.AUTH));

        assertThat(IdleWatch.of(quiet, JOBS, JOBS)).isEmpty();
    }

    @Test
    void R13_every_write_at_a_provider_is_found() {
        List<LedgerEntry> requests = List.of(request(LedgerEntry.Kind.WRITE), request(LedgerEntry.Kind.WRITE));

        assertThat(IdleWatch.of(requests, JOBS, JOBS))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.toString())
                        .isEqualTo("written when idle: PATCH /v1.0/me/events/1 at graph → 200"));
    }

    @Test
    void R13_asking_to_be_told_of_changes_writes_nothing_in_a_calendar() {
        List<LedgerEntry> requests = List.of(
                request("POST", "/calendar/v3/calendars/primary/events/watch"),
                request("POST", "/calendar/v3/channels/stop"),
                request("POST", "/v1.0/subscriptions"),
                request("PATCH", "/v1.0/subscriptions/4711"));

        assertThat(IdleWatch.of(requests, JOBS, JOBS)).isEmpty();
    }

    @Test
    void R13_a_job_that_got_a_new_version_was_written() {
        assertThat(IdleWatch.of(List.of(), JOBS, Map.of("FW-10001", job(5))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.IDLE_WRITE));
    }

    private static LedgerEntry request(LedgerEntry.Kind kind) {
        return request(kind, "PATCH", "/v1.0/me/events/1");
    }

    private static LedgerEntry request(String method, String path) {
        return request(LedgerEntry.Kind.WRITE, method, path);
    }

    private static LedgerEntry request(LedgerEntry.Kind kind, String method, String path) {
        return new LedgerEntry(
                1,
                Instant.EPOCH,
                "graph",
                Optional.empty(),
                method,
                path,
                "",
                kind,
                true,
                200,
                new LedgerEntry.Preferences(true, ""));
    }

    private static JobSeen job(long version) {
        When day = new When.AllDay(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 25));
        Details details = new Details("FW-10001", "", "", day, Availability.BUSY, Status.CONFIRMED);
        return new JobSeen("FW-10001", version, details, false, Set.of("in-step"), "", Set.of());
    }
}
