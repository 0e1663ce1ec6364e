package io.syncline.identity;

/** What a person may do in their organisation. Everybody may manage what is their own. */
public enum Role {
    /** Sees the jobs that are assigned to them. */
    TECHNICIAN,
    /** Sees and changes all jobs. */
    DISPATCHER,
    /** Sees and changes all jobs and all connections. */
    ADMINISTRATOR
}
