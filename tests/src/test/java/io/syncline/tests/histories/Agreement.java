package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.sync.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Whether both sides say the same of every job, or an open conflict says why not. */
final class Agreement {

    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    private final World world;
    private final Memory memory;
    private final Window window;

    Agreement(World world, Memory memory) {
        this.world = world;
        this.memory = memory;
        this.window = Window.around(world.now());
    }

    void judge(Phone phone) {
        world.links(phone).forEach(link -> judge(phone, link));
        IntStream.range(0, Office.JOBS)
                .mapToObj(number -> new JobId("J-" + number))
                .forEach(id -> linked(phone, id));
    }

    private void linked(Phone phone, JobId id) {
        boolean wanted = world.job(id).filter(job -> job.isFor(phone.owner())).isPresent();
        Invariant.AGREEMENT.require(
                !wanted || world.link(phone, id).isPresent(), () -> id.value() + " has no link in " + phone.email());
    }

    private void judge(Phone phone, Link link) {
        Job job = world.job(link.job()).orElseThrow();
        String where = job.id().value() + " in " + phone.email();
        if (!job.isFor(phone.owner())) {
            Invariant.AGREEMENT.require(
                    link.conflicts() > 0
                            || link.state() instanceof LinkState.Kept
                            || link.refusal().isPresent(),
                    () -> where + " is left over without a conflict: " + link.state());
            return;
        }
        switch (link.state()) {
            case LinkState.Removed _, LinkState.EditedAndDeleted _ ->
                Invariant.ONLY_OWNERS_DELETE.require(
                        memory.deleted(phone, job.id()), () -> where + " counts as deleted");
            case LinkState.Linked linked -> judge(phone, link, job, linked.event());
            case LinkState.CancelledAndEdited _, LinkState.Creating _, LinkState.Deleting _, LinkState.Kept _ ->
                Invariant.SETTLED.require(
                        link.refusal().isPresent(), () -> where + " is neither there nor not there: " + link.state());
        }
    }

    private void judge(Phone phone, Link link, Job job, EventId id) {
        if (link.refusal().isPresent()) {
            return;
        }
        Details calendar = event(phone, id)
                .orElseThrow(
                        () -> new Violation(Invariant.AGREEMENT, job.id().value() + " is missing in " + phone.email()))
                .details();
        new Both(phone, link, job, calendar).judge();
    }

    private Optional<RemoteEvent> event(Phone phone, EventId id) {
        return switch (world.find(phone, id)) {
            case Lookup.Found(RemoteEvent event) -> Optional.of(event);
            case Lookup.Absent _ -> Optional.empty();
            case Lookup.Failed failed -> throw new Violation(Invariant.SETTLED, failed.toString());
        };
    }

    /** Both sides of a job. */
    private final class Both {
        private final Phone phone;
        private final Link link;
        private final Job job;
        private final Details calendar;

        Both(Phone phone, Link link, Job job, Details calendar) {
            this.phone = phone;
            this.link = link;
            this.job = job;
            this.calendar = calendar;
        }

        void judge() {
            Details crm = job.entry();
            same(Field.TITLE, text(crm.title()), text(calendar.title()));
            same(Field.LOCATION, text(crm.location()), text(calendar.location()));
            same(Field.DESCRIPTION, text(crm.description()), text(calendar.description()));
            boolean sameKind = link.disputes().keySet().stream()
                    .noneMatch(aspect -> aspect.equals(WHEN) || aspect instanceof Aspect.OfOccurrence);
            if (sameKind) {
                same(Field.WHEN, times(crm), times(calendar));
            }
            if (link.disputes().isEmpty()) {
                same(Field.TITLE, titles(crm), titles(calendar));
            }
        }

        private void same(Field field, Object crm, Object there) {
            boolean disputed = link.disputes().containsKey(new Aspect.OfField(field));
            Invariant.AGREEMENT.require(
                    disputed || crm.equals(there),
                    () -> field + " of " + job.id().value() + " in " + phone.email() + ": the CRM says " + crm
                            + ", the calendar " + there);
        }
    }

    /** Blanks and empty lines are the provider's business. */
    private static String text(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private List<String> times(Details details) {
        return dated(
                details,
                one -> one.details().when().start() + "/" + one.details().when().end());
    }

    private List<String> titles(Details details) {
        return dated(details, one -> text(one.details().title()));
    }

    /** What a person would see in the calendar; how its rule is worded is the provider's business. */
    private List<String> dated(Details details, Function<Occurrence.Dated, String> look) {
        return details.occurrences(window).stream().map(look).sorted().toList();
    }
}
