package io.syncline.local.cloud.server;

/** Somebody else listens on the port that was asked for; the message says what to do. */
public final class PortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PortTaken(int port, Throwable cause) {
        super(
                "Port " + port
                        + " is already taken (perhaps Syncline runs already): stop that program, or choose another port with"
                        + " --port",
                cause);
    }
}
