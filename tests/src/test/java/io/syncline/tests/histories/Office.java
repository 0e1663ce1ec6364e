package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.UserId;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** What the office does with its jobs in the CRM. */
final class Office {

    static final int JOBS = 7;
    static final String HERE = "office";
    private static final List<String> RULES = List.of(
            "FREQ=WEEKLY;COUNT=6",
            "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8",
            "FREQ=DAILY;COUNT=9",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270228",
            "FREQ=MONTHLY;COUNT=4");

    private final World world;
    private final Random random;

    Office(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    private JobId someId() {
        return new JobId("J-" + random.nextInt(JOBS));
    }

    private Optional<Job> someJob() {
        return world.job(someId());
    }

    private Set<UserId> people() {
        Set<UserId> people = new HashSet<>();
        while (people.isEmpty()) {
            world.phones().stream().filter(_ -> random.nextInt(2) == 0).forEach(phone -> people.add(phone.owner()));
        }
        return people;
    }

    void putsJob() {
        puts(someId(), people());
    }

    /** Everything for everybody, as before a busy week. */
    void putsAll() {
        Set<UserId> all = new HashSet<>();
        world.phones().forEach(phone -> all.add(phone.owner()));
        IntStream.range(0, JOBS).forEach(number -> puts(new JobId("J-" + number), all));
    }

    private void puts(JobId id, Set<UserId> people) {
        Optional<Job> before = world.job(id);
        Details details = before.map(Job::details).orElseGet(() -> details(id));
        put(id, details, people, false, "assigns");
        if (before.isEmpty()) {
            made(id, details, Field.values());
        }
    }

    void putsSeries() {
        JobId id = someId();
        Optional<Job> before = world.job(id);
        if (before.isEmpty()) {
            Details details = details(id).at(series());
            put(id, details, people(), false, "plans a series");
            made(id, details, Field.values());
        }
    }

    private When series() {
        return new When.Repeating(tuesday(), new Recurrence(RULES.get(random.nextInt(RULES.size()))));
    }

    /** A Tuesday, so that every rule names the first date. */
    private When.Timed tuesday() {
        LocalDateTime from = LocalDateTime.parse("2026-12-01T08:00")
                .plusWeeks(random.nextInt(6))
                .plusMinutes(15L * random.nextInt(24));
        return new When.Timed(from, from.plusMinutes(30L + 15L * random.nextInt(6)), World.ZURICH);
    }

    private When single() {
        if (random.nextInt(6) == 0) {
            LocalDate day = LocalDate.parse("2026-12-01").plusDays(random.nextInt(60));
            return new When.AllDay(day, day.plusDays(1L + random.nextInt(2)));
        }
        return tuesday().on(LocalDate.parse("2026-11-24").plusDays(random.nextInt(120)));
    }

    private Details details(JobId id) {
        return new Details(
                id.value() + " " + world.fresh("made"),
                Texts.description(random),
                world.fresh("street"),
                single(),
                Availability.BUSY,
                Status.CONFIRMED);
    }

    void changesTitle() {
        someJob()
                .ifPresent(job ->
                        edit(job, job.details().titled(job.id().value() + " " + world.fresh(HERE)), Field.TITLE));
    }

    void changesPlace() {
        someJob().ifPresent(job -> {
            Details old = job.details();
            Details next = new Details(
                    old.title(),
                    old.description(),
                    world.fresh("street"),
                    old.when(),
                    old.availability(),
                    old.status(),
                    old.exceptions());
            edit(job, next, Field.LOCATION);
        });
    }

    void changesDescription() {
        someJob().ifPresent(job -> {
            Details old = job.details();
            Details next = new Details(
                    old.title(),
                    world.fresh("note") + "\n" + Texts.description(random),
                    old.location(),
                    old.when(),
                    old.availability(),
                    old.status(),
                    old.exceptions());
            edit(job, next, Field.DESCRIPTION);
        });
    }

    void movesJob() {
        someJob().ifPresent(job -> {
            When when = job.details().when() instanceof When.Repeating ? series() : single();
            world.edits().redrawn(job.id());
            edit(job, job.details().at(when), Field.WHEN);
        });
    }

    void changesOccurrence() {
        someJob()
                .ifPresent(job -> someDate(job).ifPresent(date -> {
                    boolean cancels = random.nextInt(2) == 0;
                    Details regular = job.details().regular(date);
                    Occurrence occurrence = cancels
                            ? new Occurrence.Cancelled()
                            : Occurrence.Changed.between(
                                    regular, regular.titled(job.id().value() + " " + world.fresh("occurrence")));
                    Details next = job.details().with(date, Optional.of(occurrence));
                    put(job.id(), next, job.assignees(), false, (cancels ? "cancels " : "changes ") + date + " of");
                    world.edits().made(job.id(), new Aspect.OfOccurrence(date), HERE, Optional.of(occurrence));
                }));
    }

    private Optional<LocalDate> someDate(Job job) {
        if (!(job.details().when() instanceof When.Repeating(When.Single first, Recurrence rule))) {
            return Optional.empty();
        }
        List<LocalDate> dates =
                rule.dates(first.date(), first.date(), first.date().plusDays(120));
        return Optional.of(dates.get(random.nextInt(dates.size())));
    }

    private void edit(Job job, Details next, Field field) {
        put(job.id(), next, job.assignees(), job.stage() == Job.Stage.COMPLETED, "changes " + field.word() + " of");
        made(job.id(), next, field);
    }

    private void made(JobId id, Details details, Field... fields) {
        for (Field field : fields) {
            world.edits().made(id, new Aspect.OfField(field), HERE, details.get(field));
        }
    }

    void completesJob() {
        someJob().ifPresent(job -> put(job.id(), job.details(), job.assignees(), true, "completes"));
    }

    void reassignsJob() {
        someJob().ifPresent(job -> put(job.id(), job.details(), people(), false, "gives away"));
    }

    void cancelsJob() {
        cancels(someId());
    }

    /** Everything at once, as after a mistake: that is more than a run deletes by itself. */
    void cancelsAll() {
        if (random.nextBoolean()) {
            IntStream.range(0, JOBS).forEach(number -> cancels(new JobId("J-" + number)));
        }
    }

    private void cancels(JobId id) {
        world.tell("office cancels " + id.value());
        world.edits().takenAway(id);
        world.inOffice(() -> world.engine().cancelJob().run(World.ORG, id));
    }

    private static List<String> names(Set<UserId> people) {
        return people.stream().map(UserId::value).sorted().toList();
    }

    private void put(JobId id, Details details, Set<UserId> people, boolean completed, String verb) {
        world.tell("office " + verb + " " + id.value() + " for " + names(people) + ": " + details);
        world.job(id)
                .filter(before -> !people.containsAll(before.assignees()))
                .ifPresent(_ -> world.edits().takenAway(id));
        PutJob.Wish wish = new PutJob.Wish(details, false, people, completed, OptionalLong.empty());
        world.inOffice(() -> world.engine().putJob().run(World.ORG, id, wish, OptionalLong.empty()));
    }
}
