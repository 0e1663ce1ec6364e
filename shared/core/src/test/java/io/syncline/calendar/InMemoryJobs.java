package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Jobs that are gone when the test ends. */
public final class InMemoryJobs implements Jobs {

    private static final Comparator<Job> BY_START = Comparator.<Job, Instant>comparing(
                    job -> job.details().when().start())
            .thenComparing(job -> job.id().value());

    private final InMemoryRows rows;

    public InMemoryJobs(InMemoryRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Job> find(OrganisationId organisation, JobId id) {
        return rows.job(organisation, id);
    }

    @Override
    public Map<JobId, Job> find(OrganisationId organisation, Collection<JobId> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> rows.job(organisation, id).stream())
                .collect(Collectors.toMap(Job::id, Function.identity()));
    }

    @Override
    public JobPage touching(OrganisationId organisation, Window window, Optional<String> page, int atMost) {
        List<Job> all = rows.jobs(organisation).stream()
                .filter(job -> job.details().when().touches(window)
                        || !job.details().occurrences(window).isEmpty())
                .sorted(BY_START)
                .toList();
        int from = page.map(InMemoryJobs::position).orElse(0);
        int to = Math.min(all.size(), from + atMost);
        List<Job> jobs = from >= to ? List.of() : all.subList(from, to);
        return new JobPage(jobs, to < all.size() ? Optional.of("from-" + to) : Optional.empty());
    }

    @Override
    public Optional<Job> save(Job job) {
        return rows.save(job);
    }

    private static int position(String page) {
        if (!page.matches("from-[0-9]{1,8}")) {
            throw new IllegalArgumentException("This is no page");
        }
        return Integer.parseInt(page.substring(5));
    }
}
