package io.syncline.calendar;

import io.syncline.calendar.Explanation.Kind;
import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import io.syncline.identity.UserId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says why something is, or is not, in a calendar, and what happened to it in the last 30 days (R24). */
public final class ExplainItem {

    private static final int MOST_LINES = 200;

    private final ListConnections listConnections;
    private final Jobs jobs;
    private final PlaceJobs placeJobs;
    private final CalendarItems items;
    private final Explanations explanations;
    private final InstantSource clock;

    public ExplainItem(
            ListConnections listConnections,
            Jobs jobs,
            PlaceJobs placeJobs,
            CalendarItems items,
            Explanations explanations,
            InstantSource clock) {
        this.listConnections = listConnections;
        this.jobs = jobs;
        this.placeJobs = placeJobs;
        this.items = items;
        this.explanations = explanations;
        this.clock = clock;
    }

    /**
     * The explanation.
     *
     * @param answer one sentence for a person
     */
    public record Explained(ItemId item, String title, String answer, List<OfCalendar> calendars) {}

    /**
     * How it stands in one calendar.
     *
     * @param connection empty for somebody who has no calendar connected
     * @param state the word of a placement's state, {@code gone} or {@code seen}
     */
    public record OfCalendar(
            UserId person,
            Optional<Connection> connection,
            String state,
            String answer,
            Remedy remedy,
            List<Explanation> lines) {}

    /** Nothing where there is no such item, or it is not the caller's to see. */
    public Optional<Explained> run(Caller caller, ItemId item) {
        return switch (item) {
            case ItemId.OfJob(JobId job) -> ofJob(caller, item, job);
            case ItemId.OfEvent(CalendarRef calendar, EventId event) -> ofEvent(caller, item, calendar, event);
        };
    }

    private Optional<Explained> ofJob(Caller caller, ItemId item, JobId id) {
        Map<CalendarRef, Connection> visible = visible(caller);
        return jobs.find(caller.organisation(), id)
                .filter(job -> caller.dispatches()
                        || job.assignees().contains(caller.user())
                        || job.calendars().stream().anyMatch(visible::containsKey))
                .map(job -> explained(caller, item, job, visible));
    }

    private Map<CalendarRef, Connection> visible(Caller caller) {
        Map<CalendarRef, Connection> visible = new HashMap<>();
        for (Connection connection : listConnections.runForCalendars(caller)) {
            CalendarRef.chosenOf(connection).ifPresent(ref -> visible.put(ref, connection));
        }
        return visible;
    }

    private Explained explained(Caller caller, ItemId item, Job job, Map<CalendarRef, Connection> visible) {
        List<OfCalendar> calendars = new ArrayList<>();
        List<Placement> placements =
                placeJobs.run(job.organisation(), List.of(job)).getOrDefault(job, List.of());
        for (Placement placement : placements) {
            if (caller.dispatches() || placement.assignee().equals(caller.user())) {
                calendars.add(placed(job, placement));
            }
        }
        visible.forEach((ref, connection) -> {
            boolean placed = placements.stream()
                    .flatMap(placement -> placement.connection().stream())
                    .anyMatch(other -> other.id().equals(connection.id()));
            if (job.calendars().contains(ref) && !placed) {
                calendars.add(gone(job, ref, connection));
            }
        });
        return new Explained(item, job.details().title(), together(job, calendars), calendars);
    }

    private OfCalendar placed(Job job, Placement placement) {
        List<Explanation> lines = placement
                .connection()
                .flatMap(CalendarRef::chosenOf)
                .map(ref -> explanations.find(job.organisation(), ref, job.id(), MOST_LINES))
                .orElse(List.of());
        return new OfCalendar(
                placement.assignee(),
                placement.connection(),
                placement.state().word(),
                answer(placement, lines),
                remedy(placement),
                lines);
    }

    private static String answer(Placement placement, List<Explanation> lines) {
        Optional<String> reason = placement.reason();
        return switch (placement.state()) {
            case WAITING ->
                reason.map(why -> "It is in no calendar: " + lower(why)).orElse("It is in no calendar yet.");
            case PENDING ->
                reason.map(why -> "It is not up to date there: " + why)
                        .orElse("The next run brings it in step; that is a matter of moments.");
            case IN_STEP ->
                "It is in the calendar because it is assigned to its owner"
                        + (lines.isEmpty() ? "; both sides agree." : "; both sides agree. Lately: " + latest(lines));
            case CONFLICT -> reason.orElse("Somebody has to decide about it.");
            case REMOVED -> "It is not in the calendar: " + lower(reason.orElse("it was deleted there."));
            case FAILED -> "It could not be written: " + reason.orElse("the provider refuses it.");
        };
    }

    private static String latest(List<Explanation> lines) {
        return lines.getFirst().sentence();
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static Remedy remedy(Placement placement) {
        Optional<Remedy> ofConnection = placement.connection().flatMap(ReportSync::ofConnection);
        return ofConnection.orElseGet(() -> switch (placement.state()) {
            case WAITING -> Remedy.of(Remedy.Kind.CHOOSE_CALENDAR, "Connect and choose a calendar");
            case CONFLICT ->
                placement.conflicts().stream()
                        .findFirst()
                        .map(conflict -> Remedy.of(
                                Remedy.Kind.RESOLVE, "Decide it", conflict.id().text()))
                        .orElse(Remedy.NONE);
            case REMOVED -> Remedy.of(Remedy.Kind.PUT_BACK, "Put it back");
            case PENDING -> Remedy.WAIT;
            case IN_STEP, FAILED -> Remedy.NONE;
        });
    }

    /** A calendar that the job was in, or was to be in, and is not for any more. */
    private OfCalendar gone(Job job, CalendarRef ref, Connection connection) {
        List<Explanation> lines = explanations.find(job.organisation(), ref, job.id(), MOST_LINES);
        Optional<Link> link = Optional.ofNullable(
                items.links(job.organisation(), ref, Set.of(job.id())).get(job.id()));
        String why = job.cancelled() ? "the job was cancelled" : "the job is not assigned to its owner (any more)";
        String answer = switch (link.map(Link::state).orElse(null)) {
            case null -> "It is not in the calendar: " + why + ".";
            case LinkState.Kept _ -> "It stays in the calendar although " + why + ": somebody decided so.";
            case LinkState.Removed _, LinkState.EditedAndDeleted _ ->
                "It is not in the calendar: its owner deleted it there, and " + why + ".";
            case LinkState.CancelledAndEdited _ ->
                "It is still in the calendar because its owner changed it there, although " + why + ".";
            case LinkState.Creating _, LinkState.Linked _, LinkState.Deleting _ ->
                "The next run takes it off the calendar: " + why + ".";
        };
        return new OfCalendar(connection.owner(), Optional.of(connection), "gone", answer, Remedy.NONE, lines);
    }

    private static String together(Job job, List<OfCalendar> calendars) {
        if (calendars.size() == 1) {
            return calendars.getFirst().answer();
        }
        if (calendars.isEmpty()) {
            return job.cancelled()
                    ? "It is in no calendar: the job was cancelled."
                    : "It is in no calendar that you may see.";
        }
        long inStep = calendars.stream()
                .filter(one -> one.state().equals(Placement.State.IN_STEP.word()))
                .count();
        return "It is in step in " + inStep + " of " + calendars.size() + " calendars.";
    }

    private Optional<Explained> ofEvent(Caller caller, ItemId item, CalendarRef calendar, EventId event) {
        Map<CalendarRef, Connection> visible = visible(caller);
        return Optional.ofNullable(visible.get(calendar))
                .flatMap(connection -> Optional.ofNullable(items.known(caller.organisation(), calendar, Set.of(event))
                                .get(event))
                        .flatMap(known -> known.imported()
                                .map(imported -> seen(item, calendar, connection, imported, visible))
                                .or(() -> known.owner().flatMap(job -> run(caller, new ItemId.OfJob(job))))));
    }

    private Explained seen(
            ItemId item,
            CalendarRef calendar,
            Connection connection,
            ImportedEvent event,
            Map<CalendarRef, Connection> visible) {
        List<Connection> others = others(calendar, event, visible);
        String answer =
                "It is in the calendar because its owner, or who invited them, put it there; it is no job, so it "
                        + "is shown and never changed.";
        List<Explanation> lines = new ArrayList<>();
        Instant now = clock.instant();
        if (!others.isEmpty()) {
            String accounts = String.join(
                    ", ", others.stream().map(other -> other.account().email()).toList());
            lines.add(new Explanation(
                    now,
                    Kind.MATCHED,
                    "R23",
                    "The same meeting is seen through " + accounts + " as well; it is shown once"
                            + (event.foreign() ? ", as its organiser has it." : "."),
                    "now"));
        }
        lines.add(new Explanation(
                now, Kind.SEEN, "R09", "Stands in the calendar and is nobody's job: read-only.", "now"));
        OfCalendar own =
                new OfCalendar(connection.owner(), Optional.of(connection), "seen", answer, Remedy.NONE, lines);
        return new Explained(item, event.hidden() ? "Busy" : event.title(), answer, List.of(own));
    }

    /** Through whose accounts the same meeting is seen. */
    private List<Connection> others(CalendarRef calendar, ImportedEvent event, Map<CalendarRef, Connection> visible) {
        if (event.uid().isEmpty()) {
            return List.of();
        }
        Window around = new Window(
                event.when().start().minusSeconds(1), event.when().end().plusSeconds(1));
        List<Connection> others = new ArrayList<>();
        visible.forEach((ref, connection) -> {
            if (!ref.equals(calendar)
                    && items.imported(connection.organisation(), ref, around).stream()
                            .anyMatch(other -> other.uid().equals(event.uid()))) {
                others.add(connection);
            }
        });
        return others;
    }
}
