package io.syncline.api;

import io.syncline.calendar.Details;
import io.syncline.calendar.Job;
import io.syncline.calendar.Placement;
import io.syncline.edge.ExceptionForm;
import io.syncline.edge.WhenForm;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code Job} of {@code docs/openapi.yaml}. */
record JobForm(
        String id,
        long version,
        String title,
        String description,
        String location,
        WhenForm when,
        List<ExceptionForm> exceptions,
        String availability,
        String status,
        List<String> assignees,
        String changedAt,
        boolean completed,
        boolean cancelled,
        @Nullable Long sequence,
        List<PlacementForm> placements) {

    record PlacementForm(
            String assignee,
            @Nullable String connectionId,
            String state,
            @Nullable String reason,
            List<String> conflicts) {

        static PlacementForm of(Placement placement) {
            return new PlacementForm(
                    placement.assignee().value(),
                    placement.connection().map(one -> one.id().value()).orElse(null),
                    placement.state().word(),
                    placement.reason().orElse(null),
                    placement.conflicts().stream()
                            .map(conflict -> conflict.id().text())
                            .toList());
        }
    }

    static JobForm of(Job job, List<Placement> placements) {
        Details details = job.details();
        return new JobForm(
                job.id().value(),
                job.version(),
                details.title(),
                details.description(),
                details.location(),
                WhenForm.of(details.when()),
                ExceptionForm.of(details),
                word(details.availability()),
                word(details.status()),
                job.assignees().stream().map(UserId::value).sorted().toList(),
                job.changedAt().toString(),
                job.stage() == Job.Stage.COMPLETED,
                job.cancelled(),
                job.sequence() == 0 ? null : job.sequence(),
                placements.stream().map(PlacementForm::of).toList());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
