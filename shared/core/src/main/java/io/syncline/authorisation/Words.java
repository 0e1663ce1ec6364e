package io.syncline.authorisation;

import io.syncline.connection.Service;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of services in words and in their shortest form. */
final class Words {

    private Words() {}

    static String of(Set<Service> services) {
        return services.isEmpty()
                ? "nothing"
                : services.stream().sorted().map(Service::word).collect(Collectors.joining(", "));
    }

    /** Reading is part of writing: it is neither asked for nor shown besides. */
    static Set<Service> withoutCovered(Set<Service> services) {
        Set<Service> least = EnumSet.noneOf(Service.class);
        least.addAll(services);
        if (least.contains(Service.CALENDAR)) {
            least.remove(Service.CALENDAR_READ);
        }
        return least;
    }
}
