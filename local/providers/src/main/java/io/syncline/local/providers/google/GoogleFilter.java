package io.syncline.local.providers.google;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Position;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The narrowing and sorting parameters of a full listing. */
final class GoogleFilter {

    /** For how long changes are remembered; the documentation gives no figure. */
    private static final Duration LONGEST_MEMORY = Duration.ofDays(28);

    private final Query query;
    private final Optional<Instant> updatedMin;

    GoogleFilter(Query query, Instant now) {
        this.query = query;
        this.updatedMin = query.first("updatedMin").map(text -> GoogleTimes.bound("updatedMin", text));
        if (updatedMin
                .filter(bound -> bound.isBefore(now.minus(LONGEST_MEMORY)))
                .isPresent()) {
            throw GoogleError.of(
                            410,
                            "updatedMinTooLongAgo",
                            "The requested minimum modification time lies too far in the past.")
                    .in("calendar")
                    .at("parameter", "updatedMin")
                    .refusal();
        }
        var order = query.first("orderBy");
        if (order.filter(word -> !List.of("startTime", "updated").contains(word))
                .isPresent()) {
            throw GoogleError.invalid("Invalid value for orderBy.");
        }
        if (order.filter("startTime"::equals).isPresent() && !query.isTrue("singleEvents")) {
            throw GoogleError.of(400, "badRequest", "The requested ordering is not available for the particular query.")
                    .at("parameter", "orderBy")
                    .refusal();
        }
    }

    boolean keeps(Entry entry) {
        return updatedMin.filter(bound -> entry.updated().isBefore(bound)).isEmpty()
                && query.first("iCalUID")
                        .filter(uid -> !uid.equals(entry.body().path("iCalUID").asText()))
                        .isEmpty()
                && isOfKind(entry)
                && query.first("q").filter(text -> !mentions(entry, text)).isEmpty()
                && hasProperties(entry, "private", query.all("privateExtendedProperty"))
                && hasProperties(entry, "shared", query.all("sharedExtendedProperty"));
    }

    /** The one filter that goes on in rounds of changes. */
    boolean isOfKind(Entry entry) {
        var kinds = query.all("eventTypes");
        return kinds.isEmpty() || kinds.contains(entry.body().path("eventType").asText("default"));
    }

    boolean sorts() {
        return query.has("orderBy");
    }

    Slice<Entry> sorted(StoredCalendar calendar, Cursor cursor, int limit, GoogleUnfolding unfolding) {
        Comparator<Entry> order =
                query.first("orderBy").filter("updated"::equals).isPresent()
                        ? Comparator.comparing(Entry::updated)
                        : Comparator.comparing(entry -> entry.span().start());
        var all = calendar.listing(Position.BEGIN, Integer.MAX_VALUE, unfolding::of).items().stream()
                .sorted(order)
                .toList();
        int from = (int) Math.min(all.size(), cursor.next().at());
        int to = Math.min(all.size(), from + limit);
        return new Slice<>(
                all.subList(from, to),
                Position.BEGIN,
                to < all.size() ? Optional.of(new Position(to, 0)) : Optional.empty());
    }

    private static boolean mentions(Entry entry, String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return List.of("summary", "description", "location").stream()
                .anyMatch(field -> entry.body()
                        .path(field)
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
    }

    private static boolean hasProperties(Entry entry, String kind, List<String> pairs) {
        return pairs.stream().allMatch(pair -> {
            int equals = pair.indexOf('=');
            return equals > 0
                    && entry.body()
                            .path("extendedProperties")
                            .path(kind)
                            .path(pair.substring(0, equals))
                            .asText("")
                            .equals(pair.substring(equals + 1));
        });
    }
}
