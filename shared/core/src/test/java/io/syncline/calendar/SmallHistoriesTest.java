package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Service;
import io.syncline.identity.UserId;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random edits on both sides and random faults, then quiet: both sides agree on every linked field or an open conflict
 * says why, nothing is lost, nothing is doubled, and idle runs write nothing. A failing seed is its own reproduction.
 */
class SmallHistoriesTest {

    private static final int STEPS = 60;
    private static final int JOBS = 6;

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("histories", 2_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void R01_R04_R10_R12_R13_R14_after_any_history_both_sides_agree_or_a_conflict_says_why(int seed) {
        History history = new History(seed);
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.quiet();
        try {
            history.check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + " after " + String.join("\n", history.told), e);
        }
    }

    /** One generated history. */
    private static final class History {

        private final Random random;
        private final SyncScene scene = new SyncScene();
        private final List<CalendarRef> refs = new ArrayList<>(List.of(scene.connect(TESS), scene.connect(DANA)));
        private final List<String> told = new ArrayList<>();
        private final Set<String> deletedByOwner = new HashSet<>();
        private int counter;

        History(int seed) {
            random = new Random(seed);
            scene.provider.pagesOf(3);
            if (seed % 2 == 1) {
                scene.provider.givesNewIds();
            }
        }

        void step() {
            CalendarRef ref = refs.get(random.nextInt(refs.size()));
            switch (random.nextInt(15)) {
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
                default -> run(ref);
            }
        }

        private void run(CalendarRef ref) {
            boolean mayWrite = mayWrite(ref);
            int writes = scene.provider.writes();
            told.add("run " + ref.connection().value() + ": " + scene.run(ref));
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
            List<RemoteEvent> events = scene.provider.events(ref);
            if (!events.isEmpty() && random.nextInt(3) == 0) {
                RemoteEvent event = events.get(random.nextInt(events.size()));
                told.add("phone deletes " + event.details().title() + " in "
                        + ref.connection().value());
                deletedByOwner.add(withoutNumber(event.id().value()));
                scene.provider.userDeletes(ref, event.id());
            }
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
                scene.put(id, next, job.assignees().toArray(new UserId[0]));
            });
        }

        private void editEvent(CalendarRef ref) {
            List<RemoteEvent> events = scene.provider.events(ref);
            if (!events.isEmpty()) {
                String text = fresh("phone");
                boolean title = random.nextBoolean();
                RemoteEvent event = events.get(random.nextInt(events.size()));
                told.add("phone edits " + event.details().title() + " in "
                        + ref.connection().value() + " to " + text);
                scene.provider.userEdits(ref, event.id(), old -> title ? titled(old, text) : located(old, text));
            }
        }

        private void touch(CalendarRef ref) {
            List<RemoteEvent> events = scene.provider.events(ref);
            if (!events.isEmpty()) {
                scene.provider.bumpsVersion(
                        ref, events.get(random.nextInt(events.size())).id());
            }
        }

        private String fresh(String who) {
            return who + "-" + ++counter;
        }

        void quiet() {
            refs.stream().filter(ref -> !mayWrite(ref)).forEach(this::switchWriting);
            for (int pass = 0; pass < 30; pass++) {
                scene.pass(Duration.ofMinutes(11));
                refs.forEach(scene::run);
            }
        }

        void check() {
            idleRunsWriteNothing();
            for (CalendarRef ref : refs) {
                bothSidesAgree(ref);
                atMostOneEventPerJob(ref);
            }
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

        private void bothSidesAgree(CalendarRef ref) {
            assertThat(scene.items.waiting(ORG, ref)).isZero();
            for (int i = 0; i < JOBS; i++) {
                Optional<Job> job = scene.jobs.find(ORG, new JobId("J-" + i));
                Optional<Link> link = scene.maybeLink(ref, "J-" + i);
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
                assertThat(deletedByOwner)
                        .as("only its owner deletes an event")
                        .contains(HexFormat.of().formatHex(key.digest()));
                return;
            }
            RemoteEvent event = scene.provider.events(ref).stream()
                    .filter(one -> one.id().equals(link.event().orElseThrow()))
                    .findFirst()
                    .orElseThrow();
            for (Field field : Field.values()) {
                Dispute dispute = link.disputes().get(field);
                if (dispute == null) {
                    assertThat(job.details().agreesOn(field, event.details()))
                            .as("%s of %s: %s and %s", field, job.id(), job.details(), event.details())
                            .isTrue();
                } else {
                    assertThat(dispute.isAbout(job.details(), event.details())).isTrue();
                }
            }
        }

        private void atMostOneEventPerJob(CalendarRef ref) {
            Set<EventId> linked = new HashSet<>();
            for (int i = 0; i < JOBS; i++) {
                scene.maybeLink(ref, "J-" + i).flatMap(Link::event).ifPresent(linked::add);
            }
            assertThat(scene.provider.events(ref).stream().map(RemoteEvent::id))
                    .as("every event belongs to one job")
                    .containsExactlyInAnyOrderElementsOf(linked);
        }
    }
}
