package io.syncline.local.providers.microsoft;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Event ids. Stored is the immutable id; without {@code Prefer: IdType="ImmutableId"} the same event goes by another
 * one, and a client that forgets the header once meets a stranger.
 */
final class GraphIds {

    private static final String IMMUTABLE = "AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A";
    private static final String DEFAULT = "AAMkAGViNDU4ZTRmLTBhYjctNDc0Mi1hMGI4LTcwYTYw";

    private GraphIds() {}

    static String created(RandomGenerator random) {
        var bytes = new byte[22];
        random.nextBytes(bytes);
        return IMMUTABLE + Base64.getUrlEncoder().encodeToString(bytes);
    }

    static String shown(String stored, boolean immutable) {
        return immutable ? stored : DEFAULT + stored.substring(IMMUTABLE.length());
    }

    static String stored(String shown) {
        return shown.startsWith(DEFAULT) ? IMMUTABLE + shown.substring(DEFAULT.length()) : shown;
    }
}
