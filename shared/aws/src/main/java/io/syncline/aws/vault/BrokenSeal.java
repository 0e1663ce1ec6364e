package io.syncline.aws.vault;

import io.syncline.token.TokensUnreadable;

/** Something sealed does not open: it was changed, cut, or belongs to another row. Trying again does not help. */
public final class BrokenSeal extends TokensUnreadable {

    private static final long serialVersionUID = 1L;

    public BrokenSeal(String message, Throwable cause) {
        super(message, cause);
    }
}
