package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import io.syncline.calendar.EventVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The version of a series, which changes with its exceptions too, although the master's etag need not (R21).
 *
 * <p>It is written as {@code <etag of the master> series/<16 hex digits>}. The digits are the first 8 bytes of the
 * SHA-256 over lines in UTF-8: {@code <id> <etag>} of each exception in the order of the ids, then the cancelled dates
 * in their order, then what is still owed to the series, if anything; each line ends with a line feed.
 *
 * @param etag with {@code W/} and quotes, as {@code If-Match} wants it
 */
record SeriesVersion(String etag, String digest) {

    private static final Pattern WRITTEN = Pattern.compile("(.*) series/([0-9a-f]{16})", Pattern.DOTALL);

    static SeriesVersion of(String etag, List<Event> exceptions, SortedSet<LocalDate> cancelled, String owed) {
        Stream<String> lines = Stream.of(
                        exceptions.stream()
                                .map(event -> Optional.ofNullable(event.getId()).orElse("") + " "
                                        + EventReading.etag(event).orElse(""))
                                .sorted(),
                        cancelled.stream().map(LocalDate::toString),
                        Stream.of(owed).filter(text -> !text.isEmpty()))
                .flatMap(part -> part);
        return new SeriesVersion(etag, digest(lines.map(line -> line + "\n").collect(Collectors.joining())));
    }

    /** The version, if it is one of a series. */
    static Optional<SeriesVersion> of(EventVersion version) {
        Matcher matcher = WRITTEN.matcher(version.value());
        return matcher.matches()
                ? Optional.of(new SeriesVersion(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    EventVersion written() {
        return new EventVersion(etag + " series/" + digest);
    }

    private static String digest(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
