package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteChange;
import io.syncline.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The items of a page, turned into changes.
 *
 * <p>Masters, occurrences and exceptions only say which series was touched: each is read whole, once a listing (traps 22,
 * 23). What a page says to be removed is asked for again, because an event that was moved out of the window looks the
 * same (R15, trap 21). A series whose master is not there any more has no entry; a later page tells that it is gone.
 */
final class PageReading {

    private final SeriesCalls calls;
    private final PageCursor asked;
    private final Map<EventId, Event> single = new LinkedHashMap<>();
    private final Map<EventId, Event> exceptions = new LinkedHashMap<>();
    private final Set<EventId> touched = new LinkedHashSet<>();
    private final Set<EventId> removed = new LinkedHashSet<>();
    private final Map<EventId, WholeEvent> found = new LinkedHashMap<>();

    private PageReading(SeriesCalls calls, PageCursor asked) {
        this.calls = calls;
        this.asked = asked;
    }

    /** How reading a page can end. */
    sealed interface Page {

        /** The changes, and the series that need not be read again on the further pages. */
        record Read(List<RemoteChange> changes, List<EventId> series) implements Page {}

        /** One unclear answer leaves the whole page unread: a guess could delete. */
        record Unread(RemoteFailure failure) implements Page {}
    }

    static Page of(EventPages pages, PageCursor asked, List<Event> items) {
        var reading = new PageReading(new SeriesCalls(pages.graph(), pages.accessToken(), pages.calendar()), asked);
        items.forEach(item -> new EventReading(item).id().ifPresent(id -> reading.sort(id, item)));
        return reading.looked().<Page>map(Page.Unread::new).orElseGet(reading::read);
    }

    /** Of an item that stands there twice, the later one counts. */
    private void sort(EventId id, Event item) {
        single.remove(id);
        if (item.getAdditionalData().containsKey("@removed")) {
            removed.add(id);
        } else if (item.getType() == EventType.SeriesMaster) {
            touch(id);
        } else if (item.getSeriesMasterId() != null) {
            masterOf(item).ifPresent(this::touch);
            if (item.getType() == EventType.Exception) {
                exceptions.put(id, item);
            }
        } else {
            single.put(id, item);
        }
    }

    private void touch(EventId series) {
        if (!asked.hasRead(series)) {
            touched.add(series);
        }
    }

    private static Optional<EventId> masterOf(Event item) {
        return Optional.ofNullable(item.getSeriesMasterId())
                .filter(id -> !id.isEmpty() && id.length() <= 1024)
                .map(EventId::new);
    }

    private Optional<RemoteFailure> looked() {
        return lookFor(touched)
                .or(() -> lookFor(removed))
                .or(() -> lookFor(Stream.concat(seriesOfRemoved(), orphans()).toList()));
    }

    /** An occurrence that was removed from the window only, because it was moved, still belongs to its series. */
    private Stream<EventId> seriesOfRemoved() {
        return removed.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .filter(WholeEvent::isOccurrence)
                .flatMap(occurrence -> masterOf(occurrence.event()).stream())
                .peek(touched::add);
    }

    /** Who was invited to one occurrence of a series has that one, and not the series. */
    private Stream<EventId> orphans() {
        return exceptions.entrySet().stream()
                .filter(entry -> masterOf(entry.getValue()).filter(this::isRead).isEmpty())
                .map(Map.Entry::getKey);
    }

    /** Whether a series is known, from this page or from an earlier one of the same listing. */
    private boolean isRead(EventId series) {
        return found.containsKey(series) || asked.hasRead(series);
    }

    private Optional<RemoteFailure> lookFor(java.util.Collection<EventId> ids) {
        List<EventId> unknown =
                ids.stream().filter(id -> !found.containsKey(id)).distinct().toList();
        return switch (new WholeReads(calls.graph(), calls.accessToken(), calls.calendar()).all(unknown)) {
            case WholeReads.Read.All(Map<EventId, WholeEvent> more) -> {
                found.putAll(more);
                yield Optional.empty();
            }
            case WholeReads.Read.Nothing(RemoteFailure failure) -> Optional.of(failure);
        };
    }

    private Page read() {
        List<RemoteChange> changes = new ArrayList<>();
        single.values()
                .forEach(item ->
                        EventReading.of(item).map(RemoteChange.Present::new).ifPresent(changes::add));
        Set<EventId> looked = new LinkedHashSet<>(touched);
        looked.addAll(removed);
        orphans().forEach(looked::add);
        for (EventId id : looked) {
            if (single.containsKey(id)) {
                continue;
            }
            switch (change(id)) {
                case Change.Made(RemoteChange change) -> changes.add(change);
                case Change.None _ -> {}
                case Change.Unknown(RemoteFailure failure) -> {
                    return new Page.Unread(failure);
                }
            }
        }
        return new Page.Read(
                changes,
                found.entrySet().stream()
                        .filter(entry -> entry.getValue().isSeries())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private sealed interface Change {

        record Made(RemoteChange change) implements Change {}

        record None() implements Change {}

        record Unknown(RemoteFailure failure) implements Change {}
    }

    private Change change(EventId id) {
        WholeEvent whole = found.get(id);
        if (whole == null) {
            return removed.contains(id) ? new Change.Made(new RemoteChange.Gone(id)) : new Change.None();
        }
        if (whole.isOccurrence() && masterOf(whole.event()).filter(this::isRead).isPresent()) {
            return new Change.None();
        }
        return whole.owedText().isEmpty() ? present(whole) : finished(id);
    }

    private static Change present(WholeEvent whole) {
        return whole.read()
                .<Change>map(event -> new Change.Made(new RemoteChange.Present(event)))
                .orElseGet(Change.None::new);
    }

    /** A write of ours failed on its way through the series: it is finished first. */
    private Change finished(EventId id) {
        return switch (new SeriesWrites(calls).finish(id)) {
            case WholeReads.Look.Found(WholeEvent whole) -> present(whole);
            case WholeReads.Look.Missing _ -> new Change.None();
            case WholeReads.Look.Refused(GraphError error) -> new Change.Unknown(error.failure());
            case WholeReads.Look.Unclear(RemoteFailure failure) -> new Change.Unknown(failure);
        };
    }
}
