package io.syncline.local.providers.oauth;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Google's way with scopes: short names of identity are answered in full. */
final class GoogleScopes {

    private static final String PREFIX = "https://www.googleapis.com/auth/";

    private GoogleScopes() {}

    static List<String> normalised(String scopes) {
        var normalised = new LinkedHashSet<String>();
        Arrays.stream(scopes.split("\\s+", -1))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> scope.equals("email") || scope.equals("profile") ? PREFIX + "userinfo." + scope : scope)
                .forEach(normalised::add);
        return List.copyOf(normalised);
    }

    static boolean isIdentity(String scope) {
        return scope.equals("openid") || scope.startsWith(PREFIX + "userinfo.");
    }
}
