package io.syncline.token;

/**
 * Tells the operator of something that does not mend itself. The same kind about the same thing is told once in an hour,
 * however many workers meet it.
 */
@FunctionalInterface
public interface Alarms {

    /**
     * Raises an alarm; it never throws, because whoever raises one has trouble enough.
     *
     * @param about what is concerned: a provider, a connection
     * @param sentence what happened, without anything secret
     */
    void raise(Kind kind, String about, String sentence);

    /** What an operator is told about. */
    enum Kind {
        /** A provider refuses this installation's client: nobody's tokens are refreshed there. */
        CLIENT_REFUSED,
        /** Renewed tokens could not be stored: the connection may have lost its only good refresh token. */
        TOKENS_LOST,
        /** Sealed tokens or keys do not open: somebody changed or moved rows. */
        SEAL_BROKEN
    }
}
