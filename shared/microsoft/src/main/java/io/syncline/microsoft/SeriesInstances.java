package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The ids of a series' occurrences, which Graph tells for a span of time only.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/event-list-instances">List instances</a>
 */
final class SeriesInstances {

    /** A daily series has fewer occurrences in it than fit on a page. */
    private static final int LONGEST_SPAN = 180;

    private SeriesInstances() {}

    /** A span of time, and the dates that are looked for in it. */
    record Span(LocalDate from, LocalDate to) {

        Function<GraphServiceClient, RequestInformation> request(
                EventRequests requests, EventId series, Details details) {
            Instant start = details.regular(from).when().start().minus(Duration.ofDays(1));
            Instant end = details.regular(to).when().end().plus(Duration.ofDays(1));
            return requests.instances(series, start, end);
        }
    }

    /** As few spans as hold all dates. */
    static List<Span> spans(List<LocalDate> dates) {
        List<Span> spans = new ArrayList<>();
        for (LocalDate date : dates.stream().sorted().toList()) {
            if (!spans.isEmpty() && !date.isAfter(spans.getLast().from().plusDays(LONGEST_SPAN))) {
                spans.set(spans.size() - 1, new Span(spans.getLast().from(), date));
            } else {
                spans.add(new Span(date, date));
            }
        }
        return spans;
    }

    /** The ids by the original dates; of a date that is not there, nothing. */
    static Map<LocalDate, EventId> ids(List<Event> instances, When.Single first, Set<LocalDate> dates) {
        Set<LocalDate> wanted = new HashSet<>(dates);
        Map<LocalDate, EventId> ids = new HashMap<>();
        for (Event instance : instances) {
            date(instance, first)
                    .filter(wanted::contains)
                    .ifPresent(date -> new EventReading(instance).id().ifPresent(id -> ids.put(date, id)));
        }
        return ids;
    }

    /** The original date; an occurrence that nobody moved is on it. */
    static Optional<LocalDate> date(Event instance, When.Single first) {
        Stream<LocalDate> original = SeriesReading.dates(instance, first);
        Stream<LocalDate> actual = new EventReading(instance)
                        .whenOnWall(
                                first instanceof When.Timed timed
                                        ? timed.zone()
                                        : new EventReading(instance).zone().orElse(WindowsZones.UTC))
                        .map(When.Single::date)
                        .stream();
        return Stream.concat(original, actual).findFirst();
    }
}
