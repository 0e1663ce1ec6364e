package io.syncline.local.providers.oauth;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Microsoft's way with scopes: short names of Graph permissions, identity last, offline_access never echoed. */
final class MicrosoftScopes {

    static final String OFFLINE = "offline_access";

    private static final String PREFIX = "https://graph.microsoft.com/";
    private static final Set<String> IDENTITY = Set.of("openid", "profile", "email", OFFLINE);

    private MicrosoftScopes() {}

    static List<String> normalised(String scopes) {
        var normalised = new LinkedHashSet<String>();
        Arrays.stream(scopes.split("\\s+", -1))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> scope.startsWith(PREFIX) ? scope.substring(PREFIX.length()) : scope)
                .forEach(normalised::add);
        return List.copyOf(normalised);
    }

    static boolean isIdentity(String scope) {
        return IDENTITY.contains(scope);
    }

    static String echoed(List<String> granted) {
        var permissions = granted.stream().filter(scope -> !isIdentity(scope));
        var identity = List.of("profile", "openid", "email").stream().filter(granted::contains);
        return String.join(
                " ", java.util.stream.Stream.concat(permissions, identity).toList());
    }
}
