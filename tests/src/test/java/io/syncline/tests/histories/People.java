package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.connection.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.control.UnknownInSimulator;
import io.syncline.local.providers.http.Refusal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What technicians do in their own calendars, on their phones. */
final class People {

    private final World world;
    private final Random random;
    private final Memory memory;

    /** What they made and did, over a whole history. */
    static final class Memory {
        private final Map<Phone, Set<String>> own = new HashMap<>();
        private final Map<String, String> looks = new HashMap<>();
        private final Map<String, JobId> split = new HashMap<>();
        private final Map<String, JobId> origins = new HashMap<>();
        private final Set<String> deleted = new HashSet<>();

        /** Their own events, which nobody else may touch, as they left them. */
        Map<String, String> looks() {
            return looks;
        }

        boolean isOwn(Phone phone, String event) {
            return own.getOrDefault(phone, Set.of()).contains(event);
        }

        /** The job whose series an event was split off. */
        Optional<JobId> splitFrom(String event) {
            return Optional.ofNullable(origins.get(event));
        }

        /** The job that it is expected to become. */
        JobId splitInto(String event) {
            return split.getOrDefault(event, new JobId("none"));
        }

        /** Whether somebody deleted the job's event in this calendar. */
        boolean deleted(Phone phone, JobId job) {
            return deleted.contains(phone.email() + " " + job.value());
        }
    }

    People(World world, Random random, Memory memory) {
        this.world = world;
        this.random = random;
        this.memory = memory;
    }

    /** An event of a job on a phone. */
    private record Seen(Phone phone, UserEvent event, JobId job) {}

    private Phone somePhone() {
        return world.phones().get(random.nextInt(world.phones().size()));
    }

    private Optional<Seen> some(boolean repeating) {
        Phone phone = somePhone();
        Map<String, JobId> linked = linked(phone);
        List<Seen> seen = new ArrayList<>();
        for (UserEvent event : phone.events(world.control())) {
            if (!memory.isOwn(phone, event.id()) && event.repeats() == repeating) {
                job(event, linked).ifPresent(job -> seen.add(new Seen(phone, event, job)));
            }
        }
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(random.nextInt(seen.size())));
    }

    private Optional<Seen> some() {
        return some(random.nextBoolean());
    }

    private Map<String, JobId> linked(Phone phone) {
        Map<String, JobId> linked = new HashMap<>();
        world.items().allLinks(World.ORG, phone.ref(), Optional.empty(), 100).links().stream()
                .filter(link -> link.event().isPresent())
                .forEach(link -> linked.put(link.event().get().value(), link.job()));
        return linked;
    }

    private Optional<JobId> job(UserEvent event, Map<String, JobId> linked) {
        if (linked.containsKey(event.id())) {
            return Optional.of(linked.get(event.id()));
        }
        if (memory.split.containsKey(event.id())) {
            return Optional.of(memory.split.get(event.id()));
        }
        String first = event.title().replaceFirst("^✓ ?", "").split(" ", 2)[0];
        return first.matches("J-\\d+") ? Optional.of(new JobId(first)) : Optional.empty();
    }

    void editsTitle() {
        some().ifPresent(seen -> {
            String title = seen.job().value() + " " + world.fresh("phone");
            if (did(seen, "renames", () -> update(seen, event -> event.withTitle(marked(event, title))))) {
                made(seen, new Aspect.OfField(Field.TITLE), title);
            }
        });
    }

    private static String marked(UserEvent event, String title) {
        return event.title().startsWith("✓ ") ? "✓ " + title : title;
    }

    void editsPlace() {
        some().ifPresent(seen -> {
            String place = world.fresh("phone street");
            if (did(seen, "relocates", () -> update(seen, event -> event.withLocation(place)))) {
                made(seen, new Aspect.OfField(Field.LOCATION), place);
            }
        });
    }

    void movesEvent() {
        some(false).ifPresent(seen -> {
            UserEvent.When when = moved(seen.event().when());
            if (did(seen, "moves", () -> update(seen, event -> event.withWhen(when)))) {
                world.edits().made(seen.job(), new Aspect.OfField(Field.WHEN), by(seen), start(when));
            }
        });
    }

    /** The hour of a series changes; its days stay. */
    void shiftsSeries() {
        some(true).ifPresent(seen -> {
            if (seen.event().when() instanceof UserEvent.When.Timed timed) {
                Duration by = Duration.ofMinutes(15L * (1 + random.nextInt(8)));
                UserEvent.When when = new UserEvent.When.Timed(
                        timed.start().plus(by), timed.end().plus(by), timed.zone());
                boolean sameDay = timed.start()
                        .plus(by)
                        .toLocalDate()
                        .equals(timed.start().toLocalDate());
                world.edits().redrawn(seen.job());
                if (sameDay && did(seen, "shifts", () -> update(seen, event -> event.withWhen(when)))) {
                    world.edits().made(seen.job(), new Aspect.OfField(Field.WHEN), by(seen), start(when));
                }
            }
        });
    }

    private UserEvent.When moved(UserEvent.When when) {
        int days = 1 + random.nextInt(4);
        return switch (when) {
            case UserEvent.When.Timed timed -> {
                LocalDateTime start = timed.start().plusDays(days).plusMinutes(15L * random.nextInt(8));
                Duration length = Duration.between(timed.start(), timed.end());
                yield new UserEvent.When.Timed(start, start.plus(length), timed.zone());
            }
            case UserEvent.When.AllDay day ->
                new UserEvent.When.AllDay(day.start().plusDays(days), day.end().plusDays(days));
        };
    }

    /** What the time is compared by at the end: a zone may get another name on the way. */
    static Object start(UserEvent.When when) {
        return switch (when) {
            case UserEvent.When.Timed timed ->
                timed.start().atZone(timed.zone()).toInstant();
            case UserEvent.When.AllDay day -> day.start();
        };
    }

    void deletesEvent() {
        some().ifPresent(seen -> {
            if (did(
                    seen,
                    "deletes",
                    () -> world.control()
                            .delete(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id()))) {
                world.edits().deleted(seen.job(), by(seen));
                memory.deleted.add(seen.phone().email() + " " + seen.job().value());
            }
        });
    }

    void editsOccurrence() {
        someOccurrence().ifPresent(at -> {
            Seen seen = at.seen();
            String title = seen.job().value() + " " + world.fresh("phone occurrence");
            if (did(
                    seen,
                    "renames " + at.date() + " of",
                    () -> world.control()
                            .editOccurrence(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id(),
                                    at.date(),
                                    event -> event.withTitle(marked(event, title))))) {
                made(seen, new Aspect.OfOccurrence(at.date()), title);
            }
        });
    }

    void movesOccurrence() {
        someOccurrence().filter(at -> isTimed(at.seen().event())).ifPresent(at -> {
            Seen seen = at.seen();
            if (did(
                    seen,
                    "moves " + at.date() + " of",
                    () -> world.control()
                            .editOccurrence(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id(),
                                    at.date(),
                                    event -> event.withWhen(later(event.when()))))) {
                made(seen, new Aspect.OfOccurrence(at.date()), "moved");
            }
        });
    }

    private static boolean isTimed(UserEvent event) {
        return event.when() instanceof UserEvent.When.Timed;
    }

    private UserEvent.When later(UserEvent.When when) {
        return switch (when) {
            case UserEvent.When.Timed timed -> {
                Duration by = Duration.ofMinutes(15L * (1 + random.nextInt(4)));
                yield new UserEvent.When.Timed(
                        timed.start().plus(by), timed.end().plus(by), timed.zone());
            }
            case UserEvent.When.AllDay day -> day;
        };
    }

    /** Never the last one: a series without any occurrence is nowhere to be seen at Microsoft. */
    void cancelsOccurrence() {
        someOccurrence().filter(At::hasOthers).ifPresent(at -> {
            Seen seen = at.seen();
            if (did(
                    seen,
                    "cancels " + at.date() + " of",
                    () -> world.control()
                            .cancelOccurrence(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id(),
                                    at.date()))) {
                made(seen, new Aspect.OfOccurrence(at.date()), "cancelled");
            }
        });
    }

    private record At(Seen seen, LocalDate date, boolean hasOthers) {}

    private Optional<At> someOccurrence() {
        return some(true).flatMap(seen -> {
            UserSeries series = world.control()
                    .series(
                            seen.phone().side(),
                            seen.phone().email(),
                            Phone.CALENDAR,
                            seen.event().id());
            List<LocalDate> dates = Dates.of(series);
            return dates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new At(seen, dates.get(random.nextInt(dates.size())), dates.size() > 2));
        });
    }

    /** "This and all following". */
    void splitsSeries() {
        someOccurrence()
                .filter(at -> at.date().isAfter(first(at.seen().event())))
                .ifPresent(at -> {
                    Seen seen = at.seen();
                    String title = seen.job().value() + " " + world.fresh("phone following");
                    boolean renames = seen.phone().provider() == Provider.GOOGLE;
                    did(seen, "splits at " + at.date(), () -> {
                        UserEvent tail = world.control()
                                .splitSeries(
                                        seen.phone().side(),
                                        seen.phone().email(),
                                        Phone.CALENDAR,
                                        seen.event().id(),
                                        at.date(),
                                        event -> renames ? event.withTitle(marked(event, title)) : event);
                        memory.origins.put(tail.id(), seen.job());
                        memory.split.put(tail.id(), new JobId(seen.job().value().split(":", 2)[0] + ":" + at.date()));
                    });
                    world.edits().redrawn(seen.job());
                    world.edits().decided(seen.job(), Optional.of(new Aspect.OfField(Field.WHEN)));
                });
    }

    /** The date of an event, or of the first of a series. */
    static LocalDate first(UserEvent event) {
        return switch (event.when()) {
            case UserEvent.When.Timed timed -> timed.start().toLocalDate();
            case UserEvent.When.AllDay day -> day.start();
        };
    }

    void changesRule() {
        some(true).ifPresent(seen -> {
            String rule = random.nextBoolean() ? "RRULE:FREQ=WEEKLY;COUNT=5" : "RRULE:FREQ=DAILY;COUNT=7";
            world.edits().redrawn(seen.job());
            did(
                    seen,
                    "changes the rule of",
                    () -> world.control()
                            .changeRule(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id(),
                                    rule));
            world.edits().decided(seen.job(), Optional.of(new Aspect.OfField(Field.WHEN)));
        });
    }

    void makesSeries() {
        some(false).ifPresent(seen -> {
            did(
                    seen,
                    "repeats",
                    () -> world.control()
                            .makeSeries(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id(),
                                    "RRULE:FREQ=WEEKLY;COUNT=4"));
            world.edits().decided(seen.job(), Optional.of(new Aspect.OfField(Field.WHEN)));
        });
    }

    void makesSingle() {
        some(true).ifPresent(seen -> {
            world.edits().redrawn(seen.job());
            did(
                    seen,
                    "makes single",
                    () -> world.control()
                            .makeSingle(
                                    seen.phone().side(),
                                    seen.phone().email(),
                                    Phone.CALENDAR,
                                    seen.event().id()));
            world.edits().decided(seen.job(), Optional.of(new Aspect.OfField(Field.WHEN)));
        });
    }

    /** An event of their own, which is none of our business. */
    void createsOwn() {
        Phone phone = somePhone();
        LocalDateTime start = LocalDateTime.parse("2026-12-03T18:00").plusDays(random.nextInt(30));
        UserEvent event =
                UserEvent.of(world.fresh("own"), new UserEvent.When.Timed(start, start.plusHours(1), World.ZURICH));
        boolean repeats = random.nextInt(4) == 0;
        UserEvent made = repeats
                ? world.control()
                        .createSeries(phone.side(), phone.email(), Phone.CALENDAR, event, "RRULE:FREQ=WEEKLY;COUNT=5")
                : world.control().create(phone.side(), phone.email(), Phone.CALENDAR, event);
        memory.own.computeIfAbsent(phone, _ -> new HashSet<>()).add(made.id());
        memory.looks.put(
                made.id(),
                world.control()
                        .event(phone.side(), phone.email(), Phone.CALENDAR, made.id())
                        .toString());
        world.tell(phone.owner().value() + " creates " + made.title());
    }

    private void update(Seen seen, UnaryOperator<UserEvent> edit) {
        world.control()
                .update(
                        seen.phone().side(),
                        seen.phone().email(),
                        Phone.CALENDAR,
                        seen.event().id(),
                        edit);
    }

    private void made(Seen seen, Aspect aspect, Object value) {
        world.edits().made(seen.job(), aspect, by(seen), value);
    }

    private static String by(Seen seen) {
        return seen.phone().email();
    }

    /** Whether the provider let them. */
    private boolean did(Seen seen, String verb, Runnable act) {
        String what = seen.phone().owner().value() + " " + verb + " "
                + seen.event().title() + " of " + seen.job().value();
        try {
            act.run();
            world.tell(what);
            return true;
        } catch (Refusal | UnknownInSimulator | IllegalArgumentException refused) {
            world.tell(what + ", which the provider refuses");
            return false;
        }
    }
}
