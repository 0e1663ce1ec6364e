package io.syncline.connection;

import java.util.Locale;
import java.util.Optional;

/** What is still to be done for a connection after its row was changed; the mark is stored with that change. */
public enum Unfinished {
    /** Its owner is to be told that the grant is dead. */
    TELL_OWNER,
    /** The provider is to be asked to forget the grant, and the tokens are to be destroyed. */
    END_GRANT;

    /** The word for rows. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mark that a word means, if any. */
    public static Optional<Unfinished> of(String word) {
        for (Unfinished mark : values()) {
            if (mark.word().equals(word)) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }
}
