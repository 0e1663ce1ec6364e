package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says where jobs stand in their assignees' calendars. */
public final class PlaceJobs {

    private final Connections connections;
    private final CalendarItems items;

    public PlaceJobs(Connections connections, CalendarItems items) {
        this.connections = connections;
        this.items = items;
    }

    /** The placements of each job, in the order of the jobs. */
    public Map<Job, List<Placement>> run(OrganisationId organisation, List<Job> jobs) {
        Map<CalendarRef, Connection> carriers = carriers(organisation);
        Map<CalendarRef, Map<JobId, Link>> links = links(organisation, jobs, carriers.keySet());
        Map<Job, List<Placement>> placements = new LinkedHashMap<>();
        for (Job job : jobs) {
            placements.put(job, placements(job, carriers, links));
        }
        return placements;
    }

    private Map<CalendarRef, Connection> carriers(OrganisationId organisation) {
        Map<CalendarRef, Connection> carriers = new HashMap<>();
        for (Connection connection : connections.ofOrganisation(organisation)) {
            if (!connection.isDisconnected()) {
                CalendarRef.chosenOf(connection).ifPresent(ref -> carriers.put(ref, connection));
            }
        }
        return carriers;
    }

    private Map<CalendarRef, Map<JobId, Link>> links(
            OrganisationId organisation, List<Job> jobs, Set<CalendarRef> carriers) {
        Map<CalendarRef, List<JobId>> wanted = new HashMap<>();
        for (Job job : jobs) {
            for (CalendarRef ref : job.calendars()) {
                if (carriers.contains(ref)) {
                    wanted.computeIfAbsent(ref, _ -> new ArrayList<>()).add(job.id());
                }
            }
        }
        return wanted.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> items.links(organisation, entry.getKey(), entry.getValue())));
    }

    private static List<Placement> placements(
            Job job, Map<CalendarRef, Connection> carriers, Map<CalendarRef, Map<JobId, Link>> links) {
        List<Placement> placements = new ArrayList<>();
        for (UserId assignee : job.assignees().stream()
                .sorted(Comparator.comparing(UserId::value))
                .toList()) {
            List<Placement> own = new ArrayList<>();
            carriers.forEach((ref, connection) -> {
                if (connection.owner().equals(assignee)) {
                    Optional<Link> link = Optional.ofNullable(
                            links.getOrDefault(ref, Map.of()).get(job.id()));
                    placement(job, connection, link)
                            .map(placement -> placement.of(link.flatMap(Link::uid)))
                            .ifPresent(own::add);
                }
            });
            placements.addAll(own.isEmpty() && !job.cancelled() ? List.of(waiting(assignee)) : own);
        }
        placements.addAll(conflictsOfFormer(job, carriers, links));
        return placements;
    }

    /** Where the job was taken from somebody who had changed its event: that waits for a decision too (R06). */
    private static List<Placement> conflictsOfFormer(
            Job job, Map<CalendarRef, Connection> carriers, Map<CalendarRef, Map<JobId, Link>> links) {
        List<Placement> conflicts = new ArrayList<>();
        links.forEach((ref, ofCalendar) -> {
            Optional<Connection> former = Optional.ofNullable(carriers.get(ref))
                    .filter(connection -> !job.assignees().contains(connection.owner()));
            Optional.ofNullable(ofCalendar.get(job.id()))
                    .filter(link -> link.state() instanceof LinkState.CancelledAndEdited)
                    .ifPresent(link -> former.ifPresent(connection -> conflicts.add(
                            placed(connection, Placement.State.CONFLICT, CANCELLED_AND_EDITED, conflicts(link, job)))));
        });
        return conflicts;
    }

    private static List<Conflict> conflicts(Link link, Job job) {
        return Conflict.of(link, Optional.of(job));
    }

    private static Placement waiting(UserId assignee) {
        String reason = "No calendar is connected and chosen for this person yet.";
        return new Placement(
                assignee, Optional.empty(), Placement.State.WAITING, Optional.of(reason), List.of(), Optional.empty());
    }

    private static Optional<Placement> placement(Job job, Connection connection, Optional<Link> link) {
        if (job.cancelled()) {
            return link.filter(one -> one.state() instanceof LinkState.CancelledAndEdited)
                    .map(one ->
                            placed(connection, Placement.State.CONFLICT, CANCELLED_AND_EDITED, conflicts(one, job)));
        }
        if (connection.whatIsWrong().isPresent()) {
            return connection
                    .whatIsWrong()
                    .map(reason -> placed(connection, Placement.State.PENDING, reason, List.of()));
        }
        return Optional.of(link.map(one -> standing(job, connection, one)).orElseGet(() -> pending(connection)));
    }

    /** What waits although nothing is wrong with the grant waits for a permission, and says so. */
    private static Placement pending(Connection connection) {
        return placed(
                connection,
                Placement.State.PENDING,
                connection.may(Service.CALENDAR) ? "" : why(connection),
                List.of());
    }

    private static String why(Connection connection) {
        String account = connection.account().email();
        return connection.may(Service.CALENDAR_READ)
                ? account + " is connected read-only: the job is written once its owner allows changing calendars."
                : "Calendars are switched off, or were not allowed, for " + account + ".";
    }

    private static final String CANCELLED_AND_EDITED =
            "The job was cancelled while its event was changed in the calendar. Decide it on the conflicts page.";
    private static final String EDITED_AND_DELETED =
            "The event was deleted in the calendar while the job was changed. Decide it on the conflicts page.";
    private static final String REMOVED =
            "Its owner deleted it from the calendar. They, or a dispatcher, can put it back.";
    private static final String DISPUTED = "Both sides changed the same field. Decide it on the conflicts page.";

    private static Placement standing(Job job, Connection connection, Link link) {
        if (link.refusal().isPresent()) {
            return placed(connection, Placement.State.FAILED, link.refusal().get(), List.of());
        }
        return switch (link.state()) {
            case LinkState.Creating _, LinkState.Deleting _, LinkState.Kept _ -> pending(connection);
            case LinkState.Removed _ -> placed(connection, Placement.State.REMOVED, REMOVED, List.of());
            case LinkState.EditedAndDeleted _ ->
                placed(connection, Placement.State.CONFLICT, EDITED_AND_DELETED, conflicts(link, job));
            case LinkState.CancelledAndEdited _ ->
                placed(connection, Placement.State.CONFLICT, CANCELLED_AND_EDITED, conflicts(link, job));
            case LinkState.Linked linked -> linked(job, connection, link, linked.baseline());
        };
    }

    private static Placement linked(Job job, Connection connection, Link link, Baseline baseline) {
        if (!link.disputes().isEmpty()) {
            return placed(connection, Placement.State.CONFLICT, DISPUTED, conflicts(link, job));
        }
        boolean agreed = job.entry().equals(baseline.crm());
        return agreed ? placed(connection, Placement.State.IN_STEP, "", List.of()) : pending(connection);
    }

    private static Placement placed(
            Connection connection, Placement.State state, String reason, List<Conflict> conflicts) {
        Optional<String> why = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
        return new Placement(connection.owner(), Optional.of(connection), state, why, conflicts, Optional.empty());
    }
}
