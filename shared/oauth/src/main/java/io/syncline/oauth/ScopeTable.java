package io.syncline.oauth;

import io.syncline.connection.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which scopes a service needs, in the provider's words.
 *
 * @param needs for every service what it needs, all of it
 */
record ScopeTable(Map<Service, List<Need>> needs) {

    ScopeTable {
        needs = new EnumMap<>(needs);
        if (!needs.keySet().equals(EnumSet.allOf(Service.class))) {
            throw new IllegalArgumentException("Every service needs scopes");
        }
    }

    /**
     * One thing that a service needs.
     *
     * @param least the scope that is asked for
     * @param wider scopes that cover it as well, which an account may have allowed before
     */
    record Need(String least, Set<String> wider) {

        Need(String least, String... wider) {
            this(least, Set.of(wider));
        }

        private boolean isMetBy(Set<String> scopes) {
            return scopes.contains(least) || wider.stream().anyMatch(scopes::contains);
        }
    }

    /** The least scopes for the services; who may write need not ask for reading. */
    Set<String> leastFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>();
        for (Service service : strongest(services)) {
            needs.getOrDefault(service, List.of()).forEach(need -> scopes.add(need.least()));
        }
        return scopes;
    }

    /** What the scopes allow: of services that cover each other only the strongest. */
    Set<Service> allowedBy(Set<String> scopes) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        needs.forEach((service, all) -> {
            if (all.stream().allMatch(need -> need.isMetBy(scopes))) {
                services.add(service);
            }
        });
        return strongest(services);
    }

    /** Every scope of the table. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        needs.values().stream().flatMap(List::stream).forEach(need -> {
            names.add(need.least());
            names.addAll(need.wider());
        });
        return names;
    }

    /** In the order of the services, so that the same wish gives the same address. */
    private static Set<Service> strongest(Set<Service> services) {
        Set<Service> strongest = EnumSet.noneOf(Service.class);
        for (Service service : services) {
            List<Service> others = new ArrayList<>(services);
            others.remove(service);
            if (!service.isCoveredBy(Set.copyOf(others))) {
                strongest.add(service);
            }
        }
        return strongest;
    }
}
