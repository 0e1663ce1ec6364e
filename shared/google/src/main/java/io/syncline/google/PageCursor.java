package io.syncline.google;

import io.syncline.sync.Cursor;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A place between or within listings. Within an incremental one Google wants the sync token again with every page token.
 *
 * <p>As text: the number of the format, then {@code full PAGE}, {@code since SYNC PAGE} or {@code after SYNC}, the tokens
 * percent-encoded. Format 2 lists series as such. Tokens without a number belong to listings of single occurrences;
 * Google would refuse them together with today's parameters.
 *
 * @param sync the sync token of an incremental listing
 * @param page the page to go on with; none where a listing begins
 */
record PageCursor(Optional<String> sync, Optional<String> page) {
    private static final String FORMAT = "2";

    /** Within a full listing. */
    static PageCursor within(String page) {
        return new PageCursor(Optional.empty(), Optional.of(page));
    }

    /** At the beginning of what changes from now on. */
    static PageCursor after(String sync) {
        return new PageCursor(Optional.of(sync), Optional.empty());
    }

    /** Reads what {@link #cursor()} wrote; nothing where it did not. */
    static Optional<PageCursor> of(Cursor cursor) {
        String[] words = cursor.value().split(" ", -1);
        if (words.length < 3 || !words[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return switch (words[1] + words.length) {
                case "full3" -> Optional.of(within(decoded(words[2])));
                case "after3" -> Optional.of(after(decoded(words[2])));
                case "since4" ->
                    Optional.of(new PageCursor(Optional.of(decoded(words[2])), Optional.of(decoded(words[3]))));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    Cursor cursor() {
        String place = page.map(
                        token -> sync.map(since -> "since " + encoded(since)).orElse("full") + ' ' + encoded(token))
                .orElseGet(() -> "after " + encoded(sync.orElse("")));
        return new Cursor(FORMAT + ' ' + place);
    }

    private static String encoded(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
