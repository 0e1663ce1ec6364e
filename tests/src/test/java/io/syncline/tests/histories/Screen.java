package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.UnknownInSimulator;
import io.syncline.local.providers.http.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What the technicians see on their phones, and what the provider lets them do with it. */
final class Screen {

    private final World world;
    private final Random random;
    private final Memory memory;

    Screen(World world, Random random, Memory memory) {
        this.world = world;
        this.random = random;
        this.memory = memory;
    }

    /** An event of a job on a phone. */
    record Seen(Phone phone, UserEvent event, JobId job) {

        String by() {
            return phone.email();
        }

        /** A title for the job; what marks it as completed stays. */
        static String marked(UserEvent event, String title) {
            return event.title().startsWith("✓ ") ? "✓ " + title : title;
        }
    }

    Optional<Seen> some() {
        return some(random.nextBoolean());
    }

    Optional<Seen> some(boolean repeating) {
        List<Seen> seen = all(world.somePhone(random)).stream()
                .filter(one -> one.event().repeats() == repeating)
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(random.nextInt(seen.size())));
    }

    /** Everything on a phone that is a job's. */
    List<Seen> all(Phone phone) {
        Map<String, JobId> linked = linked(phone);
        List<Seen> seen = new ArrayList<>();
        for (UserEvent event : phone.events(world.control())) {
            if (!memory.isOwn(phone, event.id())) {
                job(event, linked).ifPresent(job -> seen.add(new Seen(phone, event, job)));
            }
        }
        return seen;
    }

    private Map<String, JobId> linked(Phone phone) {
        Map<String, JobId> linked = new HashMap<>();
        world.links(phone).forEach(link -> link.event().ifPresent(event -> linked.put(event.value(), link.job())));
        return linked;
    }

    private Optional<JobId> job(UserEvent event, Map<String, JobId> linked) {
        return Optional.ofNullable(linked.get(event.id()))
                .or(() -> memory.splitInto(event.id()))
                .or(() -> named(event).filter(job -> !memory.wasSplit(job)));
    }

    /** What we know of by its title only, because the answer to its creation was lost. */
    private static Optional<JobId> named(UserEvent event) {
        String first = event.title().replaceFirst("^✓ ?", "").split(" ", 2)[0];
        return first.matches("J-\\d+") ? Optional.of(new JobId(first)) : Optional.empty();
    }

    void update(Seen seen, UnaryOperator<UserEvent> edit) {
        Phone phone = seen.phone();
        world.control()
                .update(
                        phone.side(),
                        phone.email(),
                        Phone.CALENDAR,
                        seen.event().id(),
                        edit);
    }

    void made(Seen seen, Aspect aspect, Object value) {
        boolean theirs = memory.refused(seen.phone()) && !world.isFor(seen.phone(), seen.job());
        world.edits().made(seen.job(), aspect, seen.by(), theirs ? Edits.SOMETHING : value);
    }

    /** Where nobody is asked, an edited occurrence can decide about the whole series. */
    void madeOfOccurrence(Seen seen, LocalDate date, Object value) {
        made(seen, new Aspect.OfOccurrence(date), value);
        if (world.policy().onConflict() != OnConflict.ASK) {
            made(seen, new Aspect.OfField(Field.WHEN), Edits.SOMETHING);
        }
    }

    /** Whether the provider let them. */
    boolean did(Seen seen, String verb, Runnable act) {
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
