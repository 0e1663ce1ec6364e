package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Seals texts and opens them again.
 *
 * <p>The sealed bytes are Tink's: 1 byte version of the prefix ({@code 01}), 4 bytes key id, 12 bytes nonce, the
 * encrypted UTF-8 text, 16 bytes tag.
 */
record Seal(Aead aead) {

    private static final int KEY_ID_END = 5;

    /** The key that sealed the bytes, by their own word; nothing where they are no seal. */
    static Optional<KeyId> keyOf(byte[] sealed) {
        return sealed.length < KEY_ID_END || sealed[0] != 1
                ? Optional.empty()
                : Optional.of(new KeyId(HexFormat.of().formatHex(sealed, 1, KEY_ID_END)));
    }

    /** The name of a key of Tink. */
    static KeyId keyOf(int tinkId) {
        return new KeyId(HexFormat.of().toHexDigits(tinkId));
    }

    byte[] seal(Secret secret, Label label) {
        try {
            return aead.encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8), label.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret could not be sealed", e);
        }
    }

    Secret open(byte[] sealed, Label label) {
        try {
            return Secret.of(new String(aead.decrypt(sealed, label.bytes()), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BrokenSeal("A sealed secret does not open: it was changed, or it belongs to another row", e);
        }
    }
}
