package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.PatternedRecurrence;
import com.microsoft.graph.models.RecurrencePattern;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.microsoft.SeriesCalls.Ended;
import io.syncline.microsoft.WriteStep.Outcome;
import io.syncline.sync.RemoteFailure;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes series: the master first, if it still has the version, then the exceptions, each through its occurrence; read
 * whole before and after, so that nobody's change in between is taken for ours (R01, R21).
 *
 * <p>Outlook drops all exceptions when a rule or a time changes; those that are to stay are written again. Until they
 * are, the master says that they are owed ({@link OwedExceptions}), and who reads it finishes the work, so that a
 * failure on the way loses none.
 *
 * <p>A deleted occurrence cannot be brought back by Graph. The series is drawn anew then: the same pattern with another
 * first day of the week, which means the same and makes Outlook drop all exceptions. Where the first day has a meaning,
 * or Outlook keeps the deletion, the write is refused.
 */
final class SeriesWrites {

    private final SeriesCalls calls;

    SeriesWrites(SeriesCalls calls) {
        this.calls = calls;
    }

    /** Why Outlook cannot keep what a write asks for; told before anything is touched (trap 27). */
    static Optional<String> objection(RemoteWrite write) {
        return switch (write) {
            case RemoteWrite.Create create ->
                objection(
                        create.details(),
                        create.details().at(create.details().when().first()));
            case RemoteWrite.Update update -> objection(update.to(), update.from());
            case RemoteWrite.Delete _ -> Optional.empty();
        };
    }

    private static Optional<String> objection(Details to, Details from) {
        return OutlookSeries.objection(to).or(() -> crossing(to.pruned(), from)).or(() -> tooMuch(to));
    }

    /** Only a move that is new is looked at: what stands in Outlook already, Outlook allowed. */
    private static Optional<String> crossing(Details to, Details from) {
        boolean allNew = !to.when().equals(from.when());
        return to.exceptions().keySet().stream()
                .filter(date -> allNew || !to.exception(date).equals(from.exception(date)))
                .filter(date -> !new Neighbours(to).allow(date))
                .findFirst()
                .map(OccurrenceWrites::crossing);
    }

    private static Optional<String> tooMuch(Details to) {
        return to.exceptions().isEmpty()
                        || OwedExceptions.written(to.exceptions()).length() <= OwedExceptions.LONGEST
                ? Optional.empty()
                : Optional.of("The changed occurrences of this series have more text than Outlook keeps."
                        + " Split it into shorter ones.");
    }

    /** Whether a write is one of a series. */
    static boolean isOne(RemoteWrite write) {
        return switch (write) {
            case RemoteWrite.Create _ -> false; // it begins like every other
            case RemoteWrite.Update update ->
                update.from().when() instanceof When.Repeating
                        || update.to().when() instanceof When.Repeating
                        || SeriesVersion.of(update.version()).isPresent();
            case RemoteWrite.Delete delete -> SeriesVersion.of(delete.version()).isPresent();
        };
    }

    /** Changes a series, makes one of a single event, or a single event of one. */
    Outcome update(RemoteWrite.Update update) {
        return outcome(() -> {
            WholeEvent before = calls.look(update.id());
            return read(before).version().equals(update.version())
                    ? bring(before, update.to().pruned())
                    : new WriteAnswer.Stale();
        });
    }

    /** Deletes a series. */
    Outcome delete(RemoteWrite.Delete delete) {
        return outcome(() -> {
            RemoteEvent before = read(calls.look(delete.id()));
            SeriesVersion version = SeriesVersion.of(delete.version()).orElseThrow();
            if (!before.version().equals(delete.version())) {
                return new WriteAnswer.Stale();
            }
            Reply<String> reply = calls.batch(
                            List.of(calls.requests().delete(delete.id(), Optional.of(version.etag()))))
                    .getFirst();
            calls.body(reply);
            return new WriteAnswer.Absent();
        });
    }

    /**
     * Goes on after the master of a series was created.
     *
     * @param fresh whether it is new, and not one that was there before
     */
    Outcome created(RemoteWrite.Create create, EventId id, boolean fresh) {
        Outcome finished = outcome(() -> finished(calls.look(id)));
        return switch (finished) {
            case Outcome.Done(WriteAnswer.Written(RemoteEvent event)) -> {
                RemoteEvent marked = EventSearch.marked(event, create.key());
                yield new Outcome.Done(fresh ? new WriteAnswer.Written(marked) : new WriteAnswer.Adopted(marked));
            }
            case Outcome.Done(WriteAnswer.Stale _) -> // somebody was there between: as it stands, edits included
                outcome(() -> new WriteAnswer.Adopted(EventSearch.marked(read(calls.look(id)), create.key())));
            case Outcome.Missing _ ->
                new Outcome.Done(new WriteAnswer.Failed(
                        new RemoteFailure.Unavailable("The series that was created is not there yet.")));
            case Outcome.Done _, Outcome.Next _, Outcome.Series _ -> finished;
        };
    }

    /** Finishes what a write that failed on its way still owes to a series. */
    WholeReads.Look finish(EventId id) {
        Outcome outcome = outcome(() -> finished(calls.look(id)));
        return switch (outcome) {
            case Outcome.Missing _ -> new WholeReads.Look.Missing();
            case Outcome.Done(WriteAnswer.Failed(RemoteFailure failure))
            when !(failure instanceof RemoteFailure.Refused) -> new WholeReads.Look.Unclear(failure);
            case Outcome.Done _, Outcome.Next _, Outcome.Series _ ->
                new WholeReads(calls.graph(), calls.accessToken(), calls.calendar()).one(id);
        };
    }

    private static Outcome outcome(Supplier<WriteAnswer> writing) {
        try {
            return new Outcome.Done(writing.get());
        } catch (Ended ended) {
            return ended.outcome();
        }
    }

    private WriteAnswer finished(WholeEvent before) {
        return before.owed().isEmpty()
                ? new WriteAnswer.Written(read(before))
                : bring(before, read(before).details());
    }

    private RemoteEvent read(WholeEvent event) {
        return event.read().orElseThrow(calls::unreadable);
    }

    private Details asItStands(WholeEvent event) {
        return event.readAsItStands().orElseThrow(calls::unreadable).details();
    }

    private WriteAnswer bring(WholeEvent before, Details wanted) {
        Details real = asItStands(before);
        Details to = isSameSeries(real.when(), wanted.when()) ? wanted.at(real.when()) : wanted;
        List<Field> fields = EventWriting.differing(real, to);
        boolean redraws = restores(real, to);
        if (fields.isEmpty()
                && !redraws
                && real.exceptions().equals(to.exceptions())
                && before.owed().isEmpty()) {
            return new WriteAnswer.Written(read(before));
        }
        WholeEvent master = fields.isEmpty() && !redraws ? before : masterWritten(before, real, to, redraws);
        return withExceptions(master, to, !master.equals(before));
    }

    private WriteAnswer withExceptions(WholeEvent master, Details to, boolean justRead) {
        Details now = asItStands(master);
        if (restores(now, to)) {
            throw forgive(
                    master,
                    calls.ended(new RemoteFailure.Refused("Outlook does not bring back an occurrence"
                            + " that was deleted. Make a single event for that day.")));
        }
        SortedMap<LocalDate, Occurrence> written = exceptionsWritten(master, now, to);
        if (justRead && written.equals(now.exceptions()) && master.owedText().isEmpty()) {
            return new WriteAnswer.Written(read(master));
        }
        return settled(new EventReading(master.event()).id().orElseThrow(), now.with(written));
    }

    private SortedMap<LocalDate, Occurrence> exceptionsWritten(WholeEvent master, Details now, Details to) {
        if (!master.isSeries()) {
            return Collections.emptySortedMap();
        }
        try {
            return new OccurrenceWrites(calls, master, now, to.exceptions()).run();
        } catch (Ended ended) {
            throw ended.isRefusal() ? forgive(master, ended) : ended;
        }
    }

    /** What was refused for good is not owed any more, or every reading would try it again. */
    private Ended forgive(WholeEvent master, Ended refusal) {
        EventId id = new EventReading(master.event()).id().orElseThrow();
        try {
            WholeEvent now = calls.look(id);
            if (!now.owedText().isEmpty()) {
                clear(id, now);
            }
        } catch (Ended asWell) {
            return refusal;
        }
        return refusal;
    }

    /** Reads it back; what is not as it was written was changed by somebody else meanwhile. */
    private WriteAnswer settled(EventId id, Details expected) {
        WholeEvent now = calls.look(id);
        if (!asItStands(now).equals(expected)) {
            return new WriteAnswer.Stale();
        }
        if (now.owedText().isEmpty()) {
            return new WriteAnswer.Written(read(now));
        }
        clear(id, now);
        WholeEvent settled = calls.look(id);
        return asItStands(settled).equals(expected) ? new WriteAnswer.Written(read(settled)) : new WriteAnswer.Stale();
    }

    private void clear(EventId id, WholeEvent now) {
        var nothing = new Event();
        EventWriting.owe(nothing, Collections.emptySortedMap());
        calls.send(calls.requests().patch(id, EventReading.etag(now.event()), nothing));
    }

    /** Writes the master, and reads the series as it is then. */
    private WholeEvent masterWritten(WholeEvent before, Details real, Details to, boolean redraws) {
        Event patch = EventWriting.patch(real, to);
        boolean resets = redraws || patch.getRecurrence() != null;
        if (resets) {
            keepOrTurnWeeks(patch, before.event(), to, redraws);
        }
        if (resets && !to.exceptions().isEmpty()) {
            EventWriting.owe(patch, to.exceptions());
        }
        EventId id = new EventReading(before.event()).id().orElseThrow();
        Event written = calls.send(calls.requests().patch(id, EventReading.etag(before.event()), patch));
        WholeEvent now = calls.look(id);
        Details master = asItStands(new WholeEvent(written, List.of(), Collections.emptySortedSet()));
        if (!asItStands(now).with(new TreeMap<>()).equals(master) || hasStrangers(now, real, to, resets)) {
            throw calls.ended(new WriteAnswer.Stale());
        }
        return now;
    }

    /** Whether somebody changed an occurrence after we had read the series. */
    private boolean hasStrangers(WholeEvent now, Details real, Details to, boolean resets) {
        Details after = asItStands(now);
        List<Field> fields = EventWriting.differing(real, to);
        return after.exceptions().keySet().stream()
                .anyMatch(date -> real.exception(date).isEmpty()
                        || (!resets && !isUntouched(real.actual(date), after.actual(date), fields)));
    }

    private static boolean isUntouched(Optional<Details> before, Optional<Details> after, List<Field> written) {
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() == after.isEmpty();
        }
        return written.containsAll(EventWriting.differing(before.get(), after.get()));
    }

    /** Whether an occurrence that was deleted is to take place again. */
    private static boolean restores(Details real, Details to) {
        return to.when() instanceof When.Repeating series
                && real.exceptions().entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Occurrence.Cancelled)
                        .map(java.util.Map.Entry::getKey)
                        .anyMatch(date -> series.hasOn(date)
                                && !to.exception(date)
                                        .filter(Occurrence.Cancelled.class::isInstance)
                                        .isPresent());
    }

    /** Whether both mean the same to Outlook, though a rule can be written in several ways, and zones have more names. */
    private static boolean isSameSeries(When real, When wanted) {
        if (!(real instanceof When.Repeating here) || !(wanted instanceof When.Repeating there)) {
            return false;
        }
        OutlookSeries series = OutlookSeries.of(there);
        return WriteOutcomes.isSameTime(here.first(), there.first())
                && here.rule().equals(series.rule().recurrence())
                && (!(here.first() instanceof When.Timed timed)
                        || WindowsZones.nameOf(timed.zone()).equals(Optional.of(series.zone())));
    }

    /** The first day of the week stays as it is, where it means nothing, or turns, to draw the series anew. */
    private void keepOrTurnWeeks(Event patch, Event before, Details to, boolean redraws) {
        if (!(to.when() instanceof When.Repeating series)) {
            return;
        }
        OutlookSeries outlook = OutlookSeries.of(series);
        if (outlook.rule().dependsOnWeeks()) {
            if (redraws && patch.getRecurrence() == null) {
                throw calls.ended(
                        new RemoteFailure.Refused("Outlook does not bring back an occurrence that was deleted."
                                + " Make a single event for that day."));
            }
            return;
        }
        Optional<com.microsoft.graph.models.DayOfWeek> current = Optional.ofNullable(before.getRecurrence())
                .map(PatternedRecurrence::getPattern)
                .map(RecurrencePattern::getFirstDayOfWeek);
        if (patch.getRecurrence() == null) {
            patch.setRecurrence(outlook.rule().toGraph(outlook.start(), outlook.zone()));
        }
        Optional.ofNullable(patch.getRecurrence())
                .map(PatternedRecurrence::getPattern)
                .ifPresent(pattern -> pattern.setFirstDayOfWeek(redraws ? other(current) : current.orElse(MONDAY)));
    }

    private static final com.microsoft.graph.models.DayOfWeek MONDAY = com.microsoft.graph.models.DayOfWeek.Monday;

    private static com.microsoft.graph.models.DayOfWeek other(Optional<com.microsoft.graph.models.DayOfWeek> day) {
        return day.filter(MONDAY::equals).isPresent() ? com.microsoft.graph.models.DayOfWeek.Sunday : MONDAY;
    }
}
