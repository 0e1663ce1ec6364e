package io.syncline.microsoft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Zone names as Microsoft writes them, and IANA's (R22, trap 29). Windows has fewer, so many IANA zones share one
 * Windows name, which leads back to the one that CLDR puts first.
 *
 * @see <a href="https://www.unicode.org/cldr/charts/latest/supplemental/zone_tzid.html">CLDR, Zone to Tzid</a>
 */
final class WindowsZones {

    /** The one name under which UTC is known here, whatever it was called. */
    static final ZoneId UTC = ZoneId.of("UTC");

    private static final String UTC_NAME = "UTC";
    private static final Map<String, ZoneId> ZONES = new HashMap<>();
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        read();
    }

    private WindowsZones() {}

    /** The zone that Microsoft means, or nothing for a custom or unknown one. */
    static Optional<ZoneId> zoneNamed(String name) {
        if (name.equalsIgnoreCase("tzone://Microsoft/Utc")) {
            return Optional.of(UTC);
        }
        Optional<ZoneId> windows = Optional.ofNullable(ZONES.get(name.toLowerCase(Locale.ROOT)));
        return windows.or(() -> ianaNamed(name));
    }

    /** The name that Windows has for a zone, or nothing where it has none. */
    static Optional<String> nameOf(ZoneId zone) {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return Optional.of(UTC_NAME);
        }
        return Optional.ofNullable(NAMES.get(zone.getId()));
    }

    private static Optional<ZoneId> ianaNamed(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            return Optional.empty();
        }
        ZoneId zone = ZoneId.of(name);
        return Optional.of(zone.normalized().equals(ZoneOffset.UTC) ? UTC : zone);
    }

    /** A line holds {@code Windows name=first IANA zone others…}; {@code #} begins a comment. */
    private static void read() {
        try (InputStream table = Objects.requireNonNull(WindowsZones.class.getResourceAsStream("windows-zones.txt"));
                var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(WindowsZones::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of zones is part of the program", e);
        }
    }

    private static void add(String line) {
        int equals = line.indexOf('=');
        String name = line.substring(0, equals);
        for (String iana : line.substring(equals + 1).split(" ", -1)) {
            // a Java older or newer than the table may lack a zone
            ianaNamed(iana).ifPresent(zone -> {
                ZONES.putIfAbsent(name.toLowerCase(Locale.ROOT), zone);
                NAMES.put(iana, name);
            });
        }
    }
}
