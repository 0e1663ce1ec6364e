package io.syncline.google;

import io.syncline.sync.Cursor;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A place within a listing. Within an incremental one Google wants the sync token again with every page token.
 *
 * <p>As text: {@code full PAGE} or {@code since SYNC PAGE}, both tokens percent-encoded.
 *
 * @param sync the sync token of an incremental listing
 */
record PageCursor(Optional<String> sync, String page) {

    /** Reads what {@link #cursor()} wrote; nothing where it did not. */
    static Optional<PageCursor> of(Cursor cursor) {
        String[] words = cursor.value().split(" ", -1);
        if (words.length == 2 && words[0].equals("full")) {
            return Optional.of(new PageCursor(Optional.empty(), decoded(words[1])));
        }
        if (words.length == 3 && words[0].equals("since")) {
            return Optional.of(new PageCursor(Optional.of(decoded(words[1])), decoded(words[2])));
        }
        return Optional.empty();
    }

    Cursor cursor() {
        return new Cursor(sync.map(token -> "since " + encoded(token)).orElse("full") + ' ' + encoded(page));
    }

    private static String encoded(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
