package io.syncline.tests.histories;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One generated history. Every step has its own chance, drawn from the seed and its number, so that leaving out steps
 * leaves the others as they are.
 */
final class History {

    private static final int QUIET_ROUNDS = 60;
    private static final Duration EVERY_ROUND = Duration.ofMinutes(5);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Adapters adapters;
    private final long seed;
    private final BitSet steps;

    History(Adapters adapters, long seed, BitSet steps) {
        this.adapters = adapters;
        this.seed = seed;
        this.steps = steps;
    }

    /**
     * How a history ended.
     *
     * @param told what happened, step by step
     * @param faults what went wrong on the way, by kind
     */
    record Ending(long seed, Optional<Violation> violation, List<String> told, Map<String, Integer> faults) {}

    Ending run() {
        World world = new World(adapters, seed);
        Memory memory = new Memory();
        try {
            steps.stream().forEach(step -> happen(world, memory, step));
            quiet(world, memory);
            new Judge(world, memory).judge();
            return new Ending(seed, Optional.empty(), world.told(), world.faults());
        } catch (Violation violation) {
            return new Ending(seed, Optional.of(violation), world.told(), world.faults());
        } catch (RuntimeException | AssertionError bug) {
            return new Ending(seed, Optional.of(new Violation(Invariant.NO_BUG, bug)), world.told(), world.faults());
        }
    }

    private void happen(World world, Memory memory, int step) {
        Random random = new Random((seed + 1) * GOLDEN ^ (step + 1) * 31L);
        Act.any(random).happen(Act.Scene.of(world, memory, random));
    }

    /** Nothing goes wrong any more, and everybody waits. */
    private void quiet(World world, Memory memory) {
        world.tell("quiet");
        Random random = new Random(seed);
        new Trouble(world, random).ends();
        new Notices(world, random).ends();
        People people = new People(world, random, memory);
        world.phones().stream().filter(world.accounts()::isDead).forEach(people::connectsAgain);
        Dispatchers dispatchers = new Dispatchers(world, random, memory);
        Workers workers = new Workers(world, random);
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            workers.goOn(EVERY_ROUND);
            world.phones().forEach(dispatchers::answersReview);
            if (round > 8 && isAtRest(world)) {
                return;
            }
        }
    }

    private static boolean isAtRest(World world) {
        return world.messages().isEmpty()
                && world.phones().stream()
                        .allMatch(phone -> world.state(phone).problem().isEmpty()
                                && world.state(phone)
                                        .push()
                                        .filter(push -> push.isHealthyAt(world.now()))
                                        .isPresent()
                                && world.state(phone).cursor().isPresent()
                                && world.items().countWaiting(World.ORG, phone.ref()) == 0);
    }
}
