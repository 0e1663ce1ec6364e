package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.connection.Service;
import io.syncline.identity.UserId;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random edits on both sides, of single jobs and of series, and random faults, then quiet: both sides agree on every
 * linked aspect or an open conflict says why, no edit of a person is lost, nothing is doubled, the CRM was told what is
 * open, and idle runs write nothing. A failing seed is its own reproduction.
 */
class SmallHistoriesTest {

    private static final int STEPS = 60;
    private static final int JOBS = 6;

    /** A job that may have stopped the worker more often is left alone, and says so. */
    private static final int MOST_KILLS = 4;

    private static final LocalDate START = LocalDate.parse("2026-11-24");
    private static final List<String> RULES =
            List.of("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261222", "FREQ=DAILY;COUNT=7");

    static IntStream seeds() {
        Integer one = Integer.getInteger("history");
        return one == null ? IntStream.range(0, Integer.getInteger("histories", 2_000)) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void R01_R04_R06_R10_R12_R13_R14_R21_F17_S25_after_any_history_both_sides_agree_or_a_conflict_says_why(int seed) {
        History history = new History(seed);
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.quiet();
        try {
            history.check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + " after " + history, e);
        }
    }

    /** One generated history. */
    private static final class History {

        private final Random random;
        private final SyncScene scene = new SyncScene();
        private final List<CalendarRef> refs = new ArrayList<>(List.of(scene.connect(TESS), scene.connect(DANA)));
        private final List<RemoteEvent> ownEvents = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private final Set<String> deletedByOwner = new HashSet<>();
        private final Set<EventId> splitOff = new HashSet<>();
        private final Map<String, Map<Aspect, String>> lastEdits = new HashMap<>();
        private int counter;
        private int kills;

        History(int seed) {
            random = new Random(seed);
            scene.provider.pagesOf(3);
            if (seed % 2 == 1) {
                scene.provider.givesNewIds();
            }
            if (seed % 3 == 1) {
                scene.provider.givesOccurrencesTheirOwnVersions();
            }
            if (seed % 5 == 1) {
                scene.provider.forgetsTheMarkOfASplit();
            }
            policy(seed).ifPresent(policy -> scene.policies.save(ORG, policy));
            if (seed % 14 == 9) {
                scene.provider.tellsTheTimeBy(scene.clock);
            }
            refs.forEach(ref ->
                    ownEvents.add(scene.provider.userPuts(ref, new EventId("own"), details("Nobody's business"))));
        }

        /** Where something else than a person decides, one of two edits gives way. */
        private static Optional<SyncPolicy> policy(int seed) {
            return switch (seed % 7) {
                case 1 ->
                    Optional.of(new SyncPolicy(
                            Map.of(Field.WHEN, Ownership.CRM, Field.TITLE, Ownership.CALENDAR), OnConflict.ASK));
                case 2 -> Optional.of(new SyncPolicy(Map.of(), OnConflict.LATEST));
                case 3 -> Optional.of(new SyncPolicy(Map.of(), OnConflict.CRM));
                case 4 -> Optional.of(new SyncPolicy(Map.of(), OnConflict.CALENDAR));
                default -> Optional.empty();
            };
        }

        void step() {
            CalendarRef ref = refs.get(random.nextInt(refs.size()));
            switch (random.nextInt(24)) {
                case 0, 1 -> putJob();
                case 2, 3, 4 -> editEvent(ref);
                case 5 -> editJob();
                case 6 -> failNext();
                case 7 -> loseNextAnswer();
                case 8 -> touch(ref);
                case 9 -> expireCursors();
                case 10 -> cancelJob();
                case 11 -> deleteEvent(ref);
                case 12 -> switchWriting(ref);
                case 13 -> repeatJob();
                case 14, 15 -> editOccurrenceOfJob();
                case 16, 17 -> editOccurrenceOfEvent(ref);
                case 18 -> redraw(ref);
                case 19 -> split(ref);
                case 20 -> completeJob();
                case 21 -> dieAtACommit();
                default -> run(ref);
            }
        }

        /** The office makes a series of a job, gives it another rule, or has it happen only once. */
        private void repeatJob() {
            String id = "J-" + random.nextInt(JOBS);
            scene.jobs.find(ORG, new JobId(id)).ifPresent(job -> {
                When.Single first = job.details().when().first();
                When next = random.nextInt(4) == 0 ? first : repeating(first);
                told.add("office repeats " + id + " by " + next.recurrence());
                forgetOccurrencesOf(id);
                scene.put(id, job.details().at(next), job.assignees().toArray(new UserId[0]));
            });
        }

        private When repeating(When.Single first) {
            return new When.Repeating(first, new Recurrence(RULES.get(random.nextInt(RULES.size()))));
        }

        private void editOccurrenceOfJob() {
            String id = "J-" + random.nextInt(JOBS);
            scene.jobs
                    .find(ORG, new JobId(id))
                    .ifPresent(job -> dateOf(job.details()).ifPresent(date -> {
                        String text = fresh("office");
                        Details next = occurrenceEdited(job.details(), date, text);
                        told.add("office edits " + id + " on " + date + ": " + next.exception(date));
                        remember(id, new Aspect.OfOccurrence(date), text, next);
                        scene.put(id, next, job.assignees().toArray(new UserId[0]));
                    }));
        }

        private void editOccurrenceOfEvent(CalendarRef ref) {
            jobEvent(ref)
                    .ifPresent(event -> dateOf(event.details()).ifPresent(date -> {
                        String text = fresh("phone");
                        Details next = occurrenceEdited(event.details(), date, text);
                        told.add("phone edits " + event.id().value() + " on " + date + ": " + next.exception(date));
                        jobOf(ref, event).ifPresent(job -> remember(job, new Aspect.OfOccurrence(date), text, next));
                        scene.provider.userEdits(ref, event.id(), _ -> next);
                    }));
        }

        private Optional<LocalDate> dateOf(Details details) {
            if (!(details.when() instanceof When.Repeating(When.Single first, Recurrence rule))) {
                return Optional.empty();
            }
            List<LocalDate> dates = rule.dates(first.date(), first.date(), START.plusDays(60));
            return Optional.of(dates.get(random.nextInt(dates.size())));
        }

        private Details occurrenceEdited(Details details, LocalDate date, String text) {
            Details regular = details.regular(date);
            Details actual = details.actual(date).orElse(regular);
            Details edited = switch (random.nextInt(4)) {
                case 0 ->
                    actual.at(details(text, date.plusDays(1) + "T1" + random.nextInt(10) + ":00")
                            .when());
                case 1 -> located(actual, text);
                default -> titled(actual, text);
            };
            if (random.nextInt(4) == 0) {
                return details.with(date, Optional.of(new Occurrence.Cancelled()));
            }
            Occurrence.Changed changed = Occurrence.Changed.between(regular, edited);
            return details.with(date, changed.isNothing() ? Optional.empty() : Optional.of(changed));
        }

        /** A phone gives a series other times: its exceptions are gone then. */
        private void redraw(CalendarRef ref) {
            jobEvent(ref).ifPresent(event -> {
                When.Single first = event.details().when().first();
                told.add("phone redraws " + event.id().value());
                jobOf(ref, event).ifPresent(this::forgetOccurrencesOf);
                scene.provider.userRedraws(ref, event.id(), random.nextInt(4) == 0 ? first : repeating(first));
            });
        }

        private void split(CalendarRef ref) {
            jobEvent(ref)
                    .ifPresent(event -> dateOf(event.details())
                            .filter(date ->
                                    date.isAfter(event.details().when().first().date()))
                            .ifPresent(date -> {
                                told.add("phone splits " + event.id().value() + " on " + date);
                                jobOf(ref, event).ifPresent(this::forgetOccurrencesOf);
                                RemoteEvent next = scene.provider.userSplits(ref, event.id(), date, old -> old);
                                splitOff.add(next.id());
                            }));
        }

        private void completeJob() {
            String id = "J-" + random.nextInt(JOBS);
            scene.jobs.find(ORG, new JobId(id)).ifPresent(job -> {
                told.add("office completes " + id);
                scene.put(id, new PutJob.Wish(job.details(), false, job.assignees(), true, OptionalLong.empty()));
            });
        }

        /** The worker is killed in the middle of its work, and nobody gives its claim back. */
        private void dieAtACommit() {
            if (++kills > MOST_KILLS) {
                return;
            }
            int[] commits = {random.nextInt(4)};
            told.add("the worker is killed at commit " + commits[0]);
            scene.rows.beforeEachCommit(() -> {
                if (commits[0]-- == 0) {
                    scene.rows.beforeEachCommit(() -> {});
                    throw new Killed();
                }
            });
        }

        private Optional<RemoteEvent> jobEvent(CalendarRef ref) {
            List<RemoteEvent> events = scene.provider.events(ref).stream()
                    .filter(event -> !event.id().value().equals("own"))
                    .toList();
            return events.isEmpty() ? Optional.empty() : Optional.of(events.get(random.nextInt(events.size())));
        }

        private Optional<String> jobOf(CalendarRef ref, RemoteEvent event) {
            Optional<String> linked = scene.rows.links(ORG, ref).stream()
                    .filter(link -> link.event().equals(Optional.of(event.id())))
                    .map(link -> link.job().value())
                    .findFirst();
            return linked.or(() -> event.mark().map(JobId::value).filter(_ -> !splitOff.contains(event.id())));
        }

        private void remember(String job, Aspect aspect, String text, Details edited) {
            Map<Aspect, String> edits = lastEdits.computeIfAbsent(job, _ -> new HashMap<>());
            if (String.valueOf(edited.get(aspect)).contains(text)) {
                edits.put(aspect, text);
            } else {
                edits.remove(aspect); // moved or cancelled, and that is told by no word
            }
        }

        private void forgetOccurrencesOf(String job) {
            lastEdits
                    .getOrDefault(job, new HashMap<>())
                    .keySet()
                    .removeIf(aspect -> aspect instanceof Aspect.OfOccurrence);
        }

        private void run(CalendarRef ref) {
            boolean mayWrite = mayWrite(ref);
            int writes = scene.provider.writes();
            try {
                told.add("run " + ref.connection().value() + ": " + scene.run(ref));
            } catch (Killed killed) {
                told.add("run " + ref.connection().value() + ": killed");
                scene.pass(Duration.ofMinutes(3));
            }
            assertThat(mayWrite || scene.provider.writes() == writes)
                    .as("nothing is written where it may not be")
                    .isTrue();
        }

        private boolean mayWrite(CalendarRef ref) {
            return scene.connections.find(ORG, ref.connection()).orElseThrow().may(Service.CALENDAR);
        }

        /** The owner lets the calendar be read only, or be written again. */
        private void switchWriting(CalendarRef ref) {
            Service next = mayWrite(ref) ? Service.CALENDAR_READ : Service.CALENDAR;
            told.add(ref.connection().value() + " is for " + next.word());
            scene.change(ref, one -> one.requesting(Set.of(next)));
            scene.requestSync.runNow(ORG, ref);
        }

        private void cancelJob() {
            String id = "J-" + random.nextInt(JOBS);
            told.add("office cancels " + id);
            scene.cancelJob.run(ORG, new JobId(id));
        }

        private void deleteEvent(CalendarRef ref) {
            jobEvent(ref).filter(_ -> random.nextInt(3) == 0).ifPresent(event -> {
                told.add("phone deletes " + event.details().title() + " in "
                        + ref.connection().value());
                deletedByOwner.add(withoutNumber(event.id().value()));
                jobOf(ref, event).ifPresent(lastEdits::remove);
                scene.provider.userDeletes(ref, event.id());
            });
        }

        private static String withoutNumber(String id) {
            return id.replaceFirst("-[0-9]+$", "");
        }

        private void failNext() {
            RemoteFailure fault = fault();
            told.add("the next call fails: " + fault);
            scene.provider.failNext(fault);
        }

        private void loseNextAnswer() {
            told.add("the next answer is lost");
            scene.provider.loseNextAnswer();
        }

        private void expireCursors() {
            told.add("all cursors expire");
            scene.provider.expireCursors();
        }

        private RemoteFailure fault() {
            return switch (random.nextInt(3)) {
                case 0 -> new RemoteFailure.Unavailable("503");
                case 1 -> new RemoteFailure.Throttled(Optional.of(Duration.ofSeconds(5)));
                default -> new RemoteFailure.Unauthorized();
            };
        }

        private void putJob() {
            String id = "J-" + random.nextInt(JOBS);
            Optional<Job> before = scene.jobs.find(ORG, new JobId(id));
            Details base = before.map(Job::details).orElseGet(() -> details(fresh("made")));
            UserId[][] people = {{TESS}, {DANA}, {TESS, DANA}};
            UserId[] assignees = people[random.nextInt(people.length)];
            told.add("put " + id + " " + base.title() + " for " + List.of(assignees));
            scene.put(id, base, assignees);
        }

        private void editJob() {
            String id = "J-" + random.nextInt(JOBS);
            scene.jobs.find(ORG, new JobId(id)).ifPresent(job -> {
                String text = fresh("office");
                boolean title = random.nextBoolean();
                Details next = title ? titled(job.details(), text) : located(job.details(), text);
                told.add("office edits " + id + " to " + text);
                remember(id, new Aspect.OfField(title ? Field.TITLE : Field.LOCATION), text, next);
                scene.put(id, next, job.assignees().toArray(new UserId[0]));
            });
        }

        private void editEvent(CalendarRef ref) {
            jobEvent(ref).ifPresent(event -> {
                String text = fresh("phone");
                boolean title = random.nextBoolean();
                Details next = title ? titled(event.details(), text) : located(event.details(), text);
                told.add("phone edits " + event.details().title() + " in "
                        + ref.connection().value() + " to " + text);
                Aspect aspect = new Aspect.OfField(title ? Field.TITLE : Field.LOCATION);
                jobOf(ref, event).ifPresent(job -> remember(job, aspect, text, next));
                scene.provider.userEdits(ref, event.id(), _ -> next);
            });
        }

        private void touch(CalendarRef ref) {
            jobEvent(ref).ifPresent(event -> scene.provider.bumpsVersion(ref, event.id()));
        }

        private String fresh(String who) {
            return who + "-" + ++counter;
        }

        void quiet() {
            scene.rows.beforeEachCommit(() -> {});
            refs.stream().filter(ref -> !mayWrite(ref)).forEach(this::switchWriting);
            for (int pass = 0; pass < 30; pass++) {
                scene.pass(Duration.ofMinutes(11));
                refs.forEach(this::run);
            }
        }

        void check() {
            idleRunsWriteNothing();
            if (scene.policies.find(ORG).equals(SyncPolicy.DEFAULT)) {
                noEditIsLost();
            }
            for (CalendarRef ref : refs) {
                bothSidesAgree(ref);
                atMostOneEventPerJob(ref);
                theCrmWasToldOfConflicts(ref);
            }
            assertThat(refs.stream().map(ref -> event(ref, new EventId("own"))))
                    .as("nothing is touched outside the links")
                    .isEqualTo(ownEvents.stream().map(Optional::of).toList());
        }

        private void idleRunsWriteNothing() {
            int writes = scene.provider.writes();
            long rows = scene.rows.writes();
            for (int cycle = 0; cycle < 10; cycle++) {
                scene.pass(Duration.ofMinutes(6));
                refs.forEach(scene::run);
            }
            assertThat(scene.provider.writes()).isEqualTo(writes);
            assertThat(scene.rows.writes()).isEqualTo(rows);
        }

        @Override
        public String toString() {
            List<Object> lines = new ArrayList<>(told);
            lines.addAll(scene.rows.jobs(ORG));
            for (CalendarRef ref : refs) {
                lines.add(ref.connection().value() + " " + scene.state(ref).problem());
                lines.addAll(scene.provider.events(ref));
                lines.addAll(scene.rows.links(ORG, ref));
            }
            return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
        }

        /** The last edit of each aspect is where it was made, has flowed, or stands in a conflict. */
        private void noEditIsLost() {
            String all = scene.rows.jobs(ORG)
                    + refs.stream()
                            .map(ref -> scene.provider.events(ref) + "" + scene.rows.links(ORG, ref))
                            .toList()
                            .toString();
            lastEdits.forEach((job, edits) -> edits.forEach((aspect, value) -> assertThat(
                            Pattern.compile(value + "\\b").matcher(all).find())
                    .as("%s of %s: %s", aspect, job, value)
                    .isTrue()));
        }

        private void bothSidesAgree(CalendarRef ref) {
            assertThat(scene.items.countWaiting(ORG, ref)).isZero();
            Set<JobId> jobs = new HashSet<>();
            scene.rows.jobs(ORG).forEach(job -> jobs.add(job.id()));
            scene.rows.links(ORG, ref).forEach(link -> jobs.add(link.job()));
            for (JobId id : jobs) {
                Optional<Job> job = scene.jobs.find(ORG, id);
                Optional<Link> link = scene.maybeLink(ref, id.value());
                boolean wanted =
                        job.filter(one -> one.isFor(scene.state(ref).owner())).isPresent();
                assertThat(link.isPresent() || !wanted).as("a job has a link").isTrue();
                link.ifPresent(one -> agrees(ref, job.orElseThrow(), one, wanted));
            }
        }

        private void agrees(CalendarRef ref, Job job, Link link, boolean wanted) {
            if (!wanted) {
                assertThat(link.conflicts())
                        .as("what is left over is in a conflict")
                        .isPositive();
                return;
            }
            if (link.state() instanceof LinkState.Removed || link.state() instanceof LinkState.EditedAndDeleted) {
                EventKey key = new EventKey(ORG, job.id(), ref);
                String name = HexFormat.of().formatHex(key.digest());
                assertThat(deletedByOwner.contains(name) || job.id().value().contains(":"))
                        .as("only its owner deletes an event")
                        .isTrue();
                return;
            }
            RemoteEvent event = event(ref, link.event().orElseThrow()).orElseThrow();
            assertThat(link.refusal()).isEmpty();
            for (Aspect aspect : Details.aspects(job.entry(), event.details())) {
                Dispute dispute = link.disputes().get(aspect);
                if (isExcused(aspect, link, job.entry(), event.details())) {
                    continue;
                }
                if (dispute == null) {
                    assertThat(job.entry().agreesOn(aspect, event.details()))
                            .as("%s of %s: %s and %s", aspect, job.id(), job.entry(), event.details())
                            .isTrue();
                } else {
                    assertThat(dispute.isAbout(job.entry(), event.details())).isTrue();
                }
            }
        }

        /** While it is disputed when a series is, dates that only one side knows are part of that. */
        private static boolean isExcused(Aspect aspect, Link link, Details job, Details event) {
            return aspect instanceof Aspect.OfOccurrence(LocalDate date)
                    && link.disputes().containsKey(new Aspect.OfField(Field.WHEN))
                    && !(isOn(job, date) && isOn(event, date));
        }

        private static boolean isOn(Details details, LocalDate date) {
            return details.when() instanceof When.Repeating series && series.hasOn(date);
        }

        private Optional<RemoteEvent> event(CalendarRef ref, EventId id) {
            return scene.provider.events(ref).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
        }

        private void atMostOneEventPerJob(CalendarRef ref) {
            List<EventId> linked = scene.rows.links(ORG, ref).stream()
                    .flatMap(link -> link.event().stream())
                    .toList();
            assertThat(linked).as("no event belongs to two jobs").doesNotHaveDuplicates();
            Set<EventId> others = scene.provider.events(ref).stream()
                    .map(RemoteEvent::id)
                    .filter(id -> !linked.contains(id) && !splitOff.contains(id))
                    .collect(Collectors.toSet());
            assertThat(others).as("every event belongs to a job").containsExactly(new EventId("own"));
            assertThat(scene.provider.events(ref)).extracting(RemoteEvent::id).containsAll(linked);
        }

        private void theCrmWasToldOfConflicts(CalendarRef ref) {
            Set<ConflictId> open = new HashSet<>();
            for (Link link : scene.rows.links(ORG, ref)) {
                link.conflictsAbout().forEach(about -> open.add(new ConflictId(ref, link.job(), about)));
            }
            Set<ConflictId> toldOf = new HashSet<>();
            for (CrmEvent event : scene.bus.sent()) {
                switch (event) {
                    case CrmEvent.ConflictOpened opened -> toldOf.add(opened.conflict());
                    case CrmEvent.ConflictResolved resolved -> toldOf.remove(resolved.conflict());
                    case CrmEvent.JobRescheduled _,
                            CrmEvent.JobRemovedFromCalendar _,
                            CrmEvent.SyncFailed _,
                            CrmEvent.JobContinued _ -> {}
                }
            }
            toldOf.removeIf(conflict -> !conflict.calendar().equals(ref));
            assertThat(toldOf).as("the CRM knows what is open").isEqualTo(open);
            assertThat(scene.rows.owed(ORG, ref)).isEmpty();
        }
    }

    /** What no program survives. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
