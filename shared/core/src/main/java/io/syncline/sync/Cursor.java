package io.syncline.sync;

/**
 * The provider's sync token or delta link: opaque, whole, as long as the provider likes.
 *
 * @param value never logged: a delta link names the mailbox
 */
public record Cursor(String value) {

    public Cursor {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A cursor is not empty");
        }
    }

    @Override
    public String toString() {
        return "Cursor[" + value.length() + " characters]";
    }
}
