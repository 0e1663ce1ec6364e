package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Graph's recurrence, a pattern and a range, checked and with every field as Graph gives it back; and the RRULE that
 * gives the same occurrences. A day that a month does not have is its last day here, unlike in RFC 5545.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/recurrencepattern">recurrencePattern</a>
 * @see <a href="https://learn.microsoft.com/graph/api/resources/recurrencerange">recurrenceRange</a>
 */
final class GraphPattern {

    static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    static final List<String> CODES = List.of("SU", "MO", "TU", "WE", "TH", "FR", "SA");
    static final List<String> INDEXES = List.of("first", "second", "third", "fourth", "last");

    private static final Map<String, String> FREQUENCIES = Map.of(
            "daily", "DAILY",
            "weekly", "WEEKLY",
            "absoluteMonthly", "MONTHLY",
            "relativeMonthly", "MONTHLY",
            "absoluteYearly", "YEARLY",
            "relativeYearly", "YEARLY");
    private static final int LARGEST_INTERVAL = 999;
    private static final int MOST_OCCURRENCES = 999;

    private GraphPattern() {}

    /**
     * What was sent, checked and completed.
     *
     * @param start the day on which the series begins
     * @param zoneName the zone that the range names
     * @throws Refusal with 400, as Graph refuses it
     */
    static ObjectNode checked(JsonNode sent, LocalDate start, String zoneName) {
        var json = Json.object();
        json.set("pattern", pattern(sent.path("pattern")));
        json.set("range", range(sent.path("range"), start, zoneName));
        return json;
    }

    /** The day on which the range of a sent recurrence begins. */
    static LocalDate startDate(JsonNode sent, LocalDate otherwise) {
        return Json.text(sent.path("range"), "startDate")
                .map(GraphPattern::date)
                .orElse(otherwise);
    }

    private static ObjectNode pattern(JsonNode sent) {
        var type = oneOf(sent, "type", List.copyOf(FREQUENCIES.keySet()), "");
        int interval = sent.path("interval").asInt(1);
        if (interval < 1 || interval > LARGEST_INTERVAL) {
            throw GraphError.invalid("The interval of a recurrence lies between 1 and " + LARGEST_INTERVAL + ".");
        }
        var json = Json.object()
                .put("type", type)
                .put("interval", interval)
                .put("month", type.endsWith("Yearly") ? number(sent, "month", 12) : 0)
                .put("dayOfMonth", type.startsWith("absolute") ? number(sent, "dayOfMonth", 31) : 0);
        var days = json.putArray("daysOfWeek");
        if (type.equals("weekly") || type.startsWith("relative")) {
            days(sent).forEach(days::add);
        }
        return json.put("firstDayOfWeek", oneOf(sent, "firstDayOfWeek", DAYS, "sunday"))
                .put("index", oneOf(sent, "index", INDEXES, "first"));
    }

    private static List<String> days(JsonNode sent) {
        var days = new ArrayList<String>();
        for (var day : sent.path("daysOfWeek")) {
            var name = day.asText().toLowerCase(Locale.ROOT);
            if (!DAYS.contains(name)) {
                throw unreadable(day.asText());
            }
            if (!days.contains(name)) {
                days.add(name);
            }
        }
        if (days.isEmpty()) {
            throw GraphError.invalid("The recurrence pattern needs daysOfWeek.");
        }
        return days;
    }

    private static ObjectNode range(JsonNode sent, LocalDate start, String zoneName) {
        var type = oneOf(sent, "type", List.of("endDate", "noEnd", "numbered"), "");
        var begins = Json.text(sent, "startDate").map(GraphPattern::date).orElse(start);
        if (!begins.equals(start)) {
            throw GraphError.invalid("The startDate of the recurrence range must be the day of the event's start.");
        }
        return Json.object()
                .put("type", type)
                .put("startDate", start.toString())
                .put("endDate", type.equals("endDate") ? endDate(sent, start) : "0001-01-01")
                .put("recurrenceTimeZone", zoneName)
                .put(
                        "numberOfOccurrences",
                        type.equals("numbered") ? number(sent, "numberOfOccurrences", MOST_OCCURRENCES) : 0);
    }

    private static String endDate(JsonNode sent, LocalDate start) {
        var end = Json.text(sent, "endDate")
                .map(GraphPattern::date)
                .orElseThrow(() -> GraphError.invalid("The recurrence range needs an endDate."));
        if (end.isBefore(start)) {
            throw GraphError.of(
                    400,
                    "ErrorCalendarEndDateIsEarlierThanStartDate",
                    "The end of the recurrence range is earlier than its start.");
        }
        return end.toString();
    }

    /** The RRULE of a checked recurrence. */
    static List<String> lines(JsonNode checked) {
        var pattern = checked.path("pattern");
        var type = pattern.path("type").asText();
        var rule = new StringBuilder("RRULE:FREQ=")
                .append(FREQUENCIES.get(type))
                .append(";INTERVAL=")
                .append(pattern.path("interval").asInt());
        if (type.endsWith("Yearly")) {
            rule.append(";BYMONTH=").append(pattern.path("month").asInt());
        }
        if (type.startsWith("absolute")) {
            rule.append(monthDays(pattern.path("dayOfMonth").asInt()));
        }
        if (!pattern.path("daysOfWeek").isEmpty()) {
            rule.append(";BYDAY=").append(codes(pattern.path("daysOfWeek")));
        }
        if (type.startsWith("relative")) {
            int index = INDEXES.indexOf(pattern.path("index").asText());
            rule.append(";BYSETPOS=").append(index == 4 ? -1 : index + 1);
        }
        if (type.equals("weekly")) {
            rule.append(";WKST=")
                    .append(CODES.get(
                            DAYS.indexOf(pattern.path("firstDayOfWeek").asText())));
        }
        return List.of(rule.append(bound(checked.path("range"))).toString());
    }

    private static String monthDays(int day) {
        return switch (day) {
            case 29 -> ";BYMONTHDAY=28,29;BYSETPOS=-1";
            case 30 -> ";BYMONTHDAY=28,29,30;BYSETPOS=-1";
            case 31 -> ";BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
            default -> ";BYMONTHDAY=" + day;
        };
    }

    private static String codes(JsonNode days) {
        var codes = new ArrayList<String>();
        days.forEach(day -> codes.add(CODES.get(DAYS.indexOf(day.asText()))));
        return String.join(",", codes);
    }

    private static String bound(JsonNode range) {
        return switch (range.path("type").asText()) {
            case "numbered" -> ";COUNT=" + range.path("numberOfOccurrences").asInt();
            case "endDate" -> ";UNTIL=" + range.path("endDate").asText().replace("-", "");
            default -> "";
        };
    }

    private static int number(JsonNode json, String field, int most) {
        int number = json.path(field).asInt(0);
        if (number < 1 || number > most) {
            throw GraphError.invalid("The field " + field + " of a recurrence lies between 1 and " + most + ".");
        }
        return number;
    }

    private static String oneOf(JsonNode json, String field, List<String> words, String otherwise) {
        var word = Json.text(json, field).orElse(otherwise);
        if (word.isEmpty()) {
            throw GraphError.invalid("The field " + field + " of a recurrence is missing.");
        }
        return words.stream().filter(word::equalsIgnoreCase).findFirst().orElseThrow(() -> unreadable(word));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            var answer = GraphError.of(
                            400,
                            "RequestBodyRead",
                            "Cannot convert the literal '" + text + "' to the expected type 'Edm.Date'.")
                    .answer();
            throw new Refusal(answer, malformed);
        }
    }

    private static Refusal unreadable(String word) {
        return GraphError.of(400, "RequestBodyRead", "Requested value '" + word + "' was not found.");
    }
}
