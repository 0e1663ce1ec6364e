package io.syncline.calendar;

/** Notes that somebody's decision leaves for the next run. */
final class Notes {

    private Notes() {}

    /**
     * Has the next run look at a job whose link was changed while the job stayed as it is. A run that is under way may
     * have read the link before, and settles the note that it found then; this one has a number of its own, below all
     * versions of jobs, and is left to the run after.
     */
    static RowChange.Note afterDecision(Link changed) {
        return new RowChange.Note(changed.calendar(), new Pending(changed.job(), -1 - changed.version()));
    }
}
