package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.StoredCalendar;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * How far a change of a series reaches into its exceptions: another pattern or another time drops them all without a
 * trace, another end drops those behind it; in the others every field follows that was still like the series'.
 */
final class GraphReach {

    private static final Set<String> OWN = Set.of(
            "start",
            "end",
            "recurrence",
            "type",
            "seriesMasterId",
            "originalStart",
            "iCalUId",
            "transactionId",
            GraphSeries.CANCELLED,
            GraphEventDraft.PROPERTIES);

    private final StoredCalendar calendar;
    private final InstantSource clock;

    GraphReach(StoredCalendar calendar, InstantSource clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Whether exceptions outlive the step from one state of a series to the next. */
    static boolean keepsExceptions(Entry before, ObjectNode after, Role role) {
        boolean sameTimes = before.role()
                .rule()
                .flatMap(old -> role.rule().map(now -> sameTimes(old, now)))
                .orElse(false);
        return sameTimes && pattern(before.body()).equals(pattern(after));
    }

    private static Object pattern(ObjectNode event) {
        return event.path("recurrence").path("pattern");
    }

    private static boolean sameTimes(Recurrence old, Recurrence now) {
        return old.start().equals(now.start())
                && old.end().equals(now.end())
                && old.zone().equals(now.zone())
                && old.isAllDay() == now.isAllDay();
    }

    /** Brings the exceptions in line with a series that was changed. */
    void follow(Entry before, Entry after) {
        boolean kept = keepsExceptions(before, after.body(), after.role());
        for (var exception : calendar.instancesOf(after.id())) {
            if (kept && isInRule(exception, after)) {
                takeOver(exception, before, after);
            } else {
                calendar.forget(exception);
            }
        }
    }

    private static boolean isInRule(Entry exception, Entry master) {
        return exception
                .role()
                .instance()
                .flatMap(one -> master.role().rule().flatMap(rule -> rule.at(one.original())))
                .isPresent();
    }

    /** The exceptions of a series that was deleted go with it. */
    void delete(Entry master) {
        calendar.instancesOf(master.id())
                .forEach(exception -> calendar.put(
                        exception.id(),
                        new Content(exception.body(), exception.span(), exception.role()),
                        true,
                        clock.instant()));
    }

    private void takeOver(Entry exception, Entry before, Entry after) {
        var body = exception.body().deepCopy();
        for (var field : changed(before.body(), after.body())) {
            if (Objects.equals(body.get(field), before.body().get(field))) {
                body.set(field, after.body().get(field));
            }
        }
        if (!body.equals(exception.body())) {
            calendar.put(exception.id(), new Content(body, exception.span(), exception.role()), false, clock.instant());
        }
    }

    private static Set<String> changed(ObjectNode before, ObjectNode after) {
        var names = new HashSet<String>();
        after.fieldNames().forEachRemaining(names::add);
        names.removeAll(OWN);
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }
}
