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
                    placement(job, connection, link).ifPresent(own::add);
                }
            });
            placements.addAll(own.isEmpty() && !job.cancelled() ? List.of(waiting(assignee)) : own);
        }
        return placements;
    }

    private static Placement waiting(UserId assignee) {
        String reason = "No calendar is connected and chosen for this person yet.";
        return new Placement(assignee, Optional.empty(), Placement.State.WAITING, Optional.of(reason), List.of());
    }

    private static Optional<Placement> placement(Job job, Connection connection, Optional<Link> link) {
        if (job.cancelled()) {
            return link.filter(one -> one.state() instanceof LinkState.CancelledAndEdited)
                    .map(_ -> placed(connection, Placement.State.CONFLICT, CANCELLED_AND_EDITED, List.of()));
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
            "The job was cancelled while its event was changed in the calendar. Delete the event there, or assign the "
                    + "job again.";
    private static final String EDITED_AND_DELETED =
            "The event was deleted in the calendar while the job was changed. Cancel the job, or have the event restored.";
    private static final String REMOVED =
            "Its owner deleted it from the calendar. To put it back, a dispatcher assigns the job to somebody else in the CRM and, "
                    + "a minute later, back again.";
    private static final String DISPUTED =
            "Both sides changed the same field. Make it the same on both sides to close this.";

    private static Placement standing(Job job, Connection connection, Link link) {
        if (link.refusal().isPresent()) {
            return placed(connection, Placement.State.FAILED, link.refusal().get(), List.of());
        }
        return switch (link.state()) {
            case LinkState.Creating _, LinkState.Deleting _ -> pending(connection);
            case LinkState.Removed _ -> placed(connection, Placement.State.REMOVED, REMOVED, List.of());
            case LinkState.EditedAndDeleted _ ->
                placed(connection, Placement.State.CONFLICT, EDITED_AND_DELETED, List.of());
            case LinkState.CancelledAndEdited _ ->
                placed(connection, Placement.State.CONFLICT, CANCELLED_AND_EDITED, List.of());
            case LinkState.Linked linked -> linked(job, connection, link, linked.baseline());
        };
    }

    private static Placement linked(Job job, Connection connection, Link link, Baseline baseline) {
        if (!link.disputes().isEmpty()) {
            List<Dispute> disputes = link.disputes().values().stream()
                    .sorted(Comparator.comparing(Dispute::field))
                    .toList();
            return placed(connection, Placement.State.CONFLICT, DISPUTED, disputes);
        }
        boolean agreed = job.details().equals(baseline.crm());
        return agreed ? placed(connection, Placement.State.IN_STEP, "", List.of()) : pending(connection);
    }

    private static Placement placed(
            Connection connection, Placement.State state, String reason, List<Dispute> conflicts) {
        Optional<String> why = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
        return new Placement(connection.owner(), Optional.of(connection), state, why, conflicts);
    }
}
