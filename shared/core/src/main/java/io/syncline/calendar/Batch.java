package io.syncline.calendar;

import io.syncline.sync.Counts;
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
            List<Step> steps = steps(open);
            Optional<Review> review = context.deletions().exceededBy(steps, context.now());
            if (review.isPresent()) {
                return new BatchResult(counts, open.size(), Optional.empty(), review);
            }
            Round.Result result = new Round(context, steps).run();
            counts = counts.plus(result.counts());
            open = result.open();
            if (result.stop().isPresent()) {
                return new BatchResult(counts, open.size(), result.stop(), Optional.empty());
            }
        }
        return new BatchResult(counts, open.size(), Optional.empty(), Optional.empty());
    }

    /** What would be done, without doing it. */
    List<Step> decided(List<Work> work) {
        return steps(work);
    }

    /** Leaves an item alone, with a reason for a person (R18). */
    BatchResult park(Work item, String reason) {
        return new Round(context, steps(List.of(item))).park(reason);
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
