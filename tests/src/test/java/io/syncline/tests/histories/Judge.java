package io.syncline.tests.histories;

import io.syncline.audit.FakeSealSignatures;
import io.syncline.audit.InMemorySeals;
import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.When;
import io.syncline.connection.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.LedgerChecks;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at a world that has come to rest, and says what does not hold there. */
final class Judge {

    private final World world;
    private final People.Memory memory;
    private final Window window;

    Judge(World world, People.Memory memory) {
        this.world = world;
        this.memory = memory;
        this.window = Window.around(world.now());
    }

    /**
     * Checks everything.
     *
     * @throws Violation for the first invariant that does not hold
     */
    void judge() {
        idle();
        for (Phone phone : world.phones()) {
            settled(phone);
            oneEvent(phone);
            untouched(phone);
            links(phone).forEach(link -> agreement(phone, link));
            everyJobHasALink(phone);
        }
        editsKept();
        told();
        silent();
        trail();
    }

    private List<Link> links(Phone phone) {
        return world.items()
                .allLinks(World.ORG, phone.ref(), Optional.empty(), 1_000)
                .links();
    }

    private void idle() {
        long writes = providerWrites();
        long rows = world.rows().writes();
        Workers workers = new Workers(world, new Random(0));
        for (int cycle = 0; cycle < 10; cycle++) {
            world.pass(Duration.ofMinutes(5));
            world.plan();
            workers.workOff();
        }
        require(Invariant.IDLE, providerWrites() == writes, "a provider was written to");
        require(Invariant.IDLE, world.rows().writes() == rows, "rows were written");
    }

    private long providerWrites() {
        return world.control().requests().count(LedgerEntry.Kind.WRITE);
    }

    private void settled(Phone phone) {
        require(
                Invariant.SETTLED,
                world.items().countWaiting(World.ORG, phone.ref()) == 0,
                "jobs wait in " + phone.email() + ": " + world.state(phone).problem());
        require(
                Invariant.SETTLED,
                world.state(phone).problem().isEmpty(),
                phone.email() + " has a problem: " + world.state(phone).problem());
        require(
                Invariant.SETTLED,
                world.items()
                        .waiting(World.ORG, phone.ref(), Optional.empty(), 1)
                        .owed()
                        .isEmpty(),
                "the CRM was not told everything");
    }

    private void oneEvent(Phone phone) {
        Set<String> linked = links(phone).stream()
                .flatMap(link -> link.event().stream())
                .map(EventId::value)
                .collect(Collectors.toSet());
        for (UserEvent event : phone.events(world.control())) {
            require(
                    Invariant.ONE_EVENT,
                    memory.isOwn(phone, event.id()) || linked.contains(event.id()) || isStraySplit(phone, event),
                    "the event " + event.title() + " of " + phone.email() + " belongs to no job");
        }
    }

    /**
     * What was split off a series is recognised for certain by Google's mark only, and is nobody's where the job was
     * taken away or is in a conflict.
     */
    private boolean isStraySplit(Phone phone, UserEvent event) {
        Optional<JobId> origin = memory.splitFrom(event.id());
        return origin.isPresent()
                && (phone.provider() == Provider.MICROSOFT
                        || world.edits().wasTakenAway(origin.get())
                        || isTaken(memory.splitInto(event.id()))
                        || !goesOn(phone, origin.get(), event));
    }

    /** Two people split the same series on the same date: the second one's keeps to itself. */
    private boolean isTaken(JobId job) {
        return world.phones().stream().anyMatch(phone -> world.link(phone, job).isPresent());
    }

    private boolean goesOn(Phone phone, JobId origin, UserEvent event) {
        boolean ended = world.job(origin)
                .filter(job -> job.isFor(phone.owner()))
                .filter(job -> job.details().when() instanceof When.Repeating(When.Single first, Recurrence rule)
                        && rule.last(first.date())
                                .filter(People.first(event)::isAfter)
                                .isPresent())
                .isPresent();
        return ended
                && world.link(phone, origin)
                        .filter(link -> link.state() instanceof LinkState.Linked
                                && link.disputes().isEmpty()
                                && link.refusal().isEmpty())
                        .isPresent();
    }

    private void untouched(Phone phone) {
        for (UserEvent event : phone.events(world.control())) {
            if (memory.isOwn(phone, event.id())) {
                String now = world.control()
                        .event(phone.side(), phone.email(), Phone.CALENDAR, event.id())
                        .toString();
                require(
                        Invariant.UNTOUCHED,
                        now.equals(memory.looks().get(event.id())),
                        event.title() + " was touched");
            }
        }
    }

    private void everyJobHasALink(Phone phone) {
        for (int i = 0; i < Office.JOBS; i++) {
            JobId id = new JobId("J-" + i);
            boolean wanted =
                    world.job(id).filter(job -> job.isFor(phone.owner())).isPresent();
            require(
                    Invariant.AGREEMENT,
                    !wanted || world.link(phone, id).isPresent(),
                    id.value() + " has no link in " + phone.email());
        }
    }

    private void agreement(Phone phone, Link link) {
        Job job = world.job(link.job()).orElseThrow();
        if (!job.isFor(phone.owner())) {
            require(
                    Invariant.AGREEMENT,
                    link.conflicts() > 0
                            || link.state() instanceof LinkState.Kept
                            || link.refusal().isPresent(),
                    job.id().value() + " is left over in " + phone.email() + " without a conflict: " + link.state());
            return;
        }
        switch (link.state()) {
            case LinkState.Removed _, LinkState.EditedAndDeleted _ ->
                require(
                        Invariant.ONLY_OWNERS_DELETE,
                        memory.deleted(phone, job.id()),
                        job.id().value() + " counts as deleted in " + phone.email());
            case LinkState.Linked linked -> agreement(phone, link, job, linked.event());
            case LinkState.CancelledAndEdited _, LinkState.Creating _, LinkState.Deleting _, LinkState.Kept _ ->
                require(
                        Invariant.SETTLED,
                        link.refusal().isPresent(),
                        job.id().value() + " is neither there nor not in " + phone.email() + ": " + link.state());
        }
    }

    private void agreement(Phone phone, Link link, Job job, EventId id) {
        if (link.refusal().isPresent()) {
            return;
        }
        RemoteEvent event = event(phone, id)
                .orElseThrow(
                        () -> new Violation(Invariant.AGREEMENT, job.id().value() + " is missing in " + phone.email()));
        Details crm = job.entry();
        Details calendar = event.details();
        same(phone, job, link, Field.TITLE, crm.title(), calendar.title());
        same(phone, job, link, Field.LOCATION, crm.location(), calendar.location());
        same(phone, job, link, Field.DESCRIPTION, crm.description(), calendar.description());
        boolean sameKind = link.disputes().keySet().stream()
                .noneMatch(aspect ->
                        aspect.equals(new Aspect.OfField(Field.WHEN)) || aspect instanceof Aspect.OfOccurrence);
        if (sameKind) {
            same(phone, job, link, Field.WHEN, times(crm), times(calendar));
        }
        if (link.disputes().isEmpty()) {
            same(phone, job, link, Field.TITLE, titles(crm), titles(calendar));
        }
    }

    private Optional<RemoteEvent> event(Phone phone, EventId id) {
        return switch (world.find(phone, id)) {
            case Lookup.Found(RemoteEvent event) -> Optional.of(event);
            case Lookup.Absent _ -> Optional.empty();
            case Lookup.Failed failed -> throw new Violation(Invariant.SETTLED, failed.toString());
        };
    }

    private List<String> times(Details details) {
        return dated(
                details,
                one -> one.details().when().start() + "/" + one.details().when().end());
    }

    private List<String> titles(Details details) {
        return dated(details, one -> one.details().title());
    }

    /** What a person would see in the calendar; how its rule is worded is the provider's business. */
    private List<String> dated(Details details, Function<Occurrence.Dated, String> look) {
        return details.occurrences(window).stream().map(look).sorted().toList();
    }

    private static void same(Phone phone, Job job, Link link, Field field, Object crm, Object calendar) {
        boolean disputed = link.disputes().containsKey(new Aspect.OfField(field));
        require(
                Invariant.AGREEMENT,
                disputed || crm.equals(calendar),
                field + " of " + job.id().value() + " in " + phone.email() + ": the CRM says " + crm + ", the calendar "
                        + calendar);
    }

    private void editsKept() {
        if (!world.policy().equals(SyncPolicy.DEFAULT)) {
            return; // some edits lose there, as the organisation wants it
        }
        for (Edits.Edit edit : world.edits().all()) {
            require(Invariant.EDITS_KEPT, isKept(edit), edit + " is lost");
        }
    }

    private boolean isKept(Edits.Edit edit) {
        Optional<Job> job = world.job(edit.job());
        return job.isEmpty() || isApplied(edit, job.get()) || isInConflict(edit) || isOfAStraySplit(edit.job());
    }

    private boolean isOfAStraySplit(JobId job) {
        return world.phones().stream()
                .anyMatch(phone -> phone.events(world.control()).stream()
                        .filter(event -> memory.splitFrom(event.id()).isPresent())
                        .filter(event -> memory.splitInto(event.id()).equals(job))
                        .anyMatch(event -> isStraySplit(phone, event)));
    }

    private static boolean isApplied(Edits.Edit edit, Job job) {
        return switch (edit.aspect()) {
            case Aspect.OfField(Field field) -> field == Field.WHEN ? isAt(edit, job) : says(edit, job, field);
            case Aspect.OfOccurrence(LocalDate date) ->
                !(job.details().when() instanceof When.Repeating series)
                        || !series.hasOn(date)
                        || isApplied(edit, job.details().exception(date));
        };
    }

    private static boolean says(Edits.Edit edit, Job job, Field field) {
        return job.details().get(field).equals(edit.value()) || edit.value() instanceof Availability;
    }

    private static boolean isAt(Edits.Edit edit, Job job) {
        Object at = edit.value() instanceof When when ? start(when) : edit.value();
        return start(job.details().when()).equals(at);
    }

    private static Object start(When when) {
        return when.first() instanceof When.AllDay day ? day.from() : when.start();
    }

    private static boolean isApplied(Edits.Edit edit, Optional<Occurrence> exception) {
        if (edit.value().equals("cancelled")) {
            return exception.filter(one -> one instanceof Occurrence.Cancelled).isPresent();
        }
        if (edit.value().equals("moved")) {
            return exception.isPresent();
        }
        if (edit.value() instanceof String title) {
            return exception
                    .filter(one -> one instanceof Occurrence.Cancelled
                            || (one instanceof Occurrence.Changed changed
                                    && changed.title().filter(title::equals).isPresent()))
                    .isPresent();
        }
        return exception.isPresent();
    }

    private boolean isInConflict(Edits.Edit edit) {
        return world.phones().stream()
                .flatMap(phone -> world.link(phone, edit.job()).stream())
                .anyMatch(link -> link.disputes().containsKey(edit.aspect())
                        || link.disputes().containsKey(new Aspect.OfField(Field.WHEN))
                        || link.state() instanceof LinkState.CancelledAndEdited
                        || link.state() instanceof LinkState.EditedAndDeleted
                        || link.refusal().isPresent());
    }

    private void told() {
        Set<String> opened = new HashSet<>();
        Set<JobId> removed = new HashSet<>();
        for (CrmEvent event : world.toldToCrm()) {
            if (event instanceof CrmEvent.ConflictOpened conflict) {
                opened.add(conflict.conflict().text());
            } else if (event instanceof CrmEvent.JobRemovedFromCalendar removal) {
                removed.add(removal.job());
            }
        }
        for (Phone phone : world.phones()) {
            for (Link link : links(phone)) {
                require(
                        Invariant.TOLD,
                        !(link.state() instanceof LinkState.Removed) || removed.contains(link.job()),
                        "nobody told the CRM that " + link.job().value() + " was removed");
                link.disputes()
                        .keySet()
                        .forEach(aspect -> require(
                                Invariant.TOLD,
                                opened.contains(new ConflictId(phone.ref(), link.job(), Optional.of(aspect)).text()),
                                "nobody told the CRM of the conflict about " + aspect));
            }
        }
    }

    private void silent() {
        LedgerChecks checks = world.control().requests().checks();
        require(Invariant.SILENT, checks.mailing().isEmpty(), "somebody was notified: " + checks.mailing());
        require(Invariant.SILENT, checks.withAttendees().isEmpty(), "somebody was invited");
    }

    private void trail() {
        world.registry().trail().chainNotes(World.ORG);
        Verdict verdict = new VerifyTrail(world.registry().trail(), new InMemorySeals(), new FakeSealSignatures("key"))
                .run(World.ORG);
        require(Invariant.TRAIL, verdict instanceof Verdict.Intact, verdict.toString());
    }

    private static void require(Invariant invariant, boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(invariant, otherwise);
        }
    }
}
