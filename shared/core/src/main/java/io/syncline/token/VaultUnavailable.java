package io.syncline.token;

/** The vault cannot be read or written now: try again later, nobody has to reconnect. */
public final class VaultUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VaultUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
