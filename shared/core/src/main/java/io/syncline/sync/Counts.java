package io.syncline.sync;

/**
 * What runs did, in items.
 *
 * @param pushed written to the provider
 * @param pulled written to jobs
 * @param imported other events seen and kept
 * @param conflicts fields found changed differently on both sides
 * @param failed items that were refused
 */
public record Counts(long pushed, long pulled, long imported, long conflicts, long failed) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts more) {
        return new Counts(
                pushed + more.pushed,
                pulled + more.pulled,
                imported + more.imported,
                conflicts + more.conflicts,
                failed + more.failed);
    }
}
