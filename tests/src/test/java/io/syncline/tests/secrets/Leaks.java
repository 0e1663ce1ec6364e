package io.syncline.tests.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for secrets in texts: as they are, and as somebody may have written them down in other letters. */
final class Leaks {

    private final Map<String, String> needles = new LinkedHashMap<>();

    Leaks(Collection<String> secrets) {
        secrets.forEach(this::watch);
    }

    /** Where a secret stands in the text, in words that do not repeat the secret. */
    List<String> in(String place, String text) {
        List<String> found = new ArrayList<>();
        needles.forEach((needle, name) -> {
            if (text.contains(needle)) {
                found.add(place + " holds " + name);
            }
        });
        return found;
    }

    private void watch(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String name = "the secret that begins with " + secret.substring(0, Math.min(6, secret.length()));
        needles.put(secret, name);
        needles.put(URLEncoder.encode(secret, StandardCharsets.UTF_8), name + ", URL-encoded");
        needles.put(HexFormat.of().formatHex(bytes), name + ", in hex");
        needles.put(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT), name + ", in HEX");
        for (int shift = 0; shift < 3; shift++) {
            needles.put(middle(Base64.getEncoder(), bytes, shift), name + ", in base64");
            needles.put(middle(Base64.getUrlEncoder(), bytes, shift), name + ", in base64url");
        }
    }

    /** The letters that do not depend on what stands before and after, when {@code shift} bytes stand before. */
    private static String middle(Base64.Encoder encoder, byte[] secret, int shift) {
        byte[] shifted = new byte[secret.length + shift];
        System.arraycopy(secret, 0, shifted, shift, secret.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int whole = (shifted.length / 3) * 4;
        return encoded.substring(shift == 0 ? 0 : 4, whole);
    }
}
