package io.syncline.microsoft;

import io.syncline.calendar.EventId;
import io.syncline.sync.Cursor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a listing goes on, and which series its earlier pages read already: a daily one has occurrences on many pages.
 *
 * <p>It is written as {@code 2 <series> <link>}. The series are the first 6 bytes of the SHA-256 of their ids in
 * base64url, joined by commas; {@code -} stands for none. The first format was the link alone, and listed every
 * occurrence by itself: what was stored then has to be listed anew.
 *
 * @param series at most 400, the latest ones; one that is forgotten is read once more
 */
record PageCursor(List<String> series, String link) {

    private static final String FORMAT = "2";
    private static final String NONE = "-";
    private static final int MOST_SERIES = 400;

    PageCursor {
        series = List.copyOf(series.subList(Math.max(0, series.size() - MOST_SERIES), series.size()));
    }

    static PageCursor of(String link) {
        return new PageCursor(List.of(), link);
    }

    /** A cursor of this format. */
    static Optional<PageCursor> of(Cursor cursor) {
        String[] parts = cursor.value().split(" ", 3);
        return parts.length == 3 && parts[0].equals(FORMAT)
                ? Optional.of(new PageCursor(
                        parts[1].equals(NONE) ? List.of() : Arrays.asList(parts[1].split(",", -1)), parts[2]))
                : Optional.empty();
    }

    Cursor written() {
        return new Cursor(FORMAT + " " + (series.isEmpty() ? NONE : String.join(",", series)) + " " + link);
    }

    /** The next page, with the series of this one. */
    PageCursor next(String nextLink, Collection<EventId> read) {
        Set<String> all = new LinkedHashSet<>(series);
        read.forEach(id -> all.add(digest(id)));
        return new PageCursor(List.copyOf(all), nextLink);
    }

    boolean hasRead(EventId id) {
        return series.contains(digest(id));
    }

    private static String digest(EventId id) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(id.value().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
