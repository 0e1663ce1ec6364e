package io.syncline.edge;

import java.util.Collection;
import java.util.List;

/**
 * Names of the cookies that tie a provider's answer to the browser that asked: one for each start, so that two tabs do
 * not take each other's away. Each ends with its authorisation, after ten minutes, and is worth nothing once that is
 * completed.
 */
public final class CookieNames {

    private static final String PREFIX = "__Host-syncline-connect-";
    private static final int LENGTH = 12;

    private CookieNames() {}

    /** The name for an authorisation, whose id is base64url. */
    public static String of(String authorisation) {
        return PREFIX + authorisation.substring(0, Math.min(LENGTH, authorisation.length()));
    }

    /** Those of all starts among a browser's cookies. */
    public static List<String> among(Collection<String> names) {
        return names.stream().filter(name -> name.startsWith(PREFIX)).toList();
    }
}
