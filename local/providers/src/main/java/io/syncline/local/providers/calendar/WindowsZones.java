package io.syncline.local.providers.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Zone names as Outlook takes and gives them: Windows names and IANA names in, Windows names out.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/datetimetimezone">dateTimeTimeZone</a>
 * @see <a href="https://cldr.unicode.org/translation/timezones">CLDR windowsZones</a>
 */
public final class WindowsZones {

    /** What Outlook shows for a zone that it has no name for. */
    public static final String CUSTOM = "tzone://Microsoft/Custom";

    /** Kept, because the platform copies its set for every question. */
    private static final Set<String> IANA_NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private static final Map<String, ZoneId> BY_WINDOWS_NAME = new HashMap<>();
    private static final Map<String, String> BY_IANA_NAME = new HashMap<>();

    static {
        load();
    }

    private WindowsZones() {}

    /** The zone of a Windows or IANA name; empty for a name that nobody knows. */
    public static Optional<ZoneId> zone(String name) {
        if (name.equals("tzone://Microsoft/Utc")) {
            return Optional.of(ZoneId.of("UTC"));
        }
        return Optional.ofNullable(BY_WINDOWS_NAME.get(name)).or(() -> ianaZone(name));
    }

    /** The zone of an IANA name; empty for a name that nobody knows. */
    public static Optional<ZoneId> ianaZone(String name) {
        return IANA_NAMES.contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }

    /** The Windows name, which stands for many IANA names: the way back is lossy. */
    public static String windowsName(ZoneId zone) {
        return BY_IANA_NAME.getOrDefault(zone.getId(), CUSTOM);
    }

    private static void load() {
        var table = new Properties();
        var path = "/io/syncline/local/providers/calendar/windows-zones.properties";
        try (var in = WindowsZones.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + path + " is missing.");
            }
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        table.stringPropertyNames()
                .forEach(name -> learn(name, table.getProperty(name).split(" ", -1)));
    }

    private static void learn(String windowsName, String[] ianaNames) {
        for (var iana : ianaNames) {
            if (IANA_NAMES.contains(iana)) {
                BY_WINDOWS_NAME.putIfAbsent(windowsName, ZoneId.of(iana));
                BY_IANA_NAME.put(iana, windowsName);
            }
        }
    }
}
