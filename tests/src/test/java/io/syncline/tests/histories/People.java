package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Field;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.tests.histories.Screen.Seen;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;

/** What technicians do in their own calendars, on their phones. */
final class People {

    private final World world;
    private final Random random;
    private final Memory memory;
    private final Screen screen;

    People(World world, Random random, Memory memory) {
        this.world = world;
        this.random = random;
        this.memory = memory;
        this.screen = new Screen(world, random, memory);
    }

    void editsTitle() {
        screen.some().ifPresent(seen -> {
            String title = seen.job().value() + " " + world.fresh("phone");
            if (screen.did(
                    seen, "renames", () -> screen.update(seen, event -> event.withTitle(Seen.marked(event, title))))) {
                screen.made(seen, new Aspect.OfField(Field.TITLE), title);
            }
        });
    }

    void editsPlace() {
        screen.some().ifPresent(seen -> {
            String place = world.fresh("phone street");
            if (screen.did(seen, "relocates", () -> screen.update(seen, event -> event.withLocation(place)))) {
                screen.made(seen, new Aspect.OfField(Field.LOCATION), place);
            }
        });
    }

    void editsDescription() {
        screen.some().ifPresent(seen -> {
            String note = world.fresh("phone note");
            String typed = Texts.typed(seen.phone().provider(), note);
            if (screen.did(seen, "describes", () -> screen.update(seen, event -> event.withDescription(typed)))) {
                screen.made(seen, new Aspect.OfField(Field.DESCRIPTION), Texts.read(note));
            }
        });
    }

    void movesEvent() {
        screen.some(false).ifPresent(seen -> {
            UserEvent.When when = moved(seen.event().when());
            if (screen.did(seen, "moves", () -> screen.update(seen, event -> event.withWhen(when)))) {
                screen.made(seen, new Aspect.OfField(Field.WHEN), start(when));
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
        screen.some().ifPresent(this::deletes);
    }

    /**
     * Everything of ours at once: that is more than a run believes by itself. Something of their own stays, because a
     * calendar that shows nothing at all is never believed (R15).
     */
    void clearsCalendar() {
        Phone phone = world.somePhone(random);
        List<Seen> all = screen.all(phone);
        if (all.size() > 5) {
            createsOwn(phone);
            all.forEach(this::deletes);
        }
    }

    private void deletes(Seen seen) {
        Phone phone = seen.phone();
        if (screen.did(
                seen,
                "deletes",
                () -> world.control()
                        .delete(
                                phone.side(),
                                phone.email(),
                                Phone.CALENDAR,
                                seen.event().id()))) {
            world.edits().deleted(seen.job(), seen.by());
            memory.deletes(phone, seen.job());
        }
    }

    /** An event of their own, which is none of our business. */
    void createsOwn() {
        createsOwn(world.somePhone(random));
    }

    UserEvent createsOwn(Phone phone) {
        LocalDateTime start = LocalDateTime.parse("2026-12-03T18:00").plusDays(random.nextInt(30));
        UserEvent event =
                UserEvent.of(world.fresh("own"), new UserEvent.When.Timed(start, start.plusHours(1), World.ZURICH));
        UserEvent made = random.nextInt(4) == 0
                ? world.control()
                        .createSeries(phone.side(), phone.email(), Phone.CALENDAR, event, "RRULE:FREQ=WEEKLY;COUNT=5")
                : world.control().create(phone.side(), phone.email(), Phone.CALENDAR, event);
        memory.owns(phone, world.control().event(phone.side(), phone.email(), Phone.CALENDAR, made.id()));
        world.tell(phone.owner().value() + " creates " + made.title());
        return made;
    }

    /** The owner finds our access in the account's settings, and takes it away. */
    void takesAccessAway() {
        Phone phone = world.somePhone(random);
        if (!world.accounts().isDead(phone)) {
            world.accounts().revoke(phone);
            world.count("access taken away");
            world.tell(phone.owner().value() + " takes our access away");
        }
    }

    void connectsAgain() {
        world.phones().stream().filter(world.accounts()::isDead).findFirst().ifPresent(this::connectsAgain);
    }

    void connectsAgain(Phone phone) {
        world.tell(phone.owner().value() + " connects again");
        world.accounts().reconnect(phone);
        world.inOffice(() -> world.engine().requestSync().runNow(World.ORG, phone.ref()));
    }
}
