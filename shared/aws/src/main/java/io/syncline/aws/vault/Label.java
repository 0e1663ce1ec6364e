package io.syncline.aws.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sealed text is bound to; Tink calls it associated data. A row that was copied elsewhere has another label, and
 * does not open.
 *
 * <p>The bytes: each field as its length in bytes (4 bytes, big-endian) followed by its UTF-8 bytes, in the given
 * order; then the version (8 bytes, big-endian). The lengths keep {@code ("a", "bc")} and {@code ("ab", "c")} apart.
 */
record Label(List<String> fields, long version) {

    Label {
        fields = List.copyOf(fields);
    }

    /**
     * The label of a token: {@code syncline.token.1}, organisation, connection, kind ({@code access} or
     * {@code refresh}), and the token set's version.
     */
    static Label ofToken(String organisation, String connection, String kind, long version) {
        return new Label(List.of("syncline.token.1", organisation, connection, kind), version);
    }

    /** The label of a PKCE verifier: {@code syncline.verifier.1}, organisation, id of the authorisation; version 0. */
    static Label ofVerifier(String organisation, String authorisation) {
        return new Label(List.of("syncline.verifier.1", organisation, authorisation), 0);
    }

    byte[] bytes() {
        List<byte[]> texts = new ArrayList<>();
        fields.forEach(field -> texts.add(field.getBytes(StandardCharsets.UTF_8)));
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum() + Long.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(length);
        texts.forEach(text -> buffer.putInt(text.length).put(text));
        return buffer.putLong(version).array();
    }
}
