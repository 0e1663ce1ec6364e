package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.List;

/** What happened to each job in each calendar, for 30 days (R24). Lines are added with the change that they explain. */
public interface Explanations {

    /** The lines of a job in a calendar, the latest first, at most as many as asked for. */
    List<Explanation> find(OrganisationId organisation, CalendarRef calendar, JobId job, int atMost);
}
