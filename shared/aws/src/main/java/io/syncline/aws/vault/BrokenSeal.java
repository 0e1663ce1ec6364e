package io.syncline.aws.vault;

/** Something sealed does not open: it was changed, cut, or belongs to another row. Trying again does not help. */
public final class BrokenSeal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenSeal(String message, Throwable cause) {
        super(message, cause);
    }
}
