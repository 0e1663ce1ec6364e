package io.syncline.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The outcome of comparing baseline, job and event aspect by aspect (R01, R04). No clock decides anything, unless the
 * organisation wants the later change to win.
 *
 * @param job the job's entry as it is to be
 * @param event the event as it is to be; disputed aspects are as they were found
 * @param agreed the baseline once the event is so; disputed aspects keep the old one
 * @param unwritten the baseline as long as the event is not so
 * @param verdicts what was found of each aspect that changed
 * @param disputes aspects that were changed to different values on both sides
 */
record Merge(
        Details job,
        Details event,
        Baseline agreed,
        Baseline unwritten,
        SortedMap<Aspect, Verdict> verdicts,
        Map<Aspect, Dispute> disputes) {

    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    /** What is to become of an aspect. */
    enum Verdict {
        UNTOUCHED,
        TO_CALENDAR,
        TO_CRM,
        AGREED,
        /** The provider forgot an exception when the series was drawn anew (F17). */
        WRITTEN_AGAIN,
        /** Both sides changed different parts of one occurrence. */
        BOTH_WAYS,
        /** The calendar changed what is the CRM's (R03). */
        PUT_BACK_IN_CALENDAR,
        /** The CRM changed what is the calendar's (R03). */
        PUT_BACK_IN_CRM,
        /** Changed on both sides, and decided by the organisation's policy (R05). */
        CRM_WINS,
        CALENDAR_WINS,
        DISPUTED
    }

    /**
     * What is compared.
     *
     * @param jobChangedAt when the CRM last changed the job, for organisations where the later change wins
     * @param elsewhere whether the job stands in other calendars, too: what changed of it may come from there
     * @param open disputes that are on record: the time of their detection is kept
     */
    record Question(
            Baseline baseline,
            Details job,
            Instant jobChangedAt,
            boolean elsewhere,
            RemoteEvent event,
            Map<Aspect, Dispute> open,
            SyncPolicy policy,
            Instant now) {

        Details calendar() {
            return event.details();
        }

        Verdict verdict(Aspect aspect) {
            boolean crmChanged = !job.agreesOn(aspect, baseline.crm());
            boolean calendarChanged = !calendar().agreesOn(aspect, baseline.calendar());
            if (!crmChanged && !calendarChanged) {
                return isKnownToTheCrmOnly(aspect) ? Verdict.WRITTEN_AGAIN : Verdict.UNTOUCHED;
            }
            if (job.agreesOn(aspect, calendar()) || (crmChanged && calendarChanged && looksAlike(aspect))) {
                return Verdict.AGREED;
            }
            if (calendarChanged && wasLostByARedraw(aspect)) {
                return Verdict.WRITTEN_AGAIN;
            }
            if (crmChanged && onlyTheMarkChanged(aspect) && policy.of(aspect) != SyncPolicy.Ownership.CRM) {
                return calendarChanged ? Verdict.TO_CRM : Verdict.TO_CALENDAR;
            }
            return switch (policy.of(aspect)) {
                case CRM -> calendarChanged ? Verdict.PUT_BACK_IN_CALENDAR : Verdict.TO_CALENDAR;
                case CALENDAR -> ofCalendar(crmChanged, calendarChanged);
                case BOTH -> shared(aspect, crmChanged, calendarChanged);
            };
        }

        /** What was written while the answer was lost comes back in the provider's own form: no edit, no conflict (R10). */
        private boolean looksAlike(Aspect aspect) {
            return switch (aspect) {
                case Aspect.OfField(Field field) -> job.looksLike(field, calendar());
                case Aspect.OfOccurrence(LocalDate date) ->
                    job.actual(date)
                            .flatMap(ours ->
                                    job.with(aspect, calendar()).actual(date).filter(ours::looksLike))
                            .isPresent();
            };
        }

        /** The mark of a completed job is nobody's text: it goes before whatever the title is (R08). */
        private boolean onlyTheMarkChanged(Aspect aspect) {
            return job.retitled(Job::unmarked).agreesOn(aspect, baseline.crm().retitled(Job::unmarked));
        }

        /** Two calendars that put back each other's change would never come to an end (R12). */
        private Verdict ofCalendar(boolean crmChanged, boolean calendarChanged) {
            if (!crmChanged) {
                return Verdict.TO_CRM;
            }
            return elsewhere && !calendarChanged ? Verdict.TO_CALENDAR : Verdict.PUT_BACK_IN_CRM;
        }

        private Verdict shared(Aspect aspect, boolean crmChanged, boolean calendarChanged) {
            if (aspect.equals(WHEN) && losesAnEdit(crmChanged)) {
                return disputed();
            }
            if (crmChanged && calendarChanged) {
                return bothWays(aspect).isPresent() ? Verdict.BOTH_WAYS : disputed();
            }
            return crmChanged ? Verdict.TO_CALENDAR : Verdict.TO_CRM;
        }

        /** One side edited an occurrence whose date the other side's new rule does not name any more (R06, F17). */
        private boolean losesAnEdit(boolean crmChangedTheRule) {
            return crmChangedTheRule
                    ? hasEditsBeyond(job.when(), calendar(), baseline.calendar())
                    : hasEditsBeyond(calendar().when(), job, baseline.crm());
        }

        private static boolean hasEditsBeyond(When rule, Details edited, Details before) {
            return edited.exceptions().entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof Occurrence.Changed)
                    .filter(entry -> !edited.agreesOn(new Aspect.OfOccurrence(entry.getKey()), before))
                    .anyMatch(entry -> !rule.hasOn(entry.getKey()));
        }

        private Verdict disputed() {
            return switch (policy.onConflict()) {
                case ASK -> Verdict.DISPUTED;
                case CRM -> Verdict.CRM_WINS;
                case CALENDAR -> Verdict.CALENDAR_WINS;
                case LATEST -> calendarIsLater() ? Verdict.CALENDAR_WINS : Verdict.CRM_WINS;
            };
        }

        private boolean calendarIsLater() {
            return event.facts().changedAt().filter(jobChangedAt::isBefore).isPresent();
        }

        /**
         * A provider forgets the exceptions of a series whose times are drawn anew. Its owner did not take them away,
         * so those that still have a date are written again (F17).
         */
        private boolean wasLostByARedraw(Aspect aspect) {
            return aspect instanceof Aspect.OfOccurrence(LocalDate date)
                    && !calendar().agreesOn(Field.WHEN, baseline.calendar())
                    && calendar().exception(date).isEmpty()
                    && job.exception(date).isPresent();
        }

        /** Its date was named by no rule in the calendar for a while, so the exception of the job went missing there. */
        private boolean isKnownToTheCrmOnly(Aspect aspect) {
            return aspect instanceof Aspect.OfOccurrence(LocalDate date)
                    && job.exception(date).isPresent()
                    && calendar().exception(date).isEmpty();
        }

        /** The parts of one occurrence that each side changed, together, where they do not contradict. */
        Optional<Occurrence> bothWays(Aspect aspect) {
            if (!(aspect instanceof Aspect.OfOccurrence(LocalDate date))) {
                return Optional.empty();
            }
            return changes(job, date)
                    .flatMap(crm -> changes(calendar(), date)
                            .flatMap(theirs -> changes(baseline.crm(), date)
                                    .flatMap(crmBase -> changes(baseline.calendar(), date)
                                            .flatMap(base -> together(crmBase, crm, base, theirs)))));
        }

        private static Optional<Occurrence.Changed> changes(Details details, LocalDate date) {
            return switch (details.exception(date).orElse(Occurrence.Changed.NOTHING)) {
                case Occurrence.Cancelled _ -> Optional.empty();
                case Occurrence.Changed changed -> Optional.of(changed);
            };
        }

        private static Optional<Occurrence> together(
                Occurrence.Changed crmBase,
                Occurrence.Changed crm,
                Occurrence.Changed base,
                Occurrence.Changed theirs) {
            Parts parts = new Parts(crmBase, crm, base, theirs);
            Occurrence.Changed both = new Occurrence.Changed(
                    parts.of(Occurrence.Changed::title),
                    parts.of(Occurrence.Changed::description),
                    parts.of(Occurrence.Changed::location),
                    parts.of(Occurrence.Changed::when),
                    parts.of(Occurrence.Changed::availability),
                    parts.of(Occurrence.Changed::status));
            return parts.contradict ? Optional.empty() : Optional.of(both);
        }
    }

    /** The parts of one occurrence on both sides, then and now. */
    private static final class Parts {
        private final Occurrence.Changed crmBase;
        private final Occurrence.Changed crm;
        private final Occurrence.Changed base;
        private final Occurrence.Changed theirs;
        private boolean contradict;

        Parts(Occurrence.Changed crmBase, Occurrence.Changed crm, Occurrence.Changed base, Occurrence.Changed theirs) {
            this.crmBase = crmBase;
            this.crm = crm;
            this.base = base;
            this.theirs = theirs;
        }

        <T> Optional<T> of(Function<Occurrence.Changed, Optional<T>> part) {
            boolean byCrm = !part.apply(crm).equals(part.apply(crmBase));
            boolean byThem = !part.apply(theirs).equals(part.apply(base));
            contradict |= byCrm && byThem && !part.apply(crm).equals(part.apply(theirs));
            return byThem ? part.apply(theirs) : part.apply(crm);
        }
    }

    /** Merges. */
    static Merge of(Question question) {
        Details job = question.job();
        Details event = question.calendar();
        Baseline baseline = question.baseline();
        Merge merge = new Merge(job, event, baseline, baseline, new TreeMap<>(), new TreeMap<>());
        for (Aspect aspect : Details.aspects(job, event, baseline.crm(), baseline.calendar())) {
            Verdict verdict = question.verdict(aspect);
            if (verdict == Verdict.UNTOUCHED || merge.isOnOneSideOnly(aspect)) {
                continue;
            }
            merge.verdicts.put(aspect, verdict);
            merge = switch (verdict) {
                case UNTOUCHED -> merge;
                case TO_CALENDAR, PUT_BACK_IN_CALENDAR, CRM_WINS -> merge.toCalendar(aspect, job);
                case TO_CRM, PUT_BACK_IN_CRM, CALENDAR_WINS ->
                    merge.toCrm(aspect, translated(aspect, baseline, event), event);
                case AGREED -> merge.agreeing(aspect, job, event);
                case BOTH_WAYS -> merge.bothWays(aspect, question);
                case WRITTEN_AGAIN -> merge.again(aspect);
                case DISPUTED -> merge.disputing(aspect, question);
            };
        }
        return merge.pruned();
    }

    /**
     * A date that only one side's rule names can be carried nowhere: it is part of what is disputed about the rules, or
     * goes with the rule that does not name it. Fields come first, so both rules are known by now.
     */
    private boolean isOnOneSideOnly(Aspect aspect) {
        return aspect instanceof Aspect.OfOccurrence(LocalDate date)
                && !(job.when().hasOn(date) && event.when().hasOn(date));
    }

    private Merge pruned() {
        return new Merge(job.pruned(), event.pruned(), agreed.pruned(), unwritten.pruned(), verdicts, disputes);
    }

    private Merge toCalendar(Aspect aspect, Details source) {
        return new Merge(
                job, event.with(aspect, source), agreed.with(aspect, source, source), unwritten, verdicts, disputes);
    }

    /** As long as it is not written, it counts as never agreed on: otherwise it would look like taken away next time. */
    private Merge again(Aspect aspect) {
        LocalDate date = ((Aspect.OfOccurrence) aspect).date();
        Baseline without = new Baseline(
                unwritten.crm().with(date, Optional.empty()),
                unwritten.calendar().with(date, Optional.empty()));
        return new Merge(job, event.with(aspect, job), agreed.with(aspect, job, job), without, verdicts, disputes);
    }

    private Merge toCrm(Aspect aspect, Details translated, Details source) {
        Details nextJob = job.with(aspect, translated);
        return new Merge(nextJob, event, agreed, unwritten, verdicts, disputes).agreeing(aspect, translated, source);
    }

    private Merge agreeing(Aspect aspect, Details crm, Details calendar) {
        return new Merge(
                job,
                event,
                agreed.with(aspect, crm, calendar),
                unwritten.with(aspect, crm, calendar),
                verdicts,
                disputes);
    }

    private Merge bothWays(Aspect aspect, Question question) {
        LocalDate date = ((Aspect.OfOccurrence) aspect).date();
        Optional<Occurrence> both = question.bothWays(aspect).filter(Merge::isSomething);
        Details nextJob = job.with(date, both);
        Details nextEvent = event.with(date, both);
        return new Merge(
                nextJob,
                nextEvent,
                agreed.with(aspect, nextJob, nextEvent),
                unwritten.with(aspect, unwritten.crm(), event),
                verdicts,
                disputes);
    }

    private static boolean isSomething(Occurrence occurrence) {
        return !(occurrence instanceof Occurrence.Changed changed) || !changed.isNothing();
    }

    private Merge disputing(Aspect aspect, Question question) {
        Optional<Dispute> open = Optional.ofNullable(question.open().get(aspect))
                .filter(known -> known.isAbout(question.job(), question.calendar()));
        Instant since = open.map(Dispute::detectedAt).orElseGet(question::now);
        Dispute dispute = open.filter(known -> known.knows(question.calendar().exceptions()))
                .orElseGet(() -> new Dispute(aspect, question.baseline(), question.job(), question.calendar(), since));
        disputes.put(aspect, dispute);
        return this;
    }

    /**
     * A provider may name the zone otherwise than the CRM does (a Windows name stands for many IANA names). Where
     * the event's zone is the one that it had, only the hour moved, and the job keeps its own zone (R22).
     */
    private static Details translated(Aspect aspect, Baseline baseline, Details event) {
        if (aspect.equals(WHEN)
                && baseline.crm().when().first() instanceof When.Timed crm
                && baseline.calendar().when().first() instanceof When.Timed before
                && event.when().first() instanceof When.Timed after
                && before.zone().equals(after.zone())) {
            When.Single first = after.in(crm.zone());
            return event.at(event.when()
                    .recurrence()
                    .<When>map(rule -> new When.Repeating(first, rule))
                    .orElse(first));
        }
        return event;
    }
}
