package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.connection.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.tests.histories.Screen.Seen;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What technicians do on their phones with what repeats. */
final class SeriesOwners {

    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    private final World world;
    private final Random random;
    private final Memory memory;
    private final Screen screen;

    SeriesOwners(World world, Random random, Memory memory) {
        this.world = world;
        this.random = random;
        this.memory = memory;
        this.screen = new Screen(world, random, memory);
    }

    /** The hour of a series changes; its days stay. */
    void shiftsSeries() {
        screen.some(true).ifPresent(seen -> {
            if (seen.event().when() instanceof UserEvent.When.Timed timed) {
                UserEvent.When.Timed later = plus(timed, 1 + random.nextInt(8));
                boolean sameDay =
                        timed.start().toLocalDate().equals(later.start().toLocalDate());
                world.edits().redrawn(seen.job());
                if (sameDay && screen.did(seen, "shifts", () -> screen.update(seen, event -> event.withWhen(later)))) {
                    screen.made(seen, WHEN, People.start(later));
                }
            }
        });
    }

    private static UserEvent.When.Timed plus(UserEvent.When.Timed timed, int quarters) {
        Duration by = Duration.ofMinutes(15L * quarters);
        return new UserEvent.When.Timed(timed.start().plus(by), timed.end().plus(by), timed.zone());
    }

    /** An occurrence of a series on a phone. */
    private record At(Seen seen, LocalDate date, boolean hasOthers) {}

    private Optional<At> someOccurrence() {
        return screen.some(true).flatMap(seen -> {
            Phone phone = seen.phone();
            UserSeries series = control()
                    .series(
                            phone.side(),
                            phone.email(),
                            Phone.CALENDAR,
                            seen.event().id());
            List<LocalDate> dates = Dates.of(series);
            return dates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new At(seen, dates.get(random.nextInt(dates.size())), dates.size() > 2));
        });
    }

    void editsOccurrence() {
        someOccurrence().ifPresent(at -> {
            String title = at.seen().job().value() + " " + world.fresh("phone occurrence");
            if (edits(at, "renames", event -> event.withTitle(Seen.marked(event, title)))) {
                screen.madeOfOccurrence(at.seen(), at.date(), title);
            }
        });
    }

    void movesOccurrence() {
        someOccurrence()
                .filter(at -> at.seen().event().when() instanceof UserEvent.When.Timed)
                .ifPresent(at -> {
                    AtomicReference<Object> start = new AtomicReference<>("");
                    if (edits(at, "moves", event -> later(event, start))) {
                        screen.madeOfOccurrence(at.seen(), at.date(), start.get());
                    }
                });
    }

    private boolean edits(At at, String verb, UnaryOperator<UserEvent> edit) {
        Phone phone = at.seen().phone();
        String id = at.seen().event().id();
        return screen.did(
                at.seen(),
                verb + " " + at.date() + " of",
                () -> control().editOccurrence(phone.side(), phone.email(), Phone.CALENDAR, id, at.date(), edit));
    }

    private UserEvent later(UserEvent event, AtomicReference<Object> start) {
        UserEvent.When later = plus((UserEvent.When.Timed) event.when(), 1 + random.nextInt(4));
        start.set(People.start(later));
        return event.withWhen(later);
    }

    /** Never the last one: a series without any occurrence is nowhere to be seen at Microsoft. */
    void cancelsOccurrence() {
        someOccurrence().filter(At::hasOthers).ifPresent(at -> {
            Phone phone = at.seen().phone();
            String id = at.seen().event().id();
            if (screen.did(
                    at.seen(),
                    "cancels " + at.date() + " of",
                    () -> control().cancelOccurrence(phone.side(), phone.email(), Phone.CALENDAR, id, at.date()))) {
                screen.madeOfOccurrence(at.seen(), at.date(), "cancelled");
            }
        });
    }

    /** "This and all following". */
    void splitsSeries() {
        someOccurrence()
                .filter(at -> at.date().isAfter(first(at.seen().event())))
                .ifPresent(at -> {
                    screen.did(at.seen(), "splits at " + at.date(), () -> split(at));
                    world.edits().redrawn(at.seen().job());
                    screen.made(at.seen(), WHEN, Edits.SOMETHING);
                });
    }

    private void split(At at) {
        Seen seen = at.seen();
        Phone phone = seen.phone();
        String title = seen.job().value() + " " + world.fresh("phone following");
        boolean renames = phone.provider() == Provider.GOOGLE;
        UserEvent tail = control()
                .splitSeries(
                        phone.side(),
                        phone.email(),
                        Phone.CALENDAR,
                        seen.event().id(),
                        at.date(),
                        event -> renames ? event.withTitle(Seen.marked(event, title)) : event);
        memory.splitOff(tail.id(), seen.job(), new JobId(seen.job().value().split(":", 2)[0] + ":" + at.date()));
        boolean known = world.link(phone, seen.job())
                .flatMap(Link::event)
                .filter(event -> event.value().equals(seen.event().id()))
                .isPresent();
        if (!known) {
            memory.splitEarly(tail.id());
        }
    }

    /** The date of an event, or of the first of a series. */
    static LocalDate first(UserEvent event) {
        return switch (event.when()) {
            case UserEvent.When.Timed timed -> timed.start().toLocalDate();
            case UserEvent.When.AllDay day -> day.start();
        };
    }

    void changesRule() {
        String rule = random.nextBoolean() ? "RRULE:FREQ=WEEKLY;COUNT=5" : "RRULE:FREQ=DAILY;COUNT=7";
        screen.some(true).ifPresent(seen -> {
            world.edits().redrawn(seen.job());
            redraws(seen, "changes the rule of", rule);
        });
    }

    void makesSeries() {
        screen.some(false).ifPresent(seen -> redraws(seen, "repeats", "RRULE:FREQ=WEEKLY;COUNT=4"));
    }

    void makesSingle() {
        screen.some(true).ifPresent(seen -> {
            world.edits().redrawn(seen.job());
            redraws(seen, "makes single");
        });
    }

    private void redraws(Seen seen, String verb, String... rule) {
        Phone phone = seen.phone();
        screen.did(
                seen,
                verb,
                () -> control()
                        .changeRule(
                                phone.side(),
                                phone.email(),
                                Phone.CALENDAR,
                                seen.event().id(),
                                rule));
        screen.made(seen, WHEN, Edits.SOMETHING);
    }

    private SimulatorControl control() {
        return world.control();
    }
}
