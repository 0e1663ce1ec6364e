package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Job;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.calendar.When;
import io.syncline.tests.histories.Edits.Edit;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether every edit is there, or superseded, or in a conflict. Where the organisation does not want to be asked, one of
 * the last edits of everybody has to be there; of a field that is the CRM's, the office's.
 */
final class EditsKept {

    private final World world;
    private final Strays strays;

    EditsKept(World world, Strays strays) {
        this.world = world;
        this.strays = strays;
    }

    void judge() {
        for (List<Edit> edits : world.edits().all()) {
            List<Edit> possible = possible(edits);
            Invariant.EDITS_KEPT.require(
                    possible.isEmpty() || possible.stream().anyMatch(this::isKept),
                    () -> possible + " is lost; the job says "
                            + world.job(possible.getFirst().job()).map(Job::details));
        }
    }

    /** Those of the last edits of an aspect that may stand at the end. */
    private List<Edit> possible(List<Edit> edits) {
        SyncPolicy policy = world.policy();
        return switch (ownership(policy, edits.getLast().aspect())) {
            case CRM ->
                edits.stream().filter(edit -> edit.by().equals(Office.HERE)).toList();
            case CALENDAR -> edits.stream().allMatch(edit -> edit.by().equals(Office.HERE)) ? List.of() : edits;
            case BOTH -> policy.onConflict() == OnConflict.ASK ? List.of(edits.getLast()) : undecided(edits);
        };
    }

    /** Where nobody is asked, an edited occurrence goes with the series that lost. */
    private List<Edit> undecided(List<Edit> edits) {
        Edit last = edits.getLast();
        boolean goes = last.aspect() instanceof Aspect.OfOccurrence
                && world.edits().isEditedByOthers(last.job(), new Aspect.OfField(Field.WHEN), last.by());
        return goes ? List.of() : edits;
    }

    /** An occurrence belongs to whom the series' time belongs to. */
    private static Ownership ownership(SyncPolicy policy, Aspect aspect) {
        Field field = aspect instanceof Aspect.OfField(Field one) ? one : Field.WHEN;
        return policy.ownership().getOrDefault(field, Ownership.BOTH);
    }

    private boolean isKept(Edit edit) {
        Optional<Job> job = world.job(edit.job());
        return job.isEmpty()
                || edit.value().equals(Edits.SOMETHING)
                || isApplied(edit, job.get())
                || isInConflict(edit)
                || staysInTheCalendar(edit)
                || strays.wouldHaveBecome(edit.job());
    }

    private static boolean isApplied(Edit edit, Job job) {
        return switch (edit.aspect()) {
            case Aspect.OfField(Field field) -> field == Field.WHEN ? isAt(edit, job) : says(edit, job, field);
            case Aspect.OfOccurrence(LocalDate date) ->
                !(job.details().when() instanceof When.Repeating series)
                        || !series.hasOn(date)
                        || isAt(edit, job.details(), date)
                        || isApplied(edit, job.details().exception(date));
        };
    }

    private static boolean says(Edit edit, Job job, Field field) {
        Object now = job.details().get(field);
        return edit.value() instanceof String text
                ? text(text).equals(text(now.toString()))
                : isSame(edit.value(), now);
    }

    private static boolean isSame(Object edited, Object now) {
        return edited.equals(now) || edited instanceof Availability;
    }

    /** Blanks and empty lines are the provider's business. */
    private static String text(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static boolean isAt(Edit edit, Job job) {
        Object at = edit.value() instanceof When when ? start(when) : edit.value();
        return start(job.details().when()).equals(at);
    }

    private static boolean isAt(Edit edit, Details details, LocalDate date) {
        return details.actual(date)
                .filter(one -> start(one.when()).equals(edit.value()))
                .isPresent();
    }

    private static Object start(When when) {
        return when.first() instanceof When.AllDay day ? day.from() : when.start();
    }

    private static boolean isApplied(Edit edit, Optional<Occurrence> exception) {
        if (edit.value().equals("cancelled")) {
            return exception.filter(one -> one instanceof Occurrence.Cancelled).isPresent();
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

    /** Somebody refused to have the event of a cancelled job deleted: it stays as its owner left it (R17). */
    private boolean staysInTheCalendar(Edit edit) {
        return world.phones().stream()
                .filter(phone -> phone.email().equals(edit.by()))
                .flatMap(phone -> world.link(phone, edit.job()).stream())
                .anyMatch(link -> link.state() instanceof LinkState.Kept);
    }

    private boolean isInConflict(Edit edit) {
        return world.phones().stream()
                .flatMap(phone -> world.link(phone, edit.job()).stream())
                .anyMatch(link -> link.disputes().containsKey(edit.aspect())
                        || link.disputes().containsKey(new Aspect.OfField(Field.WHEN))
                        || link.state() instanceof LinkState.CancelledAndEdited
                        || link.state() instanceof LinkState.EditedAndDeleted
                        || link.refusal().isPresent());
    }
}
