package io.syncline.local.providers.control;

/** The simulators have no such account, calendar or event. */
public final class UnknownInSimulator extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownInSimulator(String what) {
        super("The simulators know no " + what + ".");
    }
}
