package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of an organisation. */
public interface Jobs {

    Optional<Job> find(OrganisationId organisation, JobId id);

    /** These jobs; an unknown one is missing from the answer. */
    Map<JobId, Job> find(OrganisationId organisation, Collection<JobId> ids);

    /**
     * A page of the jobs that touch the window, cancelled ones too, by start.
     *
     * @param page from the page before, empty for the first
     * @throws IllegalArgumentException for a page that is none
     */
    JobPage touching(OrganisationId organisation, Window window, Optional<String> page, int atMost);

    /**
     * Stores the job if its stored version is still {@code job.version()}, and with it a note in each of its
     * calendars that it waits there.
     *
     * @return the job with its new version, or nothing where somebody else was faster
     */
    Optional<Job> save(Job job);

    /**
     * A page.
     *
     * @param next the page after, or nothing when this was the last
     */
    record JobPage(List<Job> jobs, Optional<String> next) {}
}
