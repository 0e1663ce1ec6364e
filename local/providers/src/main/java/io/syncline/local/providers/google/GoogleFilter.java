package io.syncline.local.providers.google;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Query;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The narrowing and sorting parameters of a full listing. */
final class GoogleFilter {

    private final Query query;
    private final Optional<Instant> updatedMin;

    GoogleFilter(Query query) {
        this.query = query;
        this.updatedMin = query.first("updatedMin").map(text -> GoogleTimes.bound("updatedMin", text));
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
                && query.first("q").filter(text -> !mentions(entry, text)).isEmpty()
                && hasProperties(entry, "private", query.all("privateExtendedProperty"))
                && hasProperties(entry, "shared", query.all("sharedExtendedProperty"));
    }

    boolean sorts() {
        return query.has("orderBy");
    }

    Slice sorted(StoredCalendar calendar, Cursor cursor, int limit, Predicate<Entry> wanted) {
        Comparator<Entry> order =
                query.first("orderBy").filter("updated"::equals).isPresent()
                        ? Comparator.comparing(Entry::updated)
                        : Comparator.comparing(entry -> entry.span().start());
        var all = calendar.listing(0, Integer.MAX_VALUE, wanted).entries().stream()
                .sorted(order)
                .toList();
        int from = (int) Math.min(all.size(), cursor.after());
        int to = Math.min(all.size(), from + limit);
        return new Slice(all.subList(from, to), to < all.size() ? OptionalLong.of(to) : OptionalLong.empty());
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
