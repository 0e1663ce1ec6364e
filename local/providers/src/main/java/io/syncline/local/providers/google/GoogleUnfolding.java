package io.syncline.local.providers.google;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * What a listing shows of a stored event: itself, nothing, or with {@code singleEvents} the instances of a series in its
 * place. Cancelled instances of a living series are in every listing of series.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/list">Events: list</a>
 */
final class GoogleUnfolding {

    private final StoredCalendar calendar;
    private final Cursor cursor;
    private final GoogleFilter filter;
    private final boolean single;
    private final boolean showDeleted;

    GoogleUnfolding(StoredCalendar calendar, Cursor cursor, GoogleFilter filter, Query query) {
        this.calendar = calendar;
        this.cursor = cursor;
        this.filter = filter;
        this.single = query.isTrue("singleEvents");
        this.showDeleted = query.isTrue("showDeleted") || query.has("updatedMin");
    }

    List<Entry> of(Entry entry) {
        var items = single && entry.role().rule().isPresent() ? instances(entry) : List.of(entry);
        return items.stream()
                .filter(cursor.full() ? this::isListed : this::isReported)
                .toList();
    }

    /** The instances of a series, the stored ones in their places, by their start. */
    static List<Entry> instances(StoredCalendar calendar, Entry master, Window window, boolean cancelled) {
        var all = new ArrayList<>(GoogleSeries.unrolled(master, calendar, window));
        calendar.instancesOf(master.id()).stream()
                .filter(entry -> cancelled || !entry.deleted())
                .filter(entry -> isAround(entry, window))
                .forEach(all::add);
        all.sort(Comparator.comparing(entry -> entry.span().start()));
        return all;
    }

    private boolean isListed(Entry entry) {
        return (!entry.deleted() || showDeleted || isCancelledInstance(entry)) && meets(entry) && filter.keeps(entry);
    }

    private boolean isReported(Entry entry) {
        return entry.deleted() || (filter.isOfKind(entry) && (entry.born() <= cursor.since() || meets(entry)));
    }

    private boolean isCancelledInstance(Entry entry) {
        return !single
                && entry.role()
                        .instance()
                        .flatMap(instance -> calendar.find(instance.masterId()))
                        .filter(Entry::isLivingSeries)
                        .isPresent();
    }

    private boolean meets(Entry entry) {
        return switch (entry.role()) {
            case Role.Single() -> cursor.window().meets(entry.span());
            case Role.Master(var recurrence) -> recurrence.meets(cursor.window()) || anyMoved(entry);
            case Role.Instance(var masterId, var original) -> isAround(entry, cursor.window());
        };
    }

    /** An instance stands where it is, and where the rule had it. */
    private static boolean isAround(Entry entry, Window window) {
        return window.meets(entry.span())
                || entry.role()
                        .instance()
                        .map(instance -> originally(instance.original(), entry.span()))
                        .filter(window::meets)
                        .isPresent();
    }

    private static Span originally(Instant original, Span now) {
        return new Span(original, original.plus(Duration.between(now.start(), now.end())));
    }

    private boolean anyMoved(Entry master) {
        return calendar.instancesOf(master.id()).stream()
                .anyMatch(entry -> !entry.deleted() && cursor.window().meets(entry.span()));
    }

    /** In a round of changes those that the series gave up since then are cancelled. */
    private List<Entry> instances(Entry master) {
        var living = master.deleted() ? List.<Entry>of() : GoogleSeries.unrolled(master, calendar, cursor.window());
        if (cursor.full()) {
            return living;
        }
        var items = new ArrayList<>(living);
        var known = new HashSet<Instant>();
        living.forEach(entry -> entry.role().instance().ifPresent(one -> known.add(one.original())));
        given(master)
                .forEach(rule -> rule.within(cursor.window(), GoogleSeries.MOST).stream()
                        .filter(occurrence -> known.add(occurrence.original()))
                        .filter(occurrence -> !calendar.hasInstance(master.id(), occurrence.original()))
                        .map(occurrence -> GoogleSeries.unrolled(master, occurrence, calendar.zone()))
                        .map(Entry::cancelled)
                        .forEach(items::add));
        return items;
    }

    private List<Recurrence> given(Entry master) {
        var rules = new ArrayList<>(calendar.rulesGivenUpSince(master.id(), cursor.since()));
        if (master.deleted()) {
            master.role().rule().ifPresent(rules::add);
        }
        return rules;
    }
}
