package io.syncline.calendar;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of comparing baseline, job and event field by field (R01, R04). No clock decides anything.
 *
 * @param job the job as it is to be
 * @param event the event as it is to be; disputed fields are as they were found
 * @param agreed the baseline once the event is so; disputed fields keep the old one
 * @param unwritten the baseline as long as the event is not so
 * @param disputes fields that were changed to different values on both sides
 */
record Merge(Details job, Details event, Baseline agreed, Baseline unwritten, Map<Field, Dispute> disputes) {

    private enum Verdict {
        UNTOUCHED,
        TO_CALENDAR,
        TO_CRM,
        AGREED,
        DISPUTED
    }

    /**
     * Merges.
     *
     * @param open disputes that are on record: the time of their detection is kept
     */
    static Merge of(Baseline baseline, Details job, Details event, Map<Field, Dispute> open, Instant now) {
        Merge merge = new Merge(job, event, baseline, baseline, Map.of());
        Map<Field, Dispute> disputes = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            switch (verdict(field, baseline, job, event)) {
                case UNTOUCHED -> {}
                case TO_CALENDAR -> merge = merge.toCalendar(field, job);
                case TO_CRM -> merge = merge.toCrm(field, translated(field, baseline, event), event);
                case AGREED -> merge = merge.agreeing(field, job, event);
                case DISPUTED -> disputes.put(field, dispute(field, baseline, job, event, open, now));
            }
        }
        return new Merge(merge.job, merge.event, merge.agreed, merge.unwritten, disputes);
    }

    private static Verdict verdict(Field field, Baseline baseline, Details job, Details event) {
        boolean crmChanged = !job.agreesOn(field, baseline.crm());
        boolean calendarChanged = !event.agreesOn(field, baseline.calendar());
        if (!crmChanged && !calendarChanged) {
            return Verdict.UNTOUCHED;
        }
        if (job.agreesOn(field, event)) {
            return Verdict.AGREED;
        }
        if (crmChanged && calendarChanged) {
            return Verdict.DISPUTED;
        }
        return crmChanged ? Verdict.TO_CALENDAR : Verdict.TO_CRM;
    }

    private Merge toCalendar(Field field, Details source) {
        return new Merge(job, event.with(field, source), agreed.with(field, source, source), unwritten, disputes);
    }

    private Merge toCrm(Field field, Details translated, Details source) {
        Details nextJob = job.with(field, translated);
        return new Merge(nextJob, event, agreed, unwritten, disputes).agreeing(field, translated, source);
    }

    private Merge agreeing(Field field, Details crm, Details calendar) {
        return new Merge(job, event, agreed.with(field, crm, calendar), unwritten.with(field, crm, calendar), disputes);
    }

    /**
     * A provider may name the zone otherwise than the CRM does (a Windows name stands for many IANA names). Where
     * the event's zone is the one that it had, only the hour moved, and the job keeps its own zone (R22).
     */
    private static Details translated(Field field, Baseline baseline, Details event) {
        if (field == Field.WHEN
                && baseline.crm().when() instanceof When.Timed crm
                && baseline.calendar().when() instanceof When.Timed before
                && event.when() instanceof When.Timed after
                && before.zone().equals(after.zone())) {
            return event.at(after.in(crm.zone()));
        }
        return event;
    }

    private static Dispute dispute(
            Field field, Baseline baseline, Details job, Details event, Map<Field, Dispute> open, Instant now) {
        return Optional.ofNullable(open.get(field))
                .filter(known -> known.isAbout(job, event))
                .orElseGet(() -> new Dispute(field, baseline, job, event, now));
    }
}
