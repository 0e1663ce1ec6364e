package io.syncline.calendar;

import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings up to 50 jobs of one calendar in step: decides, writes, stores what became of it, and decides again where
 * something had changed meanwhile.
 */
final class Batch {

    /** The provider's version may move under us, by its own doing too; a fifth look is left to the next run. */
    private static final int ROUNDS = 4;

    private final RunContext context;

    Batch(RunContext context) {
        this.context = context;
    }

    BatchResult process(Collection<Work> work) {
        Counts counts = Counts.NONE;
        List<Work> open = List.copyOf(work);
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Round.Result result = new Round(context, steps(open)).run();
            counts = counts.plus(result.counts());
            open = result.open();
            if (result.stop().isPresent()) {
                return new BatchResult(counts, open.size(), result.stop());
            }
        }
        return new BatchResult(counts, open.size(), Optional.<RemoteFailure>empty());
    }

    private List<Step> steps(List<Work> open) {
        List<JobId> ids = open.stream().map(Work::job).toList();
        Map<JobId, Link> links = context.items().links(context.organisation(), context.ref(), ids);
        Map<JobId, Job> jobs = context.jobs().find(context.organisation(), ids);
        List<Step> steps = new ArrayList<>();
        for (Work item : open) {
            Optional<Job> job = Optional.ofNullable(jobs.get(item.job()));
            Optional<Link> link = Optional.ofNullable(links.get(item.job()));
            Work work = link.map(item::about).orElse(item);
            steps.add(new Step(work, job, link, decide(job, link, work.sighting())));
        }
        return steps;
    }

    private Decision decide(Optional<Job> job, Optional<Link> link, Sighting sighting) {
        return job.filter(context::wants)
                .map(wanted -> context.reconciliation().keep(wanted, link, sighting))
                .orElseGet(() -> context.reconciliation().takeOff(job, link, sighting));
    }
}
