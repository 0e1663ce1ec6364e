package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.EventVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a series: Google's etag of the master says nothing about its exceptions, each of which has its own.
 *
 * <p>As text: the master's etag, a blank, {@code S} and the digest in 43 characters of base64url. The digest is the
 * SHA-256 of the exceptions in the order of their ids, each as its id and its etag, each of these as its length in bytes
 * (4 bytes, big endian) and its UTF-8.
 *
 * @param etag the master's
 */
record SeriesVersion(String etag, String digest) {
    private static final Pattern TEXT = Pattern.compile("(.*) S([A-Za-z0-9_-]{43})", Pattern.DOTALL);

    /**
     * The version of a series as it was read.
     *
     * @param exceptions by their ids
     */
    static SeriesVersion of(Event master, SortedMap<String, Event> exceptions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Event exception : exceptions.values()) {
                write(out, exception.getId());
                write(out, etag(exception));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return new SeriesVersion(etag(master), digest(bytes.toByteArray()));
    }

    /** Reads what {@link #version()} wrote; nothing where the version is that of a single event. */
    static Optional<SeriesVersion> of(EventVersion version) {
        Matcher matcher = TEXT.matcher(version.value());
        return matcher.matches()
                ? Optional.of(new SeriesVersion(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    EventVersion version() {
        return new EventVersion(etag + " S" + digest);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String etag(Event event) {
        return event.getEtag() == null ? "" : event.getEtag();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
