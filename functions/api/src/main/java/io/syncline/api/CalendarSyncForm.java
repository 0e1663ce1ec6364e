package io.syncline.api;

import io.syncline.calendar.ReportSync.Report;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.sync.Counts;
import org.jspecify.annotations.Nullable;

/** {@code CalendarSync} of {@code docs/openapi.yaml}. */
record CalendarSyncForm(
        String connectionId,
        String provider,
        String account,
        String calendarId,
        String calendarName,
        String person,
        @Nullable String personName,
        String state,
        @Nullable String problem,
        @Nullable ProgressForm progress,
        @Nullable RunForm lastRun,
        @Nullable String lastVerifiedAt,
        String nextPollAt,
        Counts counts,
        long conflicts,
        long waiting) {

    record ProgressForm(String phase, long done, @Nullable Long total) {

        static ProgressForm of(SyncedCalendar.Progress progress) {
            return new ProgressForm(
                    JobForm.word(progress.phase()),
                    progress.done(),
                    progress.total().orElse(null));
        }
    }

    record RunForm(String startedAt, String endedAt, String outcome, Counts counts) {

        static RunForm of(SyncedCalendar.Run run) {
            return new RunForm(
                    run.startedAt().toString(), run.endedAt().toString(), JobForm.word(run.outcome()), run.counts());
        }
    }

    static CalendarSyncForm of(Report report) {
        SyncedCalendar calendar = report.calendar();
        return new CalendarSyncForm(
                report.connection().id().value(),
                report.connection().provider().word(),
                report.connection().account().email(),
                calendar.ref().calendar().value(),
                calendar.name(),
                report.connection().owner().value(),
                ConnectionForm.nameOf(report.connection()),
                report.standing().word(),
                calendar.problem().orElse(null),
                calendar.progress().map(ProgressForm::of).orElse(null),
                calendar.lastRun().map(RunForm::of).orElse(null),
                calendar.lastVerifiedAt().map(Object::toString).orElse(null),
                calendar.nextDueAt().toString(),
                calendar.totals(),
                report.conflicts(),
                report.waiting());
    }
}
