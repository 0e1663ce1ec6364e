package io.syncline.tests.histories;

import io.syncline.audit.FakeSealSignatures;
import io.syncline.audit.InMemorySeals;
import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.LedgerChecks;
import io.syncline.local.providers.fidelity.LedgerEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a world that has come to rest, and says what does not hold there. */
final class Judge {

    private final World world;
    private final Memory memory;
    private final Strays strays;

    Judge(World world, Memory memory) {
        this.world = world;
        this.memory = memory;
        this.strays = new Strays(world, memory);
    }

    /**
     * Checks everything.
     *
     * @throws Violation for the first invariant that does not hold
     */
    void judge() {
        idle();
        Agreement agreement = new Agreement(world, memory);
        for (Phone phone : world.phones()) {
            settled(phone);
            oneEvent(phone);
            untouched(phone);
            agreement.judge(phone);
        }
        new EditsKept(world, strays).judge();
        told();
        silent();
        new Hearing(world, memory).judge();
        trail();
    }

    private void idle() {
        long writes = providerWrites();
        long rows = world.storage().rows().writes();
        Workers workers = new Workers(world, new Random(0));
        for (int cycle = 0; cycle < 10; cycle++) {
            workers.goOn(Duration.ofMinutes(5));
        }
        Invariant.IDLE.require(providerWrites() == writes, () -> "a provider was written to");
        Invariant.IDLE.require(world.storage().rows().writes() == rows, () -> "rows were written");
    }

    private long providerWrites() {
        return world.control().requests().count(LedgerEntry.Kind.WRITE);
    }

    private void settled(Phone phone) {
        Optional<String> problem = world.state(phone).problem();
        Invariant.SETTLED.require(
                world.items().countWaiting(World.ORG, phone.ref()) == 0,
                () -> "jobs wait in " + phone.email() + ": " + problem);
        Invariant.SETTLED.require(problem.isEmpty(), () -> phone.email() + " has a problem: " + problem);
        Invariant.SETTLED.require(
                world.items()
                        .waiting(World.ORG, phone.ref(), Optional.empty(), 1)
                        .owed()
                        .isEmpty(),
                () -> "the CRM was not told everything");
    }

    private void oneEvent(Phone phone) {
        Set<String> linked = world.links(phone).stream()
                .flatMap(link -> link.event().stream())
                .map(EventId::value)
                .collect(Collectors.toSet());
        for (UserEvent event : phone.events(world.control())) {
            Invariant.ONE_EVENT.require(
                    memory.isOwn(phone, event.id()) || linked.contains(event.id()) || strays.isStray(phone, event),
                    () -> "the event " + event.title() + " of " + phone.email() + " belongs to no job");
        }
    }

    private void untouched(Phone phone) {
        for (UserEvent event : phone.events(world.control())) {
            Invariant.UNTOUCHED.require(
                    !memory.isOwn(phone, event.id())
                            || memory.isAsItWasLeft(
                                    phone,
                                    world.control().event(phone.side(), phone.email(), Phone.CALENDAR, event.id())),
                    () -> event.title() + " was touched");
        }
    }

    private void told() {
        Set<String> opened = new HashSet<>();
        Set<JobId> removed = new HashSet<>();
        for (CrmEvent event : world.toldToCrm()) {
            if (event instanceof CrmEvent.ConflictOpened conflict) {
                opened.add(conflict.conflict().text());
            } else if (event instanceof CrmEvent.JobRemovedFromCalendar removal) {
                removed.add(removal.job());
            }
        }
        world.phones().forEach(phone -> world.links(phone).forEach(link -> told(phone, link, opened, removed)));
    }

    private static void told(Phone phone, Link link, Set<String> opened, Set<JobId> removed) {
        Invariant.TOLD.require(
                !(link.state() instanceof LinkState.Removed) || removed.contains(link.job()),
                () -> "nobody told the CRM that " + link.job().value() + " was removed");
        link.disputes().keySet().forEach(aspect -> {
            String conflict = new ConflictId(phone.ref(), link.job(), Optional.of(aspect)).text();
            Invariant.TOLD.require(
                    opened.contains(conflict), () -> "nobody told the CRM of the conflict about " + aspect);
        });
    }

    private void silent() {
        LedgerChecks checks = world.control().requests().checks();
        Invariant.SILENT.require(checks.mailing().isEmpty(), () -> "somebody was notified: " + checks.mailing());
        Invariant.SILENT.require(checks.withAttendees().isEmpty(), () -> "somebody was invited");
    }

    private void trail() {
        world.storage().registry().trail().chainNotes(World.ORG);
        Verdict verdict = new VerifyTrail(
                        world.storage().registry().trail(), new InMemorySeals(), new FakeSealSignatures("key"))
                .run(World.ORG);
        Invariant.TRAIL.require(verdict instanceof Verdict.Intact, verdict::toString);
    }
}
