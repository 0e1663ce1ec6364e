package io.syncline.local.providers.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is changed in the parameters with which a provider sends the browser back, as an attacker or a broken proxy
 * would.
 *
 * @param set parameters that are added or replaced
 * @param removed parameters that are left out
 */
public record RedirectChange(Map<String, String> set, Set<String> removed) {

    public RedirectChange {
        set = Map.copyOf(set);
        removed = Set.copyOf(removed);
    }

    /** One parameter has another value. */
    public static RedirectChange setting(String parameter, String value) {
        return new RedirectChange(Map.of(parameter, value), Set.of());
    }

    /** These parameters are missing. */
    public static RedirectChange without(String... parameters) {
        return new RedirectChange(Map.of(), Set.of(parameters));
    }

    Map<String, String> of(Map<String, String> parameters) {
        var changed = new LinkedHashMap<>(parameters);
        removed.forEach(changed::remove);
        changed.putAll(set);
        return changed;
    }
}
