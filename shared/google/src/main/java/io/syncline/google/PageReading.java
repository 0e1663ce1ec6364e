package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteChange.Gone;
import io.syncline.calendar.RemoteChange.Present;
import io.syncline.calendar.RemoteEvent;
import io.syncline.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items of one page as changes. A page may hold a master without its exceptions, an exception without its master,
 * or what is left of an exception that there is no more; every series that any of these touches is read whole, and
 * shown once (R21).
 *
 * <p>An occurrence whose series is not in this calendar (somebody was invited to that one alone) is an event of its own.
 */
final class PageReading {
    /** Google names an occurrence after its series and its original start. */
    private static final Pattern OCCURRENCE = Pattern.compile("(.+)_[0-9]{8}(?:T[0-9]{6}Z)?", Pattern.DOTALL);

    /** Series that are held in memory as Google shows them. */
    private static final int AT_ONCE = 50;

    private final EventReading reading;
    private final SeriesLooks looks;
    private final Map<EventId, RemoteChange> known = new LinkedHashMap<>();
    private final Map<String, Touched> touched = new LinkedHashMap<>();

    PageReading(EventReading reading, SeriesLooks looks) {
        this.reading = reading;
        this.looks = looks;
    }

    /** What a page shows of one series. */
    private static final class Touched {
        private Optional<Event> master = Optional.empty();
        private final List<Event> occurrences = new ArrayList<>();
        private final List<EventId> leftovers = new ArrayList<>();
    }

    /** The changes of a page, or why a series on it could not be read. */
    sealed interface Outcome {
        record Read(List<RemoteChange> changes) implements Outcome {}

        record Failed(RemoteFailure failure) implements Outcome {}
    }

    Outcome read(List<Event> items, Talks talks) {
        items.stream().filter(Objects::nonNull).forEach(this::sort);
        touched.entrySet().removeIf(series -> isToldAlready(series.getKey(), series.getValue()));
        List<Map.Entry<String, Touched>> series = List.copyOf(touched.entrySet());
        for (int from = 0; from < series.size(); from += AT_ONCE) {
            Optional<RemoteFailure> failure =
                    lookAt(series.subList(from, Math.min(series.size(), from + AT_ONCE)), talks);
            if (failure.isPresent()) {
                return new Outcome.Failed(failure.get());
            }
        }
        return new Outcome.Read(List.copyOf(known.values()));
    }

    private Optional<RemoteFailure> lookAt(List<Map.Entry<String, Touched>> series, Talks talks) {
        List<Talk<Look>> asked = series.stream()
                .map(one -> one.getValue().master.map(looks::of).orElseGet(() -> looks.of(one.getKey())))
                .toList();
        List<Look> found = talks.lead(asked, Look.Failed::new);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Look.Failed(RemoteFailure failure)) {
                return Optional.of(failure);
            }
            take(new EventId(series.get(i).getKey()), series.get(i).getValue(), found.get(i));
        }
        return Optional.empty();
    }

    private void sort(Event item) {
        Optional<EventId> id = EventReading.id(item);
        if (id.isEmpty() || !EventReading.isAppointment(item)) {
            return;
        }
        Optional<String> series = EventReading.seriesOf(item);
        if (series.isPresent()) {
            series(series.get()).occurrences.add(item);
        } else if (EventReading.isCancelled(item)) {
            sortCancelled(id.get());
        } else if (EventReading.repeats(item)) {
            series(id.get().value()).master = Optional.of(item);
        } else {
            reading.event(item).ifPresent(this::present);
        }
    }

    /** What was an exception may be so no more because the occurrence is as the rule says again. */
    private void sortCancelled(EventId id) {
        Matcher occurrence = OCCURRENCE.matcher(id.value());
        if (occurrence.matches()) {
            series(occurrence.group(1)).leftovers.add(id);
        } else {
            gone(id);
        }
    }

    private Touched series(String id) {
        return touched.computeIfAbsent(id, _ -> new Touched());
    }

    /** Exceptions end together with their series: nothing is left to be asked. */
    private boolean isToldAlready(String id, Touched series) {
        return series.master.isEmpty() && series.occurrences.isEmpty() && known.containsKey(new EventId(id));
    }

    private void take(EventId id, Touched series, Look look) {
        switch (look) {
            case Look.Series(WholeSeries whole) -> show(whole, Optional.empty());
            case Look.Single(Event event)
            when EventReading.seriesOf(event).isEmpty() ->
                reading.event(event)
                        .filter(_ -> EventReading.isAppointment(event))
                        .ifPresent(this::present);
            case Look.Single _, Look.Absent _ -> takeApart(id, series);
            case Look.Cancelled(Event _) -> gone(id);
            case Look.Unreadable(Optional<Event> master, String reason) ->
                master.ifPresent(shown -> show(new WholeSeries(shown), Optional.of(reason)));
            case Look.Failed failed -> throw new IllegalStateException("A page that fails is not shown: " + failed);
        }
    }

    private void show(WholeSeries series, Optional<String> beyond) {
        if (EventReading.isAppointment(series.master())) {
            reading.series(series, beyond).ifPresent(this::present);
        }
    }

    /** There is no such series: each occurrence stands for itself. */
    private void takeApart(EventId id, Touched series) {
        if (series.master.isPresent()) {
            gone(id);
        }
        series.leftovers.forEach(this::gone);
        for (Event occurrence : series.occurrences) {
            if (EventReading.isCancelled(occurrence)) {
                EventReading.id(occurrence).ifPresent(this::gone);
            } else {
                reading.event(occurrence).ifPresent(this::present);
            }
        }
    }

    private void present(RemoteEvent event) {
        put(new Present(event));
    }

    private void gone(EventId id) {
        put(new Gone(id));
    }

    /** The later word counts, and stands where it was said. */
    private void put(RemoteChange change) {
        known.remove(change.id());
        known.put(change.id(), change);
    }
}
