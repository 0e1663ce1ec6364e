package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Job;
import io.syncline.calendar.Job.Stage;
import io.syncline.calendar.JobId;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How jobs are stored. */
final class JobForm {

    private JobForm() {}

    static Item write(Job job) {
        Item item = Item.whole(SyncKeys.SCHEMA)
                .put("organisation", job.organisation().value())
                .put("job", job.id().value())
                .put("details", DetailsForm.write(job.details()))
                .put("assignees", job.assignees().stream().map(UserId::value).toList())
                .putParts("calendars", calendars(job))
                .put("stage", DetailsForm.word(job.stage()))
                .put("sequence", job.sequence())
                .put("changedAt", job.changedAt())
                .put("version", job.version());
        item.attributes().putAll(SyncKeys.job(job.organisation(), job.id()));
        return Timeline.place(
                item,
                SyncKeys.jobTimeline(job.organisation()),
                job.details().when(),
                job.id().value());
    }

    static Job read(Item item) {
        return new Job(
                new OrganisationId(item.text("organisation")),
                new JobId(item.text("job")),
                DetailsForm.readDetails(item.part("details")),
                item.words("assignees").stream().map(UserId::new).collect(Collectors.toSet()),
                readCalendars(item),
                readStage(item),
                item.instant("changedAt"),
                item.maybeNumber("sequence").orElse(0L),
                item.number("version"));
    }

    static Job withNextVersion(Job job) {
        return new Job(
                job.organisation(),
                job.id(),
                job.details(),
                job.assignees(),
                job.calendars(),
                job.stage(),
                job.changedAt(),
                job.sequence(),
                job.version() + 1);
    }

    /** Rows of schema 1 say no more than whether a job was cancelled. */
    private static Stage readStage(Item item) {
        if (item.has("stage")) {
            return DetailsForm.readWord(Stage.class, item, "stage");
        }
        return item.flag("cancelled") ? Stage.CANCELLED : Stage.OPEN;
    }

    private static List<Item> calendars(Job job) {
        return job.calendars().stream()
                .sorted(Comparator.<CalendarRef, String>comparing(
                                ref -> ref.connection().value())
                        .thenComparing(ref -> ref.calendar().value()))
                .map(ref -> Item.part()
                        .put("connection", ref.connection().value())
                        .put("calendar", ref.calendar().value()))
                .toList();
    }

    private static Set<CalendarRef> readCalendars(Item item) {
        return item.parts("calendars").stream()
                .map(part -> new CalendarRef(
                        new ConnectionId(part.text("connection")), new CalendarId(part.text("calendar"))))
                .collect(Collectors.toSet());
    }
}
