package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import io.syncline.calendar.Details;
import io.syncline.calendar.When;
import io.syncline.microsoft.RuleWriting.NotExpressible;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series in Outlook's words.
 *
 * @param zone the name that Windows has for the zone whose clock repeats it
 */
record OutlookSeries(GraphTime first, OutlookRule rule, LocalDate start, String zone) {

    /** Zones are compared so many years ahead; no government plans further. */
    private static final int YEARS = 10;

    /**
     * The series.
     *
     * @throws NotExpressible where Outlook has no words for it
     */
    static OutlookSeries of(When.Repeating series) {
        OutlookRule rule = RuleWriting.of(series.rule(), series.first().date());
        return switch (series.first()) {
            case When.AllDay days -> new OutlookSeries(GraphTime.of(days), rule, days.from(), WindowsZones.UTC.getId());
            case When.Timed timed -> {
                String zone = zoneOf(timed, series);
                yield new OutlookSeries(GraphTime.inZone(timed, zone), rule, timed.date(), zone);
            }
        };
    }

    /** Why Outlook cannot keep it, one sentence or two, or nothing where it can. */
    static Optional<String> objection(Details details) {
        if (!(details.when() instanceof When.Repeating series)) {
            return Optional.empty();
        }
        try {
            of(series);
            return Optional.empty();
        } catch (NotExpressible refused) {
            return Optional.ofNullable(refused.getMessage());
        }
    }

    /** Puts the series into a model. */
    void set(Event event) {
        event.setIsAllDay(first.allDay());
        event.setStart(first.start());
        event.setEnd(first.end());
        event.setRecurrence(rule.toGraph(start, zone));
    }

    private static String zoneOf(When.Timed first, When.Repeating series) {
        Instant until = series.rule()
                .last(first.date())
                .map(last -> last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant())
                .filter(last -> last.isBefore(yearsAfter(first)))
                .orElseGet(() -> yearsAfter(first));
        return WindowsZones.nameOf(first.zone())
                .filter(name -> WindowsZones.zoneNamed(name)
                        .filter(there -> haveOneClock(first.zone(), there, first.start(), until))
                        .isPresent())
                .orElseThrow(() -> new NotExpressible("Outlook has no time zone with the clock of " + first.zone()
                        + ", so it would repeat the series at other hours. Choose a zone with a common clock."));
    }

    private static Instant yearsAfter(When.Timed first) {
        return first.from().plusYears(YEARS).atZone(first.zone()).toInstant();
    }

    private static boolean haveOneClock(ZoneId here, ZoneId there, Instant from, Instant until) {
        if (!here.getRules().getOffset(from).equals(there.getRules().getOffset(from))) {
            return false;
        }
        Instant at = from;
        while (at.isBefore(until)) {
            Instant next = nextOf(here.getRules().nextTransition(at), until);
            if (!next.equals(nextOf(there.getRules().nextTransition(at), until))
                    || !here.getRules().getOffset(next).equals(there.getRules().getOffset(next))) {
                return false;
            }
            at = next;
        }
        return true;
    }

    private static Instant nextOf(@Nullable ZoneOffsetTransition transition, Instant until) {
        return transition == null || transition.getInstant().isAfter(until) ? until : transition.getInstant();
    }
}
