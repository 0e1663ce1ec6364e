package io.syncline.token;

/** The organisation was removed and its keys are destroyed: nothing can be sealed for it any more. */
public final class OrganisationGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OrganisationGone(String message) {
        super(message);
    }
}
