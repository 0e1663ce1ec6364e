package io.syncline.tests.histories;

import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.JobId;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.When;
import io.syncline.connection.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import java.util.Optional;

/**
 * What was split off a series and is nobody's: it is recognised for certain by Google's mark only, and left alone where
 * it is no series any more, where the series' end may have lost without anybody being asked, or where the job was not
 * known yet, was taken away, or is or was in a conflict.
 */
final class Strays {

    private final World world;
    private final Memory memory;

    Strays(World world, Memory memory) {
        this.world = world;
        this.memory = memory;
    }

    boolean isStray(Phone phone, UserEvent event) {
        Optional<JobId> origin = memory.splitFrom(event.id());
        return origin.isPresent()
                && (phone.provider() == Provider.MICROSOFT
                        || !event.repeats()
                        || memory.wasSplitEarly(event.id())
                        || world.policy().onConflict() != OnConflict.ASK
                        || wasDisputed(phone, origin.get())
                        || world.edits().wasTakenAway(origin.get())
                        || isTaken(memory.splitInto(event.id()).orElseThrow())
                        || !goesOn(phone, origin.get(), event));
    }

    /** What is split off while the series is in a conflict is not adopted when the conflict ends. */
    private boolean wasDisputed(Phone phone, JobId job) {
        return world.toldToCrm().stream()
                .anyMatch(event -> event instanceof CrmEvent.ConflictOpened opened
                        && opened.conflict().calendar().equals(phone.ref())
                        && opened.conflict().job().equals(job));
    }

    /** Two people split the same series on the same date: the second one's keeps to itself. */
    private boolean isTaken(JobId job) {
        return world.phones().stream().anyMatch(phone -> world.link(phone, job).isPresent());
    }

    private boolean goesOn(Phone phone, JobId origin, UserEvent event) {
        boolean ended = world.job(origin)
                .filter(job -> job.isFor(phone.owner()))
                .filter(job -> job.details().when() instanceof When.Repeating(When.Single first, Recurrence rule)
                        && rule.last(first.date())
                                .filter(SeriesOwners.first(event)::isAfter)
                                .isPresent())
                .isPresent();
        return ended
                && world.link(phone, origin)
                        .filter(link -> link.state() instanceof LinkState.Linked
                                && link.disputes().isEmpty()
                                && link.refusal().isEmpty())
                        .isPresent();
    }

    /** Whether the job is what such an event would have become. */
    boolean wouldHaveBecome(JobId job) {
        return world.phones().stream()
                .anyMatch(phone -> phone.events(world.control()).stream()
                        .filter(event ->
                                memory.splitInto(event.id()).filter(job::equals).isPresent())
                        .anyMatch(event -> isStray(phone, event)));
    }
}
