package io.syncline.aws.dynamo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as texts of a fixed width, so that text order is time order; {@code Instant.parse} reads them back. */
public final class SortableInstant {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SortableInstant() {}

    /** Such as {@code 2026-11-22T12:00:00.000000000Z}. */
    public static String of(Instant instant) {
        return FORM.format(instant);
    }
}
