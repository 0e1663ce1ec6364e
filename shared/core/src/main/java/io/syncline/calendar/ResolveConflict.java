package io.syncline.calendar;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.connection.Connection;
import io.syncline.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides a conflict: one side, the other, or a third value (R05, R06). The same decision again changes nothing. */
public final class ResolveConflict {

    private static final int STORE_TRIES = 5;

    private final FindCalendar findCalendar;
    private final CalendarItems items;
    private final Jobs jobs;
    private final Resolutions resolutions;
    private final AuditTrail trail;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public ResolveConflict(
            FindCalendar findCalendar,
            CalendarItems items,
            Jobs jobs,
            Resolutions resolutions,
            AuditTrail trail,
            RequestSync requestSync,
            InstantSource clock) {
        this.findCalendar = findCalendar;
        this.items = items;
        this.jobs = jobs;
        this.resolutions = resolutions;
        this.trail = trail;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /**
     * What somebody wants.
     *
     * @param value for {@link Choice#VALUE}
     * @param version of the conflict that they looked at
     */
    public record Wish(Choice choice, Optional<ProposedValue> value, String version) {}

    /** How deciding can end. */
    public sealed interface Resolution {

        record Resolved(ConflictReport conflict) implements Resolution {}

        /** There is no such conflict, or it is in a calendar that is not the caller's business. */
        record NotFound() implements Resolution {}

        /** One of the values is not the one that was looked at any more. */
        record Changed(ConflictReport current) implements Resolution {}

        /**
         * It was decided otherwise, or both sides came to agree.
         *
         * @param resolved how it was decided, where somebody did
         */
        record Closed(Optional<ConflictReport> resolved) implements Resolution {}

        /** This cannot be decided about it. */
        record Invalid(String reason) implements Resolution {}

        /** It keeps changing; trying again is worth it. */
        record Busy() implements Resolution {}
    }

    /** Decides. */
    public Resolution run(Caller caller, ConflictId id, Wish wish) {
        return findCalendar
                .run(caller, id.calendar().connection())
                .map(connection -> new Attempt(caller, connection, id, wish).run())
                .orElseGet(Resolution.NotFound::new);
    }

    private final class Attempt {
        private final Caller caller;
        private final Connection connection;
        private final ConflictId id;
        private final Wish wish;
        private final Instant now = clock.instant();
        private boolean recorded;

        Attempt(Caller caller, Connection connection, ConflictId id, Wish wish) {
            this.caller = caller;
            this.connection = connection;
            this.id = id;
            this.wish = wish;
        }

        Resolution run() {
            for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
                Optional<Resolution> resolution = once();
                if (resolution.isPresent()) {
                    return resolution.get();
                }
            }
            return new Resolution.Busy();
        }

        /** Nothing where somebody else was faster. */
        private Optional<Resolution> once() {
            Optional<Link> link =
                    Optional.ofNullable(items.links(caller.organisation(), id.calendar(), Set.of(id.job()))
                            .get(id.job()));
            Optional<Job> job = jobs.find(caller.organisation(), id.job());
            Optional<Conflict> open = link.flatMap(one -> Conflict.of(one, job, id.aspect()));
            if (open.isEmpty() || job.isEmpty()) {
                return Optional.of(closed(link));
            }
            if (!open.get().version().equals(wish.version())) {
                return Optional.of(repeated()
                        .orElseGet(() -> new Resolution.Changed(ConflictReport.open(connection, open.get()))));
            }
            return decided(open.get(), link.orElseThrow(), job.get());
        }

        private Resolution closed(Optional<Link> link) {
            Optional<ResolvedConflict> before = resolutions.find(caller.organisation(), id);
            if (link.isEmpty() && before.isEmpty()) {
                return new Resolution.NotFound();
            }
            return repeated()
                    .orElseGet(() -> new Resolution.Closed(before.map(one -> ConflictReport.of(connection, one))));
        }

        /** The answer to the same decision, where it was made before. */
        private Optional<Resolution> repeated() {
            return resolutions
                    .find(caller.organisation(), id)
                    .filter(before -> before.conflict().version().equals(wish.version()))
                    .filter(before -> before.choice() == wish.choice() && isSameValue(before))
                    .map(before -> new Resolution.Resolved(ConflictReport.of(connection, before)));
        }

        private boolean isSameValue(ResolvedConflict before) {
            return wish.choice() != Choice.VALUE
                    || before.value()
                            .flatMap(value -> id.aspect()
                                    .flatMap(aspect -> wish.value()
                                            .flatMap(wished -> wished.in(value, aspect))
                                            .map(same -> saysTheSame(aspect, same, value))))
                            .orElse(false);
        }

        /** The mark of a completed job is no part of what somebody typed. */
        private static boolean saysTheSame(Aspect aspect, Details one, Details other) {
            return one.retitled(Job::unmarked).agreesOn(aspect, other.retitled(Job::unmarked));
        }

        private Optional<Resolution> decided(Conflict conflict, Link link, Job job) {
            Optional<Details> value =
                    id.aspect().flatMap(aspect -> wish.value().flatMap(wished -> wished.in(job.entry(), aspect)));
            Optional<String> flaw = flaw(conflict, value);
            if (flaw.isPresent()) {
                return Optional.of(new Resolution.Invalid(flaw.get()));
            }
            Settlement settlement = Settlement.of(
                    conflict, link, job, new Settlement.Decided(wish.choice(), value, connection.owner(), now));
            Details entry = settlement.job().orElse(job).entry();
            ResolvedConflict resolved =
                    new ResolvedConflict(conflict, wish.choice(), id.aspect().map(_ -> entry), caller.user(), now);
            record();
            return stored(settlement, resolved, job)
                    ? Optional.of(new Resolution.Resolved(ConflictReport.of(connection, resolved)))
                    : Optional.empty();
        }

        private Optional<String> flaw(Conflict conflict, Optional<Details> value) {
            if (!conflict.choices().contains(wish.choice())) {
                return Optional.of("Where one side deleted it, choose 'crm' or 'calendar'.");
            }
            return wish.choice() == Choice.VALUE && value.isEmpty()
                    ? Optional.of("Give a 'value' that fits what the conflict is about.")
                    : Optional.empty();
        }

        /** What cannot be recorded is not done. */
        private void record() {
            if (!recorded) {
                recorded = true;
                String detail = id.aspect().map(Aspect::word).orElse("deletion") + ": "
                        + wish.choice().name().toLowerCase(Locale.ROOT);
                trail.note(
                        caller.organisation(),
                        Deed.done(
                                Actor.of(caller),
                                Action.CONFLICT_RESOLVED,
                                "job/" + id.job().value() + " in " + connection.subject(),
                                detail));
            }
        }

        private boolean stored(Settlement settlement, ResolvedConflict resolved, Job job) {
            List<RowChange> rows = new ArrayList<>(List.of(
                    new RowChange.PutLink(settlement.link()),
                    new RowChange.RememberResolved(resolved),
                    new RowChange.Explain(id.job(), line(resolved))));
            rows.addAll(jobRows(settlement, job));
            events(settlement, job).forEach(event -> rows.add(new RowChange.Owe(event)));
            Commit commit = new Commit(id.job().value(), rows);
            if (!items.commit(caller.organisation(), id.calendar(), List.of(commit))
                    .isEmpty()) {
                return false;
            }
            requestSync.runNow(caller.organisation(), id.calendar());
            settlement
                    .job()
                    .ifPresent(next -> next.calendars().stream()
                            .filter(other -> !other.equals(id.calendar()))
                            .forEach(other -> requestSync.run(caller.organisation(), other)));
            return true;
        }

        private List<RowChange> jobRows(Settlement settlement, Job job) {
            if (settlement.job().isEmpty()) {
                return List.of(Notes.afterDecision(settlement.link()));
            }
            List<RowChange> rows = new ArrayList<>(
                    List.of(new RowChange.PutJob(settlement.job().get())));
            settlement
                    .job()
                    .get()
                    .calendars()
                    .forEach(calendar ->
                            rows.add(new RowChange.Note(calendar, new Pending(job.id(), job.version() + 1))));
            return rows;
        }

        private Explanation line(ResolvedConflict resolved) {
            String rule = id.aspect().isPresent() ? "R05" : "R06";
            return new Explanation(
                    now, Explanation.Kind.DECIDED, rule, caller.name() + " decided: " + sentence(resolved), key(""));
        }

        private String sentence(ResolvedConflict resolved) {
            String what = id.aspect().map(Aspect::word).orElse("");
            return switch (resolved.conflict().kind()) {
                case CHANGED_TWICE ->
                    switch (wish.choice()) {
                        case CRM -> "the CRM's value stands (" + what + ").";
                        case CALENDAR -> "the calendar's value stands (" + what + ").";
                        case VALUE -> "another value stands on both sides (" + what + ").";
                    };
                case DELETED_IN_CALENDAR ->
                    wish.choice() == Choice.CRM
                            ? "it is written into the calendar again."
                            : "it stays deleted in the calendar.";
                case CANCELLED_IN_CRM ->
                    wish.choice() == Choice.CRM
                            ? "it is taken off the calendar."
                            : "it is a job again, as it stands in the calendar.";
            };
        }

        private List<CrmEvent> events(Settlement settlement, Job job) {
            List<CrmEvent> events = new ArrayList<>();
            events.add(new CrmEvent.ConflictResolved(
                    key("closed" + settlement.link().version()),
                    caller.organisation(),
                    now,
                    id,
                    id.job(),
                    wish.choice().name().toLowerCase(Locale.ROOT),
                    Optional.of(caller.user())));
            settlement
                    .job()
                    .ifPresent(next -> events.add(new CrmEvent.JobRescheduled(
                            key("job" + settlement.link().version()),
                            caller.organisation(),
                            now,
                            id.job(),
                            job.version() + 1,
                            settlement.changed(),
                            next.details(),
                            connection.owner())));
            if (settlement.link().state() instanceof LinkState.Removed) {
                events.add(new CrmEvent.JobRemovedFromCalendar(
                        key("removed" + settlement.link().version()),
                        caller.organisation(),
                        now,
                        id.job(),
                        connection.owner()));
            }
            return events;
        }

        /** The same for the same decision, however often it is tried. */
        private String key(String kind) {
            String text = String.join("\n", caller.organisation().value(), id.text(), wish.version(), kind);
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }
}
