package io.syncline.local.providers.push;

import java.time.Duration;

/**
 * What the post does to notices on their way.
 *
 * @param paused whether notices pile up
 * @param dropShare how many of a hundred per cent are lost, from 0 to 1
 * @param duplicateShare how many come twice, from 0 to 1
 * @param delay how long each is under way
 * @param shuffled whether those that are due at once arrive in any order
 * @param bundle how many of Microsoft's notices share one request at most
 */
public record PostWhims(
        boolean paused, double dropShare, double duplicateShare, Duration delay, boolean shuffled, int bundle) {

    /** Everything arrives at once, once, and in order. */
    public static final PostWhims NONE = new PostWhims(false, 0, 0, Duration.ZERO, false, 20);

    public PostWhims {
        if (!isShare(dropShare) || !isShare(duplicateShare)) {
            throw new IllegalArgumentException("A share lies between 0 and 1.");
        }
        if (delay.isNegative() || bundle < 1) {
            throw new IllegalArgumentException("A delay is not negative, and a bundle holds one notice at least.");
        }
    }

    public PostWhims paused(boolean other) {
        return new PostWhims(other, dropShare, duplicateShare, delay, shuffled, bundle);
    }

    public PostWhims dropping(double share) {
        return new PostWhims(paused, share, duplicateShare, delay, shuffled, bundle);
    }

    public PostWhims duplicating(double share) {
        return new PostWhims(paused, dropShare, share, delay, shuffled, bundle);
    }

    public PostWhims delayed(Duration other) {
        return new PostWhims(paused, dropShare, duplicateShare, other, shuffled, bundle);
    }

    public PostWhims shuffled(boolean other) {
        return new PostWhims(paused, dropShare, duplicateShare, delay, other, bundle);
    }

    public PostWhims bundling(int most) {
        return new PostWhims(paused, dropShare, duplicateShare, delay, shuffled, most);
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }
}
