package io.syncline.token;

/**
 * Sealed tokens do not open: they were changed, moved, or sealed by a key that is gone. Trying again does not help;
 * connecting the account again does.
 */
public class TokensUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TokensUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
