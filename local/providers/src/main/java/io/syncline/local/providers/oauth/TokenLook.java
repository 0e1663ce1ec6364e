package io.syncline.local.providers.oauth;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes secrets that look like the provider's own, so that a scanner's patterns fit them. */
public enum TokenLook {
    GOOGLE("4/0A", "ya29.a0", "1//0", 165),
    MICROSOFT("1.AX", "eyJ0eXAiOiJKV1QiLCJub25jZSI6I", "0.AX", 600);

    private final String code;
    private final String access;
    private final String refresh;
    private final int accessBytes;

    TokenLook(String code, String access, String refresh, int accessBytes) {
        this.code = code;
        this.access = access;
        this.refresh = refresh;
        this.accessBytes = accessBytes;
    }

    String code(RandomGenerator random) {
        return code + text(random, 51);
    }

    String access(RandomGenerator random) {
        return access + text(random, accessBytes);
    }

    String refresh(RandomGenerator random) {
        return refresh + text(random, 72);
    }

    static String text(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
