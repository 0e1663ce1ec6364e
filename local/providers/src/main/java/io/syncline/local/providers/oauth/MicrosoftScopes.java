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
                .map(scope -> scope.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                        ? scope.substring(PREFIX.length())
                        : scope)
                .map(scope -> ScopeWords.known(scope).orElse(scope))
                .forEach(normalised::add);
        return List.copyOf(normalised);
    }

    /** The permissions that do not exist on Graph. */
    static List<String> unknown(List<String> scopes) {
        return scopes.stream()
                .filter(scope -> !isIdentity(scope) && !isPermission(scope))
                .toList();
    }

    /** Whether anybody may consent to it, whatever their organisation decided: it only tells who signed in. */
    static boolean isLowImpact(String scope) {
        return isIdentity(scope) || scope.equals("User.Read");
    }

    /** The name in full, as the admin consent page answers it. */
    static String inFull(String scope) {
        return isIdentity(scope) ? scope : PREFIX + scope;
    }

    private static boolean isPermission(String scope) {
        return ScopeWords.known(scope)
                .filter(known -> known.equals(".default") || Character.isUpperCase(known.charAt(0)))
                .isPresent();
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
