package io.syncline.audit;

/**
 * Something that was done, to be written into the trail.
 *
 * @param action as its word; a text, so that a trail of a newer version can be read and verified
 * @param subject what it was done to, such as {@code connection/c_…}, {@code member/…}, {@code organisation/…}
 * @param outcome as its word
 * @param detail a few words for whoever reads the trail, never anything secret; may be empty
 */
public record Deed(Actor actor, String action, String subject, String outcome, String detail) {

    private static final int LONGEST = 500;

    public Deed {
        subject = shown(subject);
        detail = shown(detail);
    }

    public static Deed done(Actor actor, Action action, String subject, String detail) {
        return new Deed(actor, action.word(), subject, Outcome.DONE.word(), detail);
    }

    public static Deed refused(Actor actor, Action action, String subject, String detail) {
        return new Deed(actor, action.word(), subject, Outcome.REFUSED.word(), detail);
    }

    public static Deed failed(Actor actor, Action action, String subject, String detail) {
        return new Deed(actor, action.word(), subject, Outcome.FAILED.word(), detail);
    }

    /** Parts of it come from requests: control characters become blanks, and what is absurdly long is cut. */
    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST);
    }
}
