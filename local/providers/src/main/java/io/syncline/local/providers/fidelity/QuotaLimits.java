package io.syncline.local.providers.fidelity;

/**
 * How many requests a provider takes; 0 for any number.
 *
 * @param googleUserMinute Calendar API requests of one user in a minute
 * @param googleProjectMinute Calendar API requests of everybody in a minute
 * @param graphTenMinutes Outlook requests to one mailbox in ten minutes
 * @param graphAtOnce Outlook requests to one mailbox at once
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/quota">Quotas (Google)</a>
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Limits (Microsoft)</a>
 */
public record QuotaLimits(int googleUserMinute, int googleProjectMinute, int graphTenMinutes, int graphAtOnce) {

    /** Nothing is counted. */
    public static final QuotaLimits NONE = new QuotaLimits(0, 0, 0, 0);

    /** What the providers publish. */
    public static final QuotaLimits PUBLISHED = new QuotaLimits(600, 10_000, 10_000, 4);

    public QuotaLimits {
        if (Math.min(Math.min(googleUserMinute, googleProjectMinute), Math.min(graphTenMinutes, graphAtOnce)) < 0) {
            throw new IllegalArgumentException("A quota is not negative.");
        }
    }
}
