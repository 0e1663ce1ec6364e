package io.syncline.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of "this and all following": the provider ends the old series and makes a new one, which nobody created
 * for a job. It is adopted as a job of its own, so that neither its dates nor their exceptions are lost (R21, F17).
 */
final class Continuations {

    /** A run that sees more new series than that sees no split but a calendar that is new. */
    private static final int MOST = 100;

    private static final int PAGE = 100;

    /** Between the old job's id and the date on which the new one begins. */
    private static final String SPLIT = ":";

    private static final int LONGEST_ORIGIN = 117;

    private final CalendarRun run;
    /** By id: one series may come several times, page after page, or as the listing begins anew. */
    private final Map<EventId, RemoteEvent> noticed = new LinkedHashMap<>();

    Continuations(CalendarRun run) {
        this.run = run;
    }

    /** Takes note of series that were not there before; they are stored with the last page. */
    void noticed(List<RemoteEvent> series) {
        Map<EventId, RemoteEvent> rest = new LinkedHashMap<>();
        for (RemoteEvent one : series) {
            (noticed.containsKey(one.id()) || noticed.size() < MOST ? noticed : rest).put(one.id(), one);
        }
        remember(run.context(), rest.values());
    }

    private static void remember(RunContext context, Collection<RemoteEvent> series) {
        Map<EventId, KnownEvent> owned = context.items()
                .known(
                        context.organisation(),
                        context.ref(),
                        series.stream().map(RemoteEvent::id).toList());
        List<Commit> commits = new ArrayList<>();
        for (RemoteEvent one : series) {
            if (owned.containsKey(one.id()) && owned.get(one.id()).owner().isPresent()) {
                continue; // this run found out meanwhile that it is a job's
            }
            KnownEvent known = KnownEvent.ofNobody(one, context.calendar().listingNumber());
            commits.add(new Commit(one.id().value(), List.of(new RowChange.PutEvent(known))));
        }
        if (!commits.isEmpty()) {
            context.items().commit(context.organisation(), context.ref(), commits);
        }
    }

    /**
     * Adopts those that go on from a job's series; called once all pages are stored, so that the end of the old series
     * is known, in whatever order the two came.
     *
     * @return whether the run can go on
     */
    boolean adopt() {
        List<RemoteEvent> others = new ArrayList<>();
        for (RemoteEvent series : noticed.values()) {
            if (!run.mayGoOn()) {
                return false;
            }
            if (run.isReadOnly() || !adopt(run.context(), series)) {
                others.add(series);
            }
        }
        remember(run.context(), others);
        return true;
    }

    private boolean adopt(RunContext context, RemoteEvent series) {
        Optional<Adoption> adoption = origin(context, series).flatMap(link -> adoption(context, link, series));
        if (adoption.isEmpty()
                || !context.items()
                        .commit(
                                context.organisation(),
                                context.ref(),
                                List.of(adoption.get().commit()))
                        .isEmpty()) {
            return false;
        }
        context.outbox().add(List.of(adoption.get().event()));
        adoption.get().noted().forEach(calendar -> context.requestSync().run(context.organisation(), calendar));
        return true;
    }

    /** Whether something was split off a job of which it is not known yet whether it stands in the calendar. */
    boolean isUnsettled() {
        RunContext context = run.context();
        List<JobId> origins = noticed.values().stream()
                .flatMap(series -> series.mark().stream())
                .toList();
        return !origins.isEmpty()
                && context.items().links(context.organisation(), context.ref(), origins).values().stream()
                        .anyMatch(link -> link.state() instanceof LinkState.Creating
                                && link.refusal().isEmpty());
    }

    private record Adoption(Commit commit, CrmEvent event, List<CalendarRef> noted) {}

    private Optional<Link> origin(RunContext context, RemoteEvent series) {
        if (series.mark().filter(job -> isBeingCreated(context, job)).isPresent()) {
            return Optional.empty(); // it may well be what was created, and its answer lost
        }
        if (series.mark().isPresent()) {
            return family(context, series.mark().get()).stream()
                    .filter(link -> endsBefore(link, series))
                    .max(Comparator.comparing(Continuations::start));
        }
        Optional<JobId> after = Optional.empty();
        do {
            CalendarItems.LinkPage page = context.items().allLinks(context.organisation(), context.ref(), after, PAGE);
            Optional<Link> found = page.links().stream()
                    .filter(link -> endsBefore(link, series) && goesOn(link, series.details()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            after = page.last();
        } while (after.isPresent());
        return Optional.empty();
    }

    private static boolean isBeingCreated(RunContext context, JobId job) {
        return context.items().links(context.organisation(), context.ref(), List.of(job)).values().stream()
                .anyMatch(link -> link.state() instanceof LinkState.Creating);
    }

    /** The job that the mark names, and what was split off it before: its mark is copied from one to the next. */
    private static List<Link> family(RunContext context, JobId job) {
        List<Link> family = new ArrayList<>(context.items()
                .links(context.organisation(), context.ref(), List.of(job))
                .values());
        context.items().allLinks(context.organisation(), context.ref(), Optional.of(job), PAGE).links().stream()
                .filter(link -> link.job().value().startsWith(job.value() + SPLIT))
                .forEach(family::add);
        return family;
    }

    private static LocalDate start(Link link) {
        return lastSeen(link).orElseThrow().when().first().date();
    }

    private static Optional<Details> lastSeen(Link link) {
        return link.state() instanceof LinkState.Linked linked
                ? Optional.of(linked.baseline().calendar())
                : Optional.empty();
    }

    private static boolean endsBefore(Link link, RemoteEvent series) {
        LocalDate start = series.details().when().first().date();
        return lastSeen(link)
                .filter(details -> details.when() instanceof When.Repeating(When.Single first, Recurrence rule)
                        && first.date().isBefore(start)
                        && rule.last(first.date()).filter(start::isAfter).isPresent())
                .isPresent();
    }

    /** Without a mark, only what begins on the very date on which the old series would have gone on is taken for it. */
    private static boolean goesOn(Link link, Details series) {
        Details old = lastSeen(link).orElseThrow();
        return old.title().equals(series.title())
                && old.when() instanceof When.Repeating(When.Single first, Recurrence rule)
                && rule.until().isPresent()
                && rule.endingOn(series.when().first().date())
                        .dates(first.date(), rule.until().get().plusDays(1), LocalDate.MAX)
                        .equals(List.of(series.when().first().date()));
    }

    private static Optional<Adoption> adoption(RunContext context, Link link, RemoteEvent series) {
        return context.jobs()
                .find(context.organisation(), link.job())
                .filter(context::wants)
                .filter(origin -> origin.id().value().length() <= LONGEST_ORIGIN)
                .map(origin -> adoption(context, origin, series));
    }

    /** The first job's id and the date: a series that is split again does not get longer and longer names. */
    private static JobId idOf(JobId origin, LocalDate start) {
        return new JobId(origin.value().replaceFirst(SPLIT + "\\d{4}-\\d{2}-\\d{2}$", "") + SPLIT + start);
    }

    private static Adoption adoption(RunContext context, Job origin, RemoteEvent series) {
        Details details = series.details();
        JobId id = idOf(origin.id(), details.when().first().date());
        Job job = new Job(
                        origin.organisation(),
                        id,
                        details,
                        origin.assignees(),
                        origin.calendars(),
                        origin.stage(),
                        context.now(),
                        0,
                        0)
                .withEntry(details, context.now());
        Link link = Link.creating(context.ref(), id, details).linkedTo(series, new Baseline(details, details));
        CrmEvent event = new CrmEvent.JobContinued(
                context.run() + "-" + id.value(),
                context.organisation(),
                context.now(),
                id,
                origin.id(),
                details,
                context.calendar().owner());
        String sentence = "Split off " + origin.id().value() + " in the calendar (this and all following).";
        List<RowChange> rows = new ArrayList<>(List.of(
                new RowChange.PutJob(job),
                new RowChange.PutLink(link),
                new RowChange.PutEvent(context.known(series, id)),
                new RowChange.Owe(event),
                new RowChange.Explain(
                        id, new Explanation(context.now(), Explanation.Kind.MATCHED, "R21", sentence, context.run()))));
        boolean looksOtherwise = !job.entry().equals(details); // a completed job has a mark before its title
        List<CalendarRef> noted = job.calendars().stream()
                .filter(calendar -> looksOtherwise || !calendar.equals(context.ref()))
                .toList();
        noted.forEach(calendar -> rows.add(new RowChange.Note(calendar, new Pending(id, 1))));
        return new Adoption(new Commit(id.value(), rows), event, noted);
    }
}
