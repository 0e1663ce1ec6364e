package io.syncline.calendar;

import io.syncline.calendar.Explanation.Kind;
import io.syncline.calendar.Merge.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is told about a change: lines for whoever asks why (R24), and events for the CRM. Both are stored in the same
 * commit as the change.
 */
final class Story {

    /** A commit has only so many rows. Whoever is told of so many conflicts of one job at once looks at all of them. */
    private static final int MOST_TOLD = 25;

    private static final int MOST_NAMED = 10;

    private final RunContext context;
    private final Step step;
    private final List<RowChange> rows = new ArrayList<>();

    private Story(RunContext context, Step step) {
        this.context = context;
        this.step = step;
    }

    /**
     * The rows that go with the rows of a change.
     *
     * @param stored the job, where the calendar changed it
     */
    static List<RowChange> of(RunContext context, Step step, List<RowChange> change, Optional<Job> stored) {
        Story story = new Story(context, step);
        for (RowChange row : change) {
            if (row instanceof RowChange.PutLink(Link link)) {
                story.tell(link, stored);
            } else if (row instanceof RowChange.DropLink(Link link)) {
                story.tellDropped(link);
            }
        }
        return story.rows;
    }

    private void tell(Link link, Optional<Job> stored) {
        Optional<String> refusal = link.refusal()
                .filter(reason -> !step.told().flatMap(Link::refusal).equals(Optional.of(reason)));
        refusal.ifPresent(reason -> failed(link, reason));
        if (link.refusal().isEmpty()) {
            tellDone(link);
        }
        tellState(link);
        tellConflicts(link);
        stored.ifPresent(job -> rescheduled(link, job));
    }

    private void failed(Link link, String reason) {
        say(Kind.FAILED, "R18", reason);
        owe(new CrmEvent.SyncFailed(
                id(link, "failed"),
                context.organisation(),
                context.now(),
                Optional.of(step.id()),
                context.calendar().owner(),
                reason));
    }

    private void tellDone(Link link) {
        switch (step.decision()) {
            case Decision.Create _ when link.state() instanceof LinkState.Creating -> {}
            case Decision.Create _
            when link.state() instanceof LinkState.Kept ->
                say(Kind.WRITTEN, "R17", "Brought back into the calendar, as somebody decided.");
            case Decision.Create _ -> say(Kind.WRITTEN, "R08", "Written into the calendar.");
            case Decision.Update update when !update.announced() -> {}
            case Decision.Update update -> verdicts(update.verdicts(), Kind.WRITTEN);
            case Decision.Store store -> verdicts(store.verdicts(), Kind.DECIDED);
            case Decision.Delete _, Decision.Leave _, Decision.LookUp _, Decision.Forget _ -> {}
        }
    }

    private void verdicts(SortedMap<Aspect, Verdict> verdicts, Kind kind) {
        for (Verdict verdict : new TreeSet<>(verdicts.values())) {
            Stream<String> aspects = verdicts.entrySet().stream()
                    .filter(entry -> entry.getValue() == verdict)
                    .map(entry -> entry.getKey().word());
            tell(verdict, words(aspects), kind);
        }
    }

    /** A series can have more of them than anybody reads. */
    private static String words(Stream<String> aspects) {
        List<String> all = aspects.toList();
        String some = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? some + " and " + (all.size() - MOST_NAMED) + " more" : some;
    }

    private void tell(Verdict verdict, String aspects, Kind kind) {
        switch (verdict) {
            case UNTOUCHED, AGREED, DISPUTED -> {}
            case TO_CALENDAR -> {
                if (kind == Kind.WRITTEN) {
                    say(kind, "R04", "Changed in the CRM and written into the calendar: " + aspects + ".");
                }
            }
            case WRITTEN_AGAIN ->
                say(
                        kind,
                        "R21",
                        "Forgotten by the provider when the series was moved, and written again: " + aspects + ".");
            case TO_CRM -> say(kind, "R04", "Changed in the calendar and taken over by the job: " + aspects + ".");
            case BOTH_WAYS -> say(kind, "R04", "Changed on both sides without contradiction: " + aspects + ".");
            case PUT_BACK_IN_CALENDAR ->
                say(kind, "R03", "Changed in the calendar and put back, because the CRM owns it: " + aspects + ".");
            case PUT_BACK_IN_CRM ->
                say(kind, "R03", "Changed in the CRM and put back, because the calendar owns it: " + aspects + ".");
            case CRM_WINS ->
                say(
                        kind,
                        "R05",
                        "Changed on both sides; by the organisation's policy the CRM's value stands: " + aspects + ".");
            case CALENDAR_WINS ->
                say(
                        kind,
                        "R05",
                        "Changed on both sides; by the organisation's policy the calendar's value stands: " + aspects
                                + ".");
        }
    }

    /** What it means that the job stands otherwise in the calendar than before. */
    private void tellState(Link link) {
        Optional<Class<?>> before = step.told().map(known -> known.state().getClass());
        if (before.equals(Optional.of(link.state().getClass()))) {
            return;
        }
        switch (link.state()) {
            case LinkState.Removed _ -> {
                say(
                        Kind.DECIDED,
                        "R07",
                        "Deleted in the calendar. The job stays, and is not written there again "
                                + "until somebody says so.");
                owe(new CrmEvent.JobRemovedFromCalendar(
                        id(link, "removed"),
                        context.organisation(),
                        context.now(),
                        step.id(),
                        context.calendar().owner()));
            }
            case LinkState.EditedAndDeleted _ ->
                say(Kind.DECIDED, "R06", "Deleted in the calendar while the job was changed: somebody has to decide.");
            case LinkState.CancelledAndEdited _ ->
                say(Kind.DECIDED, "R06", "The job was taken off while its event was changed: somebody has to decide.");
            case LinkState.Kept _ -> say(Kind.DECIDED, "R17", "It stays in the calendar, as somebody decided.");
            case LinkState.Deleting _ -> say(Kind.DECIDED, "R08", whyDeleted());
            case LinkState.Creating _, LinkState.Linked _ -> {}
        }
    }

    private void tellDropped(Link link) {
        tellConflicts(step.told().map(Link::conflictsAbout).orElse(List.of()), List.of(), link);
        if (step.decision() instanceof Decision.Delete) {
            say(Kind.WRITTEN, "R08", "Deleted in the calendar.");
        }
    }

    private String whyDeleted() {
        if (context.calendar().mode() == SyncedCalendar.Mode.LEAVING) {
            return "Taken off: another calendar was chosen.";
        }
        return step.job()
                .map(job -> job.cancelled()
                        ? "Taken off: the job was cancelled."
                        : "Taken off: the job is not assigned to the calendar's owner any more.")
                .orElse("Taken off: the job is gone.");
    }

    private void tellConflicts(Link link) {
        tellConflicts(step.told().map(Link::conflictsAbout).orElse(List.of()), link.conflictsAbout(), link);
    }

    private void tellConflicts(List<Optional<Aspect>> before, List<Optional<Aspect>> after, Link link) {
        List<Optional<Aspect>> opened =
                after.stream().filter(about -> !before.contains(about)).toList();
        List<Optional<Aspect>> closed =
                before.stream().filter(about -> !after.contains(about)).toList();
        sayOf(opened, "Changed differently on both sides: ", " Somebody has to decide.");
        sayOf(closed, "Both sides agree again: ", "");
        opened.stream().limit(MOST_TOLD).forEach(about -> opened(link, about));
        closed.stream().limit(MOST_TOLD).forEach(about -> closed(link, about));
    }

    private void sayOf(List<Optional<Aspect>> conflicts, String beginning, String end) {
        String aspects = words(conflicts.stream().flatMap(Optional::stream).map(Aspect::word));
        if (!aspects.isEmpty()) {
            say(Kind.DECIDED, "R05", beginning + aspects + "." + end);
        }
    }

    private void opened(Link link, Optional<Aspect> about) {
        owe(new CrmEvent.ConflictOpened(
                id(link, "opened" + about.map(Aspect::word).orElse("")),
                context.organisation(),
                context.now(),
                new ConflictId(context.ref(), step.id(), about),
                step.id(),
                context.calendar().owner(),
                about.map(Aspect::word)));
    }

    private void closed(Link link, Optional<Aspect> about) {
        owe(new CrmEvent.ConflictResolved(
                id(link, "closed" + about.map(Aspect::word).orElse("")),
                context.organisation(),
                context.now(),
                new ConflictId(context.ref(), step.id(), about),
                step.id(),
                "agreed",
                Optional.empty()));
    }

    private void rescheduled(Link link, Job job) {
        Details before = step.job().map(Job::entry).orElseGet(job::entry);
        List<String> changed = Details.aspects(before, job.entry()).stream()
                .filter(aspect -> !before.agreesOn(aspect, job.entry()))
                .map(Aspect::word)
                .toList();
        owe(new CrmEvent.JobRescheduled(
                id(link, "job"),
                context.organisation(),
                context.now(),
                job.id(),
                job.version() + 1,
                changed,
                job.details(),
                context.calendar().owner()));
    }

    private void say(Kind kind, String rule, String sentence) {
        rows.add(new RowChange.Explain(step.id(), new Explanation(context.now(), kind, rule, sentence, context.run())));
    }

    private void owe(CrmEvent event) {
        rows.add(new RowChange.Owe(event));
    }

    /** The same for the same change, however often it is tried. */
    private String id(Link link, String kind) {
        String text = String.join(
                "\n",
                context.organisation().value(),
                context.ref().connection().value(),
                context.ref().calendar().value(),
                step.id().value(),
                Long.toString(link.version()),
                kind);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
