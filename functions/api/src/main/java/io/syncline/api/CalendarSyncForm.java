package io.syncline.api;

import io.syncline.calendar.Channel;
import io.syncline.calendar.Plan;
import io.syncline.calendar.Push;
import io.syncline.calendar.ReportSync.Report;
import io.syncline.calendar.ReviewId;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.sync.Counts;
import java.time.Instant;
import java.util.Optional;
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
        String direction,
        @Nullable String problem,
        ActionForm action,
        PushForm push,
        @Nullable PlanForm plan,
        @Nullable String review,
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

    record PushForm(
            String state,
            @Nullable String problem,
            @Nullable String expiresAt,
            @Nullable String renewAt) {

        static PushForm of(Report report) {
            Optional<Push> push = report.calendar().push();
            Optional<Channel> channel = push.flatMap(Push::channel).filter(_ -> report.pushHealthy());
            return new PushForm(
                    report.pushHealthy() ? "healthy" : "none",
                    report.pushHealthy() ? null : push.flatMap(Push::problem).orElse(null),
                    channel.map(open -> open.expiresAt().toString()).orElse(null),
                    channel.map(open -> open.renewAt().toString()).orElse(null));
        }
    }

    record PlanForm(long creates, long updates, long deletes, long imports, String at) {

        static PlanForm of(Plan plan) {
            return new PlanForm(
                    plan.creates(),
                    plan.updates(),
                    plan.deletes(),
                    plan.imports(),
                    plan.at().toString());
        }
    }

    record RunForm(
            String startedAt,
            String endedAt,
            String outcome,
            Counts counts,
            @Nullable String behindSince) {

        static RunForm of(SyncedCalendar.Run run) {
            return new RunForm(
                    run.startedAt().toString(),
                    run.endedAt().toString(),
                    JobForm.word(run.outcome()),
                    run.counts(),
                    run.behindSince().map(Instant::toString).orElse(null));
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
                report.twoWay() ? "two-way" : "read-only",
                calendar.problem().orElse(null),
                ActionForm.of(report.remedy()),
                PushForm.of(report),
                calendar.plan().map(PlanForm::of).orElse(null),
                report.review().map(ReviewId::text).orElse(null),
                calendar.progress().map(ProgressForm::of).orElse(null),
                calendar.lastRun().map(RunForm::of).orElse(null),
                calendar.lastVerifiedAt().map(Object::toString).orElse(null),
                calendar.nextDueAt().toString(),
                calendar.totals(),
                report.conflicts(),
                report.waiting());
    }
}
