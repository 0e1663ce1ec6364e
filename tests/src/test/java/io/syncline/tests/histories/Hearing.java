package io.syncline.tests.histories;

import io.syncline.calendar.ImportedEvent;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.sync.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Whether we hear of changes: by the poll where every notice is lost, and at once where they arrive (R25, F22, F23). */
final class Hearing {

    /** A poll every four minutes, found by a schedule that ticks every minute. */
    private static final Duration BACKSTOP = Duration.ofMinutes(5);

    /** After so long a channel that said nothing of a change is not trusted any more. */
    private static final Duration TRUSTED = Duration.ofMinutes(61);

    private final World world;
    private final Notices notices;
    private final Workers workers;
    private final People people;

    Hearing(World world, Memory memory) {
        Random random = new Random(1);
        this.world = world;
        this.notices = new Notices(world, random);
        this.workers = new Workers(world, random);
        this.people = new People(world, random, memory);
    }

    void judge() {
        workers.goOn(TRUSTED);
        notices.allAreLost();
        Map<Phone, UserEvent> unheard = changes();
        workers.goOn(BACKSTOP);
        unheard.forEach((phone, event) -> known(phone, event, "five minutes after"));
        notices.ends();
        notices.arrive();
        workers.workOff();
        Map<Phone, UserEvent> told = changes();
        notices.arrive();
        workers.workOff();
        told.forEach((phone, event) -> known(phone, event, "after it was told of"));
    }

    private Map<Phone, UserEvent> changes() {
        Map<Phone, UserEvent> changes = new HashMap<>();
        world.phones().forEach(phone -> changes.put(phone, people.createsOwn(phone)));
        return changes;
    }

    private void known(Phone phone, UserEvent event, String when) {
        boolean known = world.items().imported(World.ORG, phone.ref(), Window.around(world.now())).stream()
                .map(ImportedEvent::title)
                .anyMatch(event.title()::equals);
        Invariant.HEARD.require(known, () -> event.title() + " of " + phone.email() + " is not known " + when);
    }
}
