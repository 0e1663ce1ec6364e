package io.syncline.tests.histories;

import java.time.Duration;
import java.util.Random;

/** Our side: messages reach workers, in any order; time passes; the schedule ticks. */
final class Workers {

    private final World world;
    private final Random random;

    Workers(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** A message reaches a worker; it need not be the oldest. */
    void work() {
        if (!world.messages().isEmpty()) {
            work(world.messages().remove(random.nextInt(world.messages().size())));
        }
    }

    private void work(World.Message message) {
        String result = world.run(message);
        if (!result.isEmpty()) {
            world.tell("run for " + name(message) + ": " + result);
        }
    }

    private String name(World.Message message) {
        return world.phone(message.calendar())
                .map(phone -> phone.owner().value())
                .orElse("nobody");
    }

    void timePasses() {
        world.pass(Duration.ofSeconds(1 + random.nextInt(90)));
    }

    void muchTimePasses() {
        world.pass(Duration.ofMinutes(4 + random.nextInt(20)));
        world.plan();
    }

    void scheduleTicks() {
        world.pass(Duration.ofMinutes(1));
        world.plan();
    }

    /** Time passes, the schedule ticks, notices arrive, and all there is to do is done. */
    void goOn(Duration time) {
        world.pass(time);
        world.plan();
        new Notices(world, random).arrive();
        workOff();
    }

    /** Every message is worked off, in order. */
    void workOff() {
        for (int i = 0; i < 50 && !world.messages().isEmpty(); i++) {
            work(world.messages().removeFirst());
        }
    }
}
