package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Json;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How far a change of a series reaches into its changed instances: one whose original start is no longer in the rule is
 * dropped; the others take over what they had in common with the series.
 */
final class GoogleReach {

    private static final Set<String> OWN =
            Set.of("recurrence", "start", "end", "sequence", "recurringEventId", "originalStartTime", "status");

    private final StoredCalendar calendar;
    private final InstantSource clock;

    GoogleReach(StoredCalendar calendar, InstantSource clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Brings the instances in line with a series that was changed, deleted, or made a single event. */
    void follow(Entry before, Entry after) {
        for (var instance : calendar.instancesOf(after.id())) {
            var place = after.isLivingSeries() ? place(after, instance) : Optional.<Occurrence>empty();
            if (place.isEmpty()) {
                drop(instance);
            } else if (!instance.deleted()) {
                takeOver(instance, before, after, GoogleSeries.unrolled(after, place.get(), calendar.zone()));
            }
        }
    }

    /** The occurrence of a series that a stored instance stands for; empty when the rule no longer has it. */
    static Optional<Occurrence> place(Entry master, Entry instance) {
        return master.role().rule().flatMap(rule -> instance.role().instance().flatMap(one -> rule.at(one.original())));
    }

    /** What is left is a plain tombstone: nothing differs from the rule any more. */
    private void drop(Entry instance) {
        var body = instance.body().deepCopy();
        body.remove(List.of("recurringEventId", "originalStartTime"));
        calendar.put(instance.id(), new Content(body, instance.span(), new Role.Single()), true, clock.instant());
    }

    private void takeOver(Entry instance, Entry before, Entry after, Entry shown) {
        var body = instance.body().deepCopy();
        for (var field : changed(before.body(), after.body())) {
            if (Objects.equals(body.get(field), before.body().get(field))) {
                set(body, field, Optional.ofNullable(after.body().get(field)));
            }
        }
        boolean unmoved = place(before, instance)
                .filter(occurrence -> occurrence.span().equals(instance.span()))
                .isPresent();
        if (unmoved) {
            body.set("start", shown.body().get("start"));
            body.set("end", shown.body().get("end"));
        }
        var span = unmoved ? shown.span() : instance.span();
        if (!span.equals(instance.span()) || !body.equals(instance.body())) {
            calendar.put(instance.id(), new Content(body, span, instance.role()), false, clock.instant());
        }
    }

    private static Set<String> changed(ObjectNode before, ObjectNode after) {
        var names = new HashSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.removeAll(OWN);
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    private static void set(ObjectNode body, String field, Optional<JsonNode> value) {
        value.ifPresentOrElse(now -> body.set(field, now.deepCopy()), () -> body.remove(field));
    }

    /** The body of an instance that goes over to the series which continues its own. */
    static ObjectNode copied(Entry instance, Entry newMaster) {
        var body = Json.object();
        body.setAll(instance.body().deepCopy());
        body.put("recurringEventId", newMaster.id());
        body.set("iCalUID", newMaster.body().path("iCalUID"));
        return body;
    }
}
