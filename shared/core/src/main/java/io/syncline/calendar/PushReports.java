package io.syncline.calendar;

import io.syncline.identity.OrganisationId;

/**
 * What a provider reports about the channel of a calendar, noted in the calendar's state row for its next run. A report
 * about another channel than the calendar's is nothing.
 */
public interface PushReports {

    /**
     * The provider ended the channel: the next run opens another one.
     *
     * @param reason one sentence for a person
     */
    void lost(OrganisationId organisation, CalendarRef ref, ChannelId channel, String reason);

    /** The provider wants the channel renewed: the next run does it. */
    void toBeRenewed(OrganisationId organisation, CalendarRef ref, ChannelId channel);
}
