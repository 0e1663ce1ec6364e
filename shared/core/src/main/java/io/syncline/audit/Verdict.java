package io.syncline.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What verifying a trail found. */
public sealed interface Verdict {

    /**
     * Every entry is where and what it was.
     *
     * @param entries how many
     * @param sealed up to which sequence a seal vouches for them; what came later is vouched for by the next one
     * @param sealedAt when that seal was made
     */
    record Intact(long entries, long sealed, Optional<Instant> sealedAt) implements Verdict {}

    /**
     * Somebody touched it.
     *
     * @param sequence the first entry that is not as it was
     * @param explanation one sentence for an administrator
     */
    record Broken(long sequence, Damage damage, String explanation) implements Verdict {}

    /** What was done to it. */
    enum Damage {
        CHANGED,
        REMOVED,
        INSERTED,
        REORDERED,
        CUT_OFF,
        FORGED_SEAL;

        /** The word for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
