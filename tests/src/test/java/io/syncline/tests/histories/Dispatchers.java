package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Conflict;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.ConflictReport;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.ListConflicts;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.ProposedValue;
import io.syncline.calendar.PutBack;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.ResolveConflict.Resolution;
import io.syncline.calendar.ResolveConflict.Wish;
import io.syncline.calendar.Review;
import io.syncline.calendar.ReviewId;
import io.syncline.calendar.Reviews;
import io.syncline.calendar.UndoReview;
import io.syncline.calendar.When;
import io.syncline.identity.Caller;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** People who decide: about conflicts, about deletions, and about what came off a calendar. */
final class Dispatchers {

    private static final Caller DISPATCHER =
            new Caller(World.ORG, new UserId("dispatcher"), "Dispatcher", Set.of(Role.DISPATCHER));

    private final World world;
    private final Random random;
    private final Memory memory;

    Dispatchers(World world, Random random, Memory memory) {
        this.world = world;
        this.random = random;
        this.memory = memory;
    }

    /** Somebody looks at the conflicts; they may not decide before much later. */
    void looksAtConflicts() {
        memory.seen().addAll(open());
    }

    private List<ConflictReport> open() {
        return world.engine()
                .listConflicts()
                .run(DISPATCHER, ListConflicts.Which.OPEN, Optional.empty())
                .conflicts();
    }

    void decidesConflict() {
        List<ConflictReport> known = random.nextInt(4) == 0 ? memory.seen() : open();
        if (!known.isEmpty()) {
            decides(known.get(random.nextInt(known.size())).conflict());
        }
    }

    private void decides(Conflict conflict) {
        List<Choice> choices = conflict.choices();
        Choice choice = choices.get(random.nextInt(choices.size()));
        Wish wish = new Wish(choice, value(conflict, choice), conflict.version());
        String what = choice + " for " + conflict.kind() + " of "
                + conflict.id().aspect().map(Aspect::word).orElse("all") + " of "
                + conflict.id().job().value() + " in "
                + conflict.id().calendar().connection();
        long rows = world.storage().rows().writes();
        Resolution resolution = asked(() -> world.engine().resolveConflict().run(DISPATCHER, conflict.id(), wish));
        world.tell("dispatcher decides " + what + ": " + word(resolution));
        if (resolution instanceof Resolution.Resolved && world.storage().rows().writes() > rows) {
            stands(conflict, choice);
            again(conflict, wish);
        }
    }

    private static String word(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Resolved _ -> "done";
            case Resolution.NotFound _ -> "it is unknown";
            case Resolution.Changed _ -> "it is not what was looked at any more";
            case Resolution.Closed _ -> "it is closed";
            case Resolution.Invalid(String reason) -> throw new Violation(Invariant.DECIDED, reason);
            case Resolution.Busy _ -> throw new Violation(Invariant.DECIDED, "nobody else is here");
        };
    }

    /** The same decision once more, as of somebody who was impatient. */
    private void again(Conflict conflict, Wish wish) {
        if (random.nextInt(3) == 0) {
            long rows = world.storage().rows().writes();
            Resolution second = asked(() -> world.engine().resolveConflict().run(DISPATCHER, conflict.id(), wish));
            if (!(second instanceof Resolution.Resolved)
                    || world.storage().rows().writes() != rows) {
                throw new Violation(Invariant.DECIDED, "the same decision again changed something: " + second);
            }
        }
    }

    private Optional<ProposedValue> value(Conflict conflict, Choice choice) {
        return choice == Choice.VALUE
                ? conflict.id().aspect().map(aspect -> value(conflict, aspect))
                : Optional.empty();
    }

    private ProposedValue value(Conflict conflict, Aspect aspect) {
        Details baseline = conflict.baseline().crm();
        return switch (aspect) {
            case Aspect.OfField(Field field) ->
                switch (field) {
                    case WHEN -> new ProposedValue.Time(another(baseline.when()));
                    case TITLE -> new ProposedValue.Text(conflict.id().job().value() + " " + world.fresh("dispatcher"));
                    case DESCRIPTION, LOCATION -> new ProposedValue.Text(world.fresh("dispatcher"));
                    case AVAILABILITY -> new ProposedValue.Text("busy");
                    case STATUS -> new ProposedValue.Text("confirmed");
                };
            case Aspect.OfOccurrence(LocalDate date) -> new ProposedValue.OneOccurrence(date, occurrence(conflict));
        };
    }

    /** A time that nobody wanted before. */
    private When another(When when) {
        return switch (when) {
            case When.Timed timed -> later(timed);
            case When.AllDay day -> day.on(day.from().plusDays(1));
            case When.Repeating(When.Single first, Recurrence rule) ->
                new When.Repeating(first instanceof When.Timed timed ? later(timed) : first, rule);
        };
    }

    private When.Timed later(When.Timed timed) {
        int minutes = 1 + random.nextInt(14);
        return new When.Timed(timed.from().plusMinutes(minutes), timed.to().plusMinutes(minutes), timed.zone());
    }

    private Optional<Occurrence> occurrence(Conflict conflict) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Occurrence.Cancelled());
            default ->
                Optional.of(new Occurrence.Changed(
                        Optional.of(conflict.id().job().value() + " " + world.fresh("dispatcher occurrence")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        };
    }

    /** What was decided is what everybody wants from now on. */
    private void stands(Conflict conflict, Choice choice) {
        JobId id = conflict.id().job();
        Phone phone = world.phone(conflict.id().calendar()).orElseThrow();
        switch (conflict.kind()) {
            case CHANGED_TWICE -> stands(phone, id, conflict.id().aspect().orElseThrow(), choice);
            case DELETED_IN_CALENDAR -> {
                if (choice == Choice.CRM) {
                    memory.brings(phone, id);
                }
            }
            case CANCELLED_IN_CRM -> {
                if (choice == Choice.CRM) {
                    world.edits().overruled(id, phone.email());
                } else {
                    world.edits().decided(id, Optional.empty());
                }
            }
        }
    }

    /** Where the calendar's side stands, its owner may have changed it again since it was looked at. */
    private void stands(Phone phone, JobId id, Aspect aspect, Choice choice) {
        switch (choice) {
            case CRM -> world.edits().decidedAgainst(id, aspect, phone.email());
            case CALENDAR -> world.edits().decidedFor(id, aspect, phone.email());
            case VALUE -> standsAnew(id, aspect);
        }
        if (aspect.equals(new Aspect.OfField(Field.WHEN))) {
            world.edits().redrawn(id);
        }
    }

    private void standsAnew(JobId id, Aspect aspect) {
        world.edits().decided(id, Optional.of(aspect));
        if (aspect instanceof Aspect.OfField(Field field)) {
            Details details = world.job(id).orElseThrow().details();
            world.edits().made(id, aspect, Office.HERE, details.get(field));
        }
    }

    /** Somebody answers for the deletions that a calendar waits with. */
    void answersReview() {
        answersReview(world.somePhone(random));
    }

    void answersReview(Phone phone) {
        world.state(phone).review().filter(Review::isOpen).ifPresent(review -> {
            Review.Answer answer = random.nextBoolean() ? Review.Answer.APPROVED : Review.Answer.REFUSED;
            world.tell("somebody answers " + answer + " to " + review);
            world.count("deletions reviewed");
            asked(() -> world.engine().decideReview().run(DISPATCHER, new ReviewId(phone.ref(), review.id()), answer));
            if (answer == Review.Answer.REFUSED) {
                refused(phone);
            }
        });
    }

    /** What stays of a job that is not wanted any more is its owner's; should it be wanted again, the job says how it looks. */
    private void refused(Phone phone) {
        memory.refuses(phone);
        world.links(phone).stream()
                .map(Link::job)
                .filter(job -> !world.isFor(phone, job))
                .forEach(job -> world.edits().freed(job, phone.email()));
    }

    /** Somebody wants back what was deleted with approval. */
    void undoesReview() {
        Phone phone = world.somePhone(random);
        List<Reviews.Settled> settled = world.storage().reviews().list(World.ORG, phone.ref());
        if (!settled.isEmpty()) {
            ReviewId id = new ReviewId(
                    phone.ref(),
                    settled.get(random.nextInt(settled.size())).review().id());
            UndoReview.Undoing undoing = asked(() -> world.engine().undoReview().run(DISPATCHER, id));
            world.tell("somebody undoes deletions: " + undoing);
        }
    }

    /** Somebody has a job put back that its calendar's owner removed. */
    void putsBack() {
        Phone phone = world.somePhone(random);
        List<Link> removed = world.links(phone).stream()
                .filter(link -> link.state() instanceof LinkState.Removed)
                .toList();
        if (!removed.isEmpty()) {
            putsBack(phone, removed.get(random.nextInt(removed.size())).job());
        }
    }

    private void putsBack(Phone phone, JobId job) {
        PutBack.Putting putting = asked(
                () -> world.engine().putBack().run(DISPATCHER, job, phone.ref().connection()));
        world.tell(
                "dispatcher puts " + job.value() + " back for " + phone.owner().value() + ": " + putting);
        if (putting instanceof PutBack.Putting.Done) {
            memory.brings(phone, job);
        }
    }

    private <T> T asked(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        world.inOffice(() -> answer.set(question.get()));
        return answer.get();
    }
}
