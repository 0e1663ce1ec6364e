package io.syncline.audit;

import io.syncline.audit.Entry.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A signed statement of where a chain ended at a moment.
 *
 * <p>What is signed are the UTF-8 bytes of the lines {@code syncline.seal.1}, organisation, sequence (decimal), hash
 * (hexadecimal), and time (ISO 8601), joined by line feeds.
 *
 * @param key which key signed, so that it can be found after a change of keys
 * @param signature ECDSA over P-256 with SHA-256, DER, base64
 */
public record Seal(Head head, Instant at, String key, String signature) {

    /** The bytes that a seal of this head and time signs. */
    public static byte[] signed(Head head, Instant at) {
        return String.join(
                        "\n",
                        "syncline.seal.1",
                        head.organisation().value(),
                        Long.toString(head.sequence()),
                        head.hash().hex(),
                        at.toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    public byte[] signed() {
        return signed(head, at);
    }
}
