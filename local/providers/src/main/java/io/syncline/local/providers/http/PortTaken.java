package io.syncline.local.providers.http;

/** Another process listens on the port that a host was given. */
public final class PortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PortTaken(String part, int port, Throwable cause) {
        super(
                "Port " + port + " for " + part + " is already taken: stop what listens there or choose another port.",
                cause);
    }
}
