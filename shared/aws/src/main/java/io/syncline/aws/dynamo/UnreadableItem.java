package io.syncline.aws.dynamo;

/** A stored item is not what this version of Syncline writes: it was written by a newer one, or by somebody else. */
public final class UnreadableItem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableItem(String message) {
        super(message);
    }

    public UnreadableItem(String message, Throwable cause) {
        super(message, cause);
    }
}
