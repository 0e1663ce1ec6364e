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

    /** The scopes that do not exist; Google refuses the whole request for one. */
    static List<String> unknown(List<String> scopes) {
        return scopes.stream()
                .filter(scope -> !scope.equals("openid")
                        && !scope.equals("https://mail.google.com/")
                        && !(scope.startsWith(PREFIX)
                                && ScopeWords.known(scope.substring(PREFIX.length()))
                                        .isPresent()))
                .toList();
    }

    /** As answers list them: in an order of Google's own. */
    static String echoed(List<String> granted) {
        return String.join(" ", granted.stream().sorted().toList());
    }

    static boolean isIdentity(String scope) {
        return scope.equals("openid") || scope.startsWith(PREFIX + "userinfo.");
    }
}
