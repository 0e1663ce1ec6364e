package io.syncline.local.providers.oauth;

import java.time.Duration;

/** How long access tokens live and what becomes of an old refresh token; both may change while running. */
public final class TokenPolicy {

    /** How long a token lives that can be challenged meanwhile: up to 28 hours. */
    static final Duration CHALLENGEABLE_LIFE = Duration.ofHours(28);

    private volatile Duration accessTokenLife;
    private volatile Rotation rotation = Rotation.KEEP_OLD;

    public TokenPolicy(Duration accessTokenLife) {
        this.accessTokenLife = accessTokenLife;
    }

    /**
     * What happens to a refresh token once a newer one was issued for it. Google issues none as long as old ones are
     * kept, which is what it documents; under the other policies it rotates like Microsoft.
     */
    public enum Rotation {
        /** It stays valid, as Microsoft documents. */
        KEEP_OLD,
        /** Using it again fails. */
        REFUSE_OLD,
        /** Using it again fails and ends the whole grant, as RFC 9700 section 4.14.2 advises. */
        REVOKE_ON_REUSE
    }

    public Duration accessTokenLife() {
        return accessTokenLife;
    }

    public void setAccessTokenLife(Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("An access token lives for at least a second.");
        }
        accessTokenLife = life;
    }

    public Rotation rotation() {
        return rotation;
    }

    public void setRotation(Rotation policy) {
        rotation = policy;
    }
}
