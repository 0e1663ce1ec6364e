package io.syncline.local.cloud.demo;

/**
 * Something that must not be.
 *
 * @param what one sentence that names the job or event
 */
record Finding(Kind kind, String what) {

    /** The figure that it counts in. */
    enum Kind {
        LOST,
        DUPLICATED,
        IDLE_WRITE
    }

    static Finding lost(String what) {
        return new Finding(Kind.LOST, what);
    }

    static Finding duplicated(String what) {
        return new Finding(Kind.DUPLICATED, what);
    }

    static Finding idleWrite(String what) {
        return new Finding(Kind.IDLE_WRITE, what);
    }

    @Override
    public String toString() {
        String word = switch (kind) {
            case LOST -> "lost";
            case DUPLICATED -> "duplicated";
            case IDLE_WRITE -> "written when idle";
        };
        return word + ": " + what;
    }
}
