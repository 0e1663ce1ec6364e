package io.syncline.api;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Conflict;
import io.syncline.calendar.ConflictReport;
import io.syncline.calendar.ResolvedConflict;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Conflict} of {@code docs/openapi.yaml}. */
record ConflictForm(
        String id,
        String version,
        String state,
        String kind,
        @Nullable String aspect,
        String jobId,
        String jobTitle,
        String connectionId,
        String provider,
        String account,
        String calendarName,
        String person,
        @Nullable String personName,
        ConflictValueForm baseline,
        ConflictValueForm crm,
        ConflictValueForm calendar,
        @Nullable String crmChangedAt,
        String detectedAt,
        List<String> choices,
        @Nullable ResolvedForm resolution) {

    record ResolvedForm(String choice, @Nullable ConflictValueForm value, String by, String at) {

        static ResolvedForm of(ResolvedConflict resolved) {
            Optional<Aspect> aspect = resolved.conflict().id().aspect();
            return new ResolvedForm(
                    word(resolved.choice()),
                    aspect.map(about -> ConflictValueForm.of(resolved.value(), Optional.of(about), ""))
                            .orElse(null),
                    resolved.by().value(),
                    resolved.at().toString());
        }
    }

    static ConflictForm of(ConflictReport report) {
        Conflict conflict = report.conflict();
        Connection connection = report.connection();
        Optional<Aspect> aspect = conflict.id().aspect();
        return new ConflictForm(
                conflict.id().text(),
                conflict.version(),
                report.resolved().isPresent() ? "resolved" : "open",
                word(conflict.kind()),
                aspect.map(Aspect::word).orElse(null),
                conflict.id().job().value(),
                conflict.jobTitle(),
                connection.id().value(),
                connection.provider().word(),
                connection.account().email(),
                connection.calendar().map(ChosenCalendar::name).orElse(""),
                connection.owner().value(),
                ConnectionForm.nameOf(connection),
                ConflictValueForm.of(Optional.of(conflict.baseline().calendar()), aspect, ""),
                ConflictValueForm.of(conflict.crm(), aspect, "Cancelled, or given to others"),
                ConflictValueForm.of(conflict.calendar(), aspect, "Deleted"),
                conflict.crmChangedAt().map(Instant::toString).orElse(null),
                conflict.detectedAt().toString(),
                conflict.choices().stream().map(ConflictForm::word).toList(),
                report.resolved().map(ResolvedForm::of).orElse(null));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
