package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Request;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the Prefer lines of a request ask for; several lines count as one list.
 *
 * @see <a href="https://learn.microsoft.com/graph/outlook-immutable-id">Immutable ids</a>
 */
final class GraphPreferences {

    private static final Pattern PREFERENCE =
            Pattern.compile("\\s*([A-Za-z.\\-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^,;]*)))?\\s*(?:,|;|$)");

    private final Map<String, String> wanted;

    private GraphPreferences(Map<String, String> wanted) {
        this.wanted = wanted;
    }

    static GraphPreferences of(Request request) {
        var wanted = new LinkedHashMap<String, String>();
        for (var line : request.headers().all("Prefer")) {
            var preference = PREFERENCE.matcher(line);
            while (preference.find()) {
                var quoted = preference.group(2);
                var plain = preference.group(3);
                wanted.put(preference.group(1), quoted != null ? quoted : plain == null ? "" : plain.strip());
            }
        }
        return new GraphPreferences(wanted);
    }

    boolean immutableIds() {
        return "ImmutableId".equalsIgnoreCase(wanted.getOrDefault("IdType", ""));
    }

    boolean textBodies() {
        return "text".equalsIgnoreCase(wanted.getOrDefault("outlook.body-content-type", ""));
    }

    /** The name of the zone in which times are shown. */
    String zoneName() {
        return wanted.getOrDefault("outlook.timezone", "UTC");
    }

    ZoneId zone() {
        return WindowsZones.zone(zoneName())
                .orElseThrow(() -> GraphError.of(
                        400, "TimeZoneNotSupportedException", "The time zone '" + zoneName() + "' is not supported."));
    }

    int pageSize() {
        var text = wanted.getOrDefault("odata.maxpagesize", "10");
        return text.matches("\\d{1,6}") ? Math.clamp(Integer.parseInt(text), 1, 1_000) : 10;
    }

    Answer applied(Answer answer) {
        return header().map(value -> answer.with("Preference-Applied", value)).orElse(answer);
    }

    private Optional<String> header() {
        List<String> applied = new ArrayList<>();
        wanted.forEach((name, value) -> applied.add(name + "=\"" + value + "\""));
        return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
    }
}
