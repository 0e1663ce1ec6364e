package io.syncline.local.providers.fidelity;

/** What can happen to a request by chance. */
public enum Mishap {
    /** A status from 500 to 504; nothing is done. */
    SERVER_ERROR,
    /** 429, with and without {@code Retry-After}. */
    TOO_MANY_REQUESTS,
    /** The provider's other words for a quota: with Google a 403. */
    QUOTA,
    /** The connection closes; nothing is done. */
    CUT,
    /** Everything is done, and the answer is lost: the connection closes, or a gateway answers 504. */
    LOST_ANSWER,
    /** Everything is done, and half of the answer arrives. */
    GARBLED,
    /** A full listing of events is empty; the cursor that it ends with is refused later. */
    EMPTY_LIST,
    /** The sync token or link is refused. */
    EXPIRED_CURSOR,
    /** A write with {@code If-Match} is refused although nobody changed anything. */
    STALE_WRITE,
    /** 401 although the token is alive. */
    UNAUTHORIZED
}
