package io.syncline.local.providers.calendar;

/**
 * The ways in which Graph has been seen to say that a delta link is dead.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-overview">Delta query: token duration</a>
 */
public enum SyncStateDialect {
    GONE_410(410, "SyncStateNotFound", false),
    GONE_410_WITH_LOCATION(410, "resyncRequired", true),
    RESYNC_REQUIRED_410(410, "resyncRequired", false),
    RESYNC_REQUIRED_400(400, "ResyncRequired", false),
    NOT_FOUND_400(400, "SyncStateNotFound", false),
    INVALID_400(400, "syncStateInvalid", false),
    INVALID_DATA_400(400, "InvalidSyncStateData", false),
    LOWER_CASE_400(400, "syncstatenotfound", false),
    LOWER_CASE_404(404, "syncStateNotFound", false),
    UPPER_CASE_410(410, "SYNCSTATENOTFOUND", false);

    private final int status;
    private final String code;
    private final boolean location;

    SyncStateDialect(int status, String code, boolean location) {
        this.status = status;
        this.code = code;
        this.location = location;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether the answer has a Location to begin anew at. */
    public boolean hasLocation() {
        return location;
    }
}
