package io.syncline.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Something that somebody has to decide: one aspect that was changed differently on both sides, or what one side deleted
 * while the other changed it (R04, R06). As long as it is open, neither side's value is overwritten.
 *
 * @param jobTitle the job's title when it was looked at
 * @param baseline what both sides last agreed on
 * @param crm the job's entry; empty where the job was cancelled or given to others
 * @param calendar the event; empty where it was deleted
 * @param crmChangedAt when the job was last changed
 */
public record Conflict(
        ConflictId id,
        Kind kind,
        String jobTitle,
        Baseline baseline,
        Optional<Details> crm,
        Optional<Details> calendar,
        Optional<Instant> crmChangedAt,
        Instant detectedAt) {

    /** What happened. */
    public enum Kind {
        /** Both sides changed the same to different values. */
        CHANGED_TWICE,
        /** Its owner deleted the event while the job was changed. */
        DELETED_IN_CALENDAR,
        /** The job was cancelled, or given to others, while its event was changed. */
        CANCELLED_IN_CRM
    }

    /** What can be decided. */
    public enum Choice {
        /** The CRM's side stands. */
        CRM,
        /** The calendar's side stands. */
        CALENDAR,
        /** Something else stands, on both sides. */
        VALUE
    }

    /** The open conflicts of a job in a calendar, fields first. */
    static List<Conflict> of(Link link, Optional<Job> job) {
        return link.conflictsAbout().stream()
                .flatMap(about -> of(link, job, about).stream())
                .toList();
    }

    /** The conflict of a job in a calendar about an aspect, or about a deletion, if it is open. */
    static Optional<Conflict> of(Link link, Optional<Job> job, Optional<Aspect> about) {
        ConflictId id = new ConflictId(link.calendar(), link.job(), about);
        Optional<Instant> changedAt = job.map(Job::changedAt);
        String title = job.map(Job::details).map(Details::title).orElse("");
        if (about.isPresent()) {
            return Optional.ofNullable(link.disputes().get(about.get()))
                    .map(dispute -> new Conflict(
                            id,
                            Kind.CHANGED_TWICE,
                            title,
                            dispute.baseline(),
                            Optional.of(job.map(Job::entry).orElse(dispute.crm())),
                            Optional.of(dispute.calendar()),
                            changedAt,
                            dispute.detectedAt()));
        }
        return switch (link.state()) {
            case LinkState.EditedAndDeleted(Baseline baseline, Instant noticedAt) ->
                Optional.of(new Conflict(
                        id,
                        Kind.DELETED_IN_CALENDAR,
                        title,
                        baseline,
                        job.map(Job::entry),
                        Optional.empty(),
                        changedAt,
                        noticedAt));
            case LinkState.CancelledAndEdited(RemoteEvent edited, Baseline baseline, Instant noticedAt) ->
                Optional.of(new Conflict(
                        id,
                        Kind.CANCELLED_IN_CRM,
                        title,
                        baseline,
                        Optional.empty(),
                        Optional.of(edited.details()),
                        changedAt,
                        noticedAt));
            case LinkState.Creating _,
                    LinkState.Linked _,
                    LinkState.Deleting _,
                    LinkState.Removed _,
                    LinkState.Kept _ -> Optional.empty();
        };
    }

    /** What can be decided about it. */
    public List<Choice> choices() {
        return switch (kind) {
            case CHANGED_TWICE -> List.of(Choice.CRM, Choice.CALENDAR, Choice.VALUE);
            case DELETED_IN_CALENDAR, CANCELLED_IN_CRM -> List.of(Choice.CRM, Choice.CALENDAR);
        };
    }

    /** Stands for both values: whoever decides says which ones they looked at. */
    public String version() {
        String values = Stream.of(Optional.of(baseline.calendar()), crm, calendar)
                .map(side -> side.map(this::valueOf).map(Object::toString).orElse("gone"))
                .reduce(kind.name(), (all, value) -> all + '\n' + value);
        return UUID.nameUUIDFromBytes(values.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Object valueOf(Details side) {
        return id.aspect().<Object>map(side::get).orElse(side);
    }
}
