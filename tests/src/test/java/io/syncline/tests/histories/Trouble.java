package io.syncline.tests.histories;

import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.SyncStateDialect;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.MishapOdds;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What goes wrong: at the providers, in our workers, on the way. */
final class Trouble {

    private static final String GOOGLE_LIMIT =
            "{\"error\":{\"code\":403,\"message\":\"Rate Limit Exceeded\",\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"rateLimitExceeded\",\"message\":\"Rate Limit Exceeded\"}]}}";
    private static final String GOOGLE_CREDENTIALS =
            "{\"error\":{\"code\":401,\"message\":\"Invalid Credentials\",\"status\":\"UNAUTHENTICATED\",\"errors\":[{\"domain\":\"global\",\"reason\":\"authError\",\"message\":\"Invalid Credentials\"}]}}";
    private static final String GRAPH_LIMIT =
            "{\"error\":{\"code\":\"ApplicationThrottled\",\"message\":\"Application is over its MailboxConcurrency limit.\"}}";
    private static final String GRAPH_CREDENTIALS =
            "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Access token has expired or is not yet valid.\"}}";
    private static final int MOST_AWAITS = 30;
    private static final double USUAL_ODDS = 0.03;

    private final World world;
    private final Random random;

    Trouble(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    private record Fault(String name, FaultEffect effect) {}

    /** One of the next calls to a provider goes wrong. */
    void providerFails() {
        Phone phone = some();
        boolean google = phone.side() == io.syncline.local.providers.account.Provider.GOOGLE;
        List<Fault> faults = List.of(
                new Fault("503", new FaultEffect.Answers(503, Map.of(), "", false)),
                new Fault("500 after commit", new FaultEffect.Answers(500, Map.of(), "", true)),
                new Fault("504 after commit", new FaultEffect.Answers(504, Map.of(), "", true)),
                new Fault("cut before", new FaultEffect.Cuts(false)),
                new Fault("cut after commit", new FaultEffect.Cuts(true)),
                new Fault("malformed", new FaultEffect.Answers(502, Map.of(), "<html>", false)),
                new Fault("malformed after commit", new FaultEffect.Answers(200, Map.of(), "{\"id\":", true)),
                google
                        ? new Fault("403 limit", new FaultEffect.Answers(403, Map.of(), GOOGLE_LIMIT, false))
                        : new Fault(
                                "429", new FaultEffect.Answers(429, Map.of("Retry-After", "7"), GRAPH_LIMIT, false)),
                new Fault(
                        "401",
                        new FaultEffect.Answers(
                                401, Map.of(), google ? GOOGLE_CREDENTIALS : GRAPH_CREDENTIALS, false)));
        Fault fault = faults.get(random.nextInt(faults.size()));
        world.control()
                .addFault(FaultRule.on(method(), "", fault.effect())
                        .of(phone.email())
                        .from(1 + random.nextInt(3))
                        .times(1 + random.nextInt(2)));
        note(fault.name(), phone);
    }

    /** From now on everything may go wrong at both providers, each thing now and then. */
    void everythingMayFail() {
        List<Mishap> all = List.copyOf(EnumSet.allOf(Mishap.class));
        Mishap worst = all.get(random.nextInt(all.size()));
        world.control().setOdds(MishapOdds.all(USUAL_ODDS).with(worst, 0.25), new Random(random.nextLong()));
        world.tell("everything may fail from now on, most of all " + worst);
    }

    void providersRecover() {
        world.control().setOdds(MishapOdds.NONE);
    }

    private String method() {
        return List.of("GET", "POST", "PATCH", "DELETE").get(random.nextInt(4));
    }

    void cursorExpires() {
        Phone phone = some();
        SyncStateDialect[] dialects = SyncStateDialect.values();
        quirks(phone).syncStateDialect(dialects[random.nextInt(dialects.length)]);
        world.control().expireSyncState(phone.side(), phone.email());
        note("cursor expired", phone);
    }

    void providerIsOdd() {
        Phone phone = some();
        CalendarQuirks quirks = quirks(phone);
        switch (random.nextInt(5)) {
            case 0 -> quirks.bumpAfterCreate(1 + random.nextInt(3));
            case 1 -> {
                CalendarQuirks.WriteConflict[] all = CalendarQuirks.WriteConflict.values();
                quirks.conflictOnWrite(1, all[random.nextInt(all.length)]);
            }
            case 2 -> quirks.emptyPages(random.nextBoolean());
            case 3 -> quirks.duplicates(random.nextBoolean());
            default -> quirks.outOfOrder(random.nextBoolean());
        }
        note("odd answers", phone);
    }

    /** Whoever works next dies over it. */
    void workerWillDie() {
        world.mortality().dieAt(1 + random.nextInt(MOST_AWAITS), random.nextBoolean());
        world.tell("(death waits)");
    }

    void messageIsLost() {
        if (!world.messages().isEmpty()) {
            World.Message lost =
                    world.messages().remove(random.nextInt(world.messages().size()));
            world.count("message lost");
            world.tell("a message is lost: " + lost.requested());
        }
    }

    void messageComesTwice() {
        if (!world.messages().isEmpty()) {
            world.messages()
                    .add(world.messages().get(random.nextInt(world.messages().size())));
            world.count("message doubled");
        }
    }

    private Phone some() {
        return world.somePhone(random);
    }

    private CalendarQuirks quirks(Phone phone) {
        return world.control().quirks(phone.side(), phone.email(), Phone.CALENDAR);
    }

    private void note(String fault, Phone phone) {
        world.count(fault);
        world.tell("trouble for " + phone.owner().value() + ": " + fault);
    }

    /** From now on everything works. */
    void ends() {
        world.mortality().live();
        world.control().clearFaults();
        providersRecover();
        world.control()
                .mishaps()
                .forEach((mishap, times) -> world.count("by chance: " + words(mishap), times.intValue()));
        for (Phone phone : world.phones()) {
            quirks(phone).bumpAfterCreate(0);
            quirks(phone).conflictOnWrite(0, CalendarQuirks.WriteConflict.STALE_412);
            quirks(phone).emptyPages(false);
            quirks(phone).duplicates(false);
            quirks(phone).outOfOrder(false);
        }
    }

    private static String words(Mishap mishap) {
        return mishap.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
