package io.syncline.audit;

import io.syncline.identity.OrganisationId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One entry of an organisation's trail.
 *
 * <p>Its hash is the SHA-256 of its canonical form, which is, without anything between:
 *
 * <ol>
 *   <li>the text {@code syncline.audit.1}
 *   <li>the organisation's id
 *   <li>the sequence: 8 bytes, big-endian
 *   <li>the time, in milliseconds since 1970-01-01T00:00:00Z: 8 bytes, big-endian
 *   <li>actor, action, subject, outcome, detail
 *   <li>the previous entry's hash: 32 bytes; for the first entry 32 zero bytes
 * </ol>
 *
 * <p>Each text is its length in bytes (4 bytes, big-endian) followed by its UTF-8 bytes.
 *
 * @param sequence 1 for the first entry, then one more each
 * @param at in whole milliseconds
 */
public record Entry(OrganisationId organisation, long sequence, Instant at, Deed deed, Hash previous, Hash hash) {

    private static final String FORMAT = "syncline.audit.1";

    /** The entry that follows the head of a chain. */
    public static Entry after(Head head, Instant at, Deed deed) {
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        long sequence = head.sequence() + 1;
        Hash hash = hash(head.organisation(), sequence, millis, deed, head.hash());
        return new Entry(head.organisation(), sequence, millis, deed, head.hash(), hash);
    }

    /** What its hash has to be. */
    public Hash computed() {
        return hash(organisation, sequence, at, deed, previous);
    }

    public Head head() {
        return new Head(organisation, sequence, hash);
    }

    private static Hash hash(OrganisationId organisation, long sequence, Instant at, Deed deed, Hash previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        text(bytes, FORMAT);
        text(bytes, organisation.value());
        bytes.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(sequence)
                .putLong(at.toEpochMilli())
                .array());
        text(bytes, deed.actor().value());
        text(bytes, deed.action());
        text(bytes, deed.subject());
        text(bytes, deed.outcome());
        text(bytes, deed.detail());
        bytes.writeBytes(previous.bytes());
        return Hash.of(bytes.toByteArray());
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }

    /** Where a chain ends; sequence 0 for one without entries. */
    public record Head(OrganisationId organisation, long sequence, Hash hash) {

        public static Head ofNothing(OrganisationId organisation) {
            return new Head(organisation, 0, Hash.NONE);
        }
    }
}
