package io.syncline.google;

import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import java.math.BigInteger;

/**
 * The id under which the event of a job is created: base32hex of the key's digest (RFC 4648 section 7), in lower case
 * and without padding, 52 characters. Google takes {@code 0-9a-v}, 5 to 1,024 of them, and refuses a second event with
 * the same id, which is what makes creating idempotent (R10).
 */
final class GoogleEventId {
    private static final int LENGTH = 52;

    private GoogleEventId() {}

    static EventId of(EventKey key) {
        // 256 bits are 51 digits of 5 bits and one bit; base32 fills the last digit up with four zero bits.
        String digits = new BigInteger(1, key.digest()).shiftLeft(4).toString(32);
        return new EventId("0".repeat(LENGTH - digits.length()) + digits);
    }
}
