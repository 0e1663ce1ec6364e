package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import io.syncline.token.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals texts and opens them again.
 *
 * <p>The sealed bytes are Tink's: 1 byte version of the prefix ({@code 01}), 4 bytes key id, 12 bytes nonce, the
 * encrypted UTF-8 text, 16 bytes tag.
 */
record Seal(Aead aead) {

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
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("A sealed secret does not open: it was changed, or it belongs to another row", e);
        }
    }
}
