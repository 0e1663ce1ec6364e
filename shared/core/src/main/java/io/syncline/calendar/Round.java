package io.syncline.calendar;

import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Does what was decided for some jobs, once, and says what is left. */
final class Round {

    private static final int PATIENCE = 5;

    /** A series takes several requests: one of ten that fail is enough, and is nobody's fault. */
    private static final int MOST_FAILURES = 10;

    private static final Counts ONE_PUSHED = new Counts(1, 0, 0, 0, 0);

    private final RunContext context;
    private final List<Step> steps;
    private final Map<String, Planned> planned = new LinkedHashMap<>();
    private final List<Work> open = new ArrayList<>();
    private Counts counts = Counts.NONE;
    private Optional<RemoteFailure> stop = Optional.empty();
    private boolean othersWentThrough;

    Round(RunContext context, List<Step> steps) {
        this.context = context;
        this.steps = steps;
    }

    /**
     * What a round did.
     *
     * @param open jobs to decide anew, with what is known of them now
     * @param stop why the provider cannot be asked further
     */
    record Result(Counts counts, List<Work> open, Optional<RemoteFailure> stop) {}

    /**
     * Rows to be stored for a job.
     *
     * @param next what is left to decide once they are stored
     * @param onClash what is left to decide where somebody else was faster
     */
    private record Planned(Commit commit, Counts counts, Optional<Work> next, Work onClash, Optional<Job> job) {}

    Result run() {
        write(announced(steps));
        commit();
        return new Result(counts, List.copyOf(open), stop);
    }

    /** Leaves everything alone, with a reason for a person. */
    BatchResult park(String reason) {
        for (Step step : steps) {
            Link link = step.known()
                    .orElseGet(() -> Link.creating(
                            context.ref(), step.id(), step.job().map(Job::entry).orElseThrow()));
            Counts one = new Counts(0, 0, 0, 0, 1);
            plan(step, one, List.of(new RowChange.PutLink(link.refused(reason))));
        }
        commit();
        return new BatchResult(counts, open.size(), Optional.empty(), Optional.empty());
    }

    /** What is about to be done is stored before the provider is asked, so that a lost answer harms nothing (R10). */
    private List<Step> announced(List<Step> all) {
        Map<String, Commit> commits = new LinkedHashMap<>();
        for (Step step : all) {
            step.decision()
                    .announcement()
                    .ifPresent(link -> commits.put(step.id().value(), announcement(step, link)));
        }
        Set<String> clashed = store(List.copyOf(commits.values()));
        List<Step> announced = new ArrayList<>();
        for (Step step : all) {
            String key = step.id().value();
            if (clashed.contains(key)) {
                open.add(step.work());
            } else if (commits.containsKey(key)) {
                owe(commits.get(key));
                announced.add(step.announced());
            } else {
                announced.add(step);
            }
        }
        return announced;
    }

    private Commit announcement(Step step, Link link) {
        List<RowChange> rows = new ArrayList<>(List.of(new RowChange.PutLink(link)));
        if (step.decision() instanceof Decision.Create && step.work().note().isEmpty()) {
            rows.add(Notes.afterDecision(link)); // what shows up in no listing is only found again by its note
        }
        rows.addAll(Story.of(context, step, rows, Optional.empty()));
        return new Commit(step.id().value(), rows);
    }

    private void write(List<Step> announced) {
        List<Step> writing = new ArrayList<>();
        List<RemoteWrite> writes = new ArrayList<>();
        for (Step step : announced) {
            remoteWrite(step)
                    .ifPresentOrElse(
                            write -> {
                                writing.add(step);
                                writes.add(write);
                            },
                            () -> planLocal(step));
        }
        List<WriteAnswer> answers = context.write(writes);
        othersWentThrough = answers.stream().anyMatch(Round::wentThrough);
        for (int i = 0; i < writing.size(); i++) {
            answered(writing.get(i), answers.get(i));
        }
    }

    private static boolean wentThrough(WriteAnswer answer) {
        return switch (answer) {
            case WriteAnswer.Written _, WriteAnswer.Adopted _, WriteAnswer.Absent _, WriteAnswer.Stale _ -> true;
            case WriteAnswer.Failed _ -> false;
        };
    }

    private Optional<RemoteWrite> remoteWrite(Step step) {
        return switch (step.decision()) {
            case Decision.Create create ->
                Optional.of(new RemoteWrite.Create(context.key(step.id()), create.details()));
            case Decision.Delete delete -> Optional.of(new RemoteWrite.Delete(delete.event(), delete.version()));
            case Decision.Update update -> {
                RemoteEvent from = update.from();
                yield Optional.of(new RemoteWrite.Update(from.id(), from.version(), from.details(), update.to()));
            }
            case Decision.Leave _, Decision.LookUp _, Decision.Forget _, Decision.Store _ -> Optional.empty();
        };
    }

    private void planLocal(Step step) {
        switch (step.decision()) {
            case Decision.Leave _ -> plan(step, Counts.NONE, List.of());
            case Decision.LookUp _ -> lookAgain(step);
            case Decision.Forget(Link link) -> plan(step, Counts.NONE, forgotten(link));
            case Decision.Store store -> planStore(step, store);
            case Decision.Create _, Decision.Delete _, Decision.Update _ ->
                throw new IllegalStateException("It is written first");
        }
    }

    private void planStore(Step step, Decision.Store store) {
        List<RowChange> rows = new ArrayList<>(List.of(new RowChange.PutLink(store.link())));
        rememberRemoved(step, store).ifPresent(rows::add);
        store.job().ifPresent(job -> rows.addAll(jobRows(job)));
        Counts made = new Counts(0, store.job().isPresent() ? 1 : 0, 0, step.newConflicts(store.link()), 0);
        if (store.more()) {
            owned(step).ifPresent(rows::add);
            add(step, rows, made, Optional.of(step.work()), step.work(), store.job());
        } else {
            add(step, settled(step, rows), made, Optional.empty(), step.work(), store.job());
        }
    }

    private Optional<RowChange> rememberRemoved(Step step, Decision.Store store) {
        return context.deletions()
                .approved()
                .filter(_ -> store.link().state() instanceof LinkState.Removed)
                .map(review -> new RowChange.RememberDeleted(
                        review.id(),
                        new Reviews.Deleted(
                                step.id(),
                                ((LinkState.Removed) store.link().state())
                                        .baseline()
                                        .calendar())));
    }

    /** The job, and a note in every other calendar that carries it. */
    private List<RowChange> jobRows(Job job) {
        List<RowChange> rows = new ArrayList<>(List.of(new RowChange.PutJob(job)));
        for (CalendarRef other : job.calendars()) {
            if (!other.equals(context.ref())) {
                rows.add(new RowChange.Note(other, new Pending(job.id(), job.version() + 1)));
            }
        }
        return rows;
    }

    private void answered(Step step, WriteAnswer answer) {
        switch (answer) {
            case WriteAnswer.Written(RemoteEvent event) -> written(step, event);
            case WriteAnswer.Adopted(RemoteEvent event) -> adopted(step, event);
            case WriteAnswer.Absent _ -> absent(step);
            case WriteAnswer.Stale _ -> lookAgain(step);
            case WriteAnswer.Failed(RemoteFailure failure) -> failed(step, failure, linkOf(step.decision()));
        }
    }

    private void written(Step step, RemoteEvent event) {
        switch (step.decision()) {
            case Decision.Create create -> created(step, create.link(), create.details(), event);
            case Decision.Update update -> updated(step, update, event);
            case Decision.Delete delete -> plan(step, ONE_PUSHED, deleted(step, delete.link()));
            case Decision.Leave _, Decision.LookUp _, Decision.Forget _, Decision.Store _ ->
                throw new IllegalStateException("Nothing was written");
        }
    }

    private void created(Step step, Link link, Details sent, RemoteEvent event) {
        if (wasTriedBefore(step)) {
            switch (context.find(event.id())) {
                case Lookup.Found(RemoteEvent there) -> found(step, link, sent, there);
                case Lookup.Absent _ -> deletedSince(step, link, sent, event);
                case Lookup.Failed(RemoteFailure failure) -> failed(step, failure, link);
            }
        } else {
            stands(step, link, sent, event);
        }
    }

    /**
     * An idempotent creation may answer with what it made the first time; its owner can have changed or deleted that
     * since.
     */
    private static boolean wasTriedBefore(Step step) {
        return step.known()
                .filter(link -> link.state() instanceof LinkState.Creating)
                .isPresent();
    }

    private void deletedSince(Step step, Link link, Details sent, RemoteEvent event) {
        LinkState removed = new LinkState.Removed(new Baseline(sent, event.details()), context.now());
        plan(step, Counts.NONE, List.of(new RowChange.PutLink(link.accepted().with(removed))));
    }

    private void stands(Step step, Link link, Details sent, RemoteEvent event) {
        Link there = link.state() instanceof LinkState.Kept kept
                ? link.with(new LinkState.Kept(Optional.of(event), sent, kept.since()))
                : link.linkedTo(event, new Baseline(sent, event.details()));
        List<RowChange> rows = linked(step, there.accepted(), event);
        boolean upToDate = there.state() instanceof LinkState.Kept
                || step.job().map(Job::entry).filter(sent::equals).isPresent();
        Work seen = step.work().knowing(new Sighting.Seen(event));
        if (upToDate) {
            add(step, settled(step, rows), ONE_PUSHED, Optional.empty(), seen, Optional.empty());
        } else {
            add(step, rows, ONE_PUSHED, Optional.of(seen), seen, Optional.empty());
        }
    }

    /** It was there already, perhaps edited since: nothing is stored before that is decided. */
    private void adopted(Step step, RemoteEvent event) {
        if (step.decision() instanceof Decision.Create create) {
            found(step, create.link(), create.details(), event);
        } else {
            open.add(step.work().knowing(new Sighting.Seen(event)));
        }
    }

    private void found(Step step, Link link, Details sent, RemoteEvent event) {
        if (event.details().looksLike(sent)) {
            stands(step, link, sent, event);
        } else {
            open.add(step.work().knowing(new Sighting.Seen(event)));
        }
    }

    private void updated(Step step, Decision.Update update, RemoteEvent event) {
        Link link = update.written();
        if (!(link.state() instanceof LinkState.Linked linked)) {
            throw new IllegalStateException("Only a linked event is updated");
        }
        Set<Aspect> untouched = new HashSet<>(link.disputes().keySet());
        untouched.addAll(occurrencesLeftAlone(update, event));
        Link stored = link.linkedTo(event, linked.baseline().inFormOf(event.details(), untouched));
        Counts made = new Counts(1, 0, 0, step.newConflicts(stored), 0);
        Work seen = step.work().knowing(new Sighting.Seen(event));
        List<RowChange> rows = linked(step, stored, event);
        boolean changedMeanwhile = occurrencesLeftAlone(update, event).stream()
                .anyMatch(aspect ->
                        !event.details().agreesOn(aspect, update.from().details()));
        if (changedMeanwhile) {
            add(step, rows, made, Optional.of(seen), seen, Optional.empty());
        } else {
            add(step, settled(step, rows), made, Optional.empty(), seen, Optional.empty());
        }
    }

    /** An occurrence has a version of its own, so its owner may change it while the rest of the series is written. */
    private static List<Aspect> occurrencesLeftAlone(Decision.Update update, RemoteEvent event) {
        Details from = update.from().details();
        return Details.aspects(from, update.to(), event.details()).stream()
                .filter(aspect -> aspect instanceof Aspect.OfOccurrence)
                .filter(aspect -> from.agreesOn(aspect, update.to()))
                .toList();
    }

    private void absent(Step step) {
        if (step.decision() instanceof Decision.Delete delete) {
            plan(step, ONE_PUSHED, deleted(step, delete.link()));
            return;
        }
        open.add(step.work().knowing(gone(linkOf(step.decision()))));
    }

    private static Sighting gone(Link link) {
        return link.event().<Sighting>map(Sighting.Gone::new).orElseGet(Sighting.Missing::new);
    }

    private void lookAgain(Step step) {
        Link link = linkOf(step.decision());
        Optional<EventId> event = link.event();
        Lookup lookup = event.isPresent() ? context.find(event.get()) : context.find(step.id());
        switch (lookup) {
            case Lookup.Found(RemoteEvent found) -> open.add(step.work().knowing(new Sighting.Seen(found)));
            case Lookup.Absent _ -> open.add(step.work().knowing(gone(link)));
            case Lookup.Failed(RemoteFailure failure) -> failed(step, failure, link);
        }
    }

    /** What is wrong with one job concerns that job; what is wrong with the provider ends the run. */
    private void failed(Step step, RemoteFailure failure, Link link) {
        switch (failure) {
            case RemoteFailure.Refused(String reason) -> refused(step, link, reason);
            case RemoteFailure.Unavailable(String reason) when isPoison(step.id()) -> poisoned(step, link, reason);
            case RemoteFailure.Unauthorized _,
                    RemoteFailure.NotPermitted _,
                    RemoteFailure.Throttled _,
                    RemoteFailure.Unavailable _,
                    RemoteFailure.CalendarGone _ -> {
                open.add(step.work());
                stop = stop.or(() -> Optional.of(failure));
            }
        }
    }

    /** What may have been created after all is not left behind without its job. */
    private void poisoned(Step step, Link link, String reason) {
        boolean mayExist = step.decision() instanceof Decision.Create;
        if (mayExist && context.find(step.id()) instanceof Lookup.Found(RemoteEvent there)) {
            open.add(step.work().knowing(new Sighting.Seen(there)));
        } else {
            refused(step, link, "It failed again and again while others went through: " + reason);
        }
    }

    /** Only a job that fails where others go through, run after run, is taken to be the cause itself (R18, F25). */
    private boolean isPoison(JobId job) {
        return othersWentThrough
                && context.calendar().attempts() >= PATIENCE
                && context.items().countAttempt(context.organisation(), context.ref(), job.value()) > MOST_FAILURES;
    }

    private void refused(Step step, Link link, String reason) {
        Link parked = (step.decision() instanceof Decision.Update update ? update.unwritten() : link).refused(reason);
        Counts made = new Counts(0, 0, 0, step.newConflicts(parked), 1);
        plan(step, made, List.of(new RowChange.PutLink(parked)));
    }

    private static Link linkOf(Decision decision) {
        return switch (decision) {
            case Decision.Create create -> create.link();
            case Decision.LookUp lookUp -> lookUp.link();
            case Decision.Delete delete -> delete.link();
            case Decision.Forget forget -> forget.link();
            case Decision.Store store -> store.link();
            case Decision.Update update -> update.written();
            case Decision.Leave _ -> throw new IllegalStateException("Nothing was to be done");
        };
    }

    private List<RowChange> linked(Step step, Link link, RemoteEvent event) {
        return List.of(new RowChange.PutLink(link), new RowChange.PutEvent(context.known(event, step.id())));
    }

    private static List<RowChange> forgotten(Link link) {
        List<RowChange> rows = new ArrayList<>(List.of(new RowChange.DropLink(link)));
        link.event().ifPresent(event -> rows.add(new RowChange.DropEvent(event)));
        return rows;
    }

    /** What is deleted under a review can be brought back for 30 days (R17). */
    private List<RowChange> deleted(Step step, Link link) {
        List<RowChange> rows = new ArrayList<>(forgotten(link));
        context.deletions().approved().ifPresent(review -> {
            if (link.state() instanceof LinkState.Deleting deleting) {
                Details last = deleting.baseline().calendar();
                rows.add(new RowChange.RememberDeleted(review.id(), new Reviews.Deleted(step.id(), last)));
            }
        });
        return rows;
    }

    private void plan(Step step, Counts made, List<RowChange> rows) {
        add(step, settled(step, rows), made, Optional.empty(), step.work(), Optional.empty());
    }

    /**
     * The event is the job's from now on, whatever it was taken for before; without its version, so that it is looked at
     * again should the worker die before the rest is done.
     */
    private Optional<RowChange> owned(Step step) {
        return step.work().sighting() instanceof Sighting.Seen(RemoteEvent event)
                ? Optional.of(
                        new RowChange.PutEvent(context.known(event, step.id()).unsettled()))
                : Optional.empty();
    }

    /** The note is taken away, and the version of the event that was looked at is remembered (R12). */
    private List<RowChange> settled(Step step, List<RowChange> rows) {
        List<RowChange> all = new ArrayList<>(rows);
        if (step.work().sighting() instanceof Sighting.Seen(RemoteEvent event)
                && rows.stream().noneMatch(Round::concernsEvent)) {
            all.add(new RowChange.PutEvent(context.known(event, step.id())));
        }
        step.work().leftover().ifPresent(event -> all.add(new RowChange.DropEvent(event)));
        step.work().note().ifPresent(note -> all.add(new RowChange.Settle(note)));
        return all;
    }

    private static boolean concernsEvent(RowChange row) {
        return row instanceof RowChange.PutEvent || row instanceof RowChange.DropEvent;
    }

    private void add(
            Step step, List<RowChange> rows, Counts made, Optional<Work> next, Work onClash, Optional<Job> job) {
        List<RowChange> all = new ArrayList<>(rows);
        all.addAll(Story.of(context, step, rows, job));
        Commit commit = new Commit(step.id().value(), all);
        planned.put(commit.key(), new Planned(commit, made, next, onClash, job));
    }

    private void commit() {
        Set<String> clashed = store(planned.values().stream()
                .map(Planned::commit)
                .filter(commit -> !commit.rows().isEmpty())
                .toList());
        for (Planned plan : planned.values()) {
            if (clashed.contains(plan.commit().key())) {
                open.add(plan.onClash());
            } else {
                committed(plan);
            }
        }
    }

    private void committed(Planned plan) {
        counts = counts.plus(plan.counts());
        owe(plan.commit());
        plan.next().ifPresent(open::add);
        plan.job()
                .ifPresent(job -> job.calendars().stream()
                        .filter(other -> !other.equals(context.ref()))
                        .forEach(other -> context.requestSync().run(context.organisation(), other)));
    }

    private void owe(Commit stored) {
        context.outbox()
                .add(stored.rows().stream()
                        .flatMap(row -> row instanceof RowChange.Owe(CrmEvent event)
                                ? Stream.of(event)
                                : Stream.<CrmEvent>empty())
                        .toList());
    }

    private Set<String> store(List<Commit> commits) {
        return commits.isEmpty() ? Set.of() : context.items().commit(context.organisation(), context.ref(), commits);
    }
}
