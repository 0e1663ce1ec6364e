package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The pattern that an Outlook user would choose for an RRULE; what no pattern says is refused with its reason. */
final class OutlookRule {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final Pattern DAY = Pattern.compile("([+-]?\\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)");
    private static final Map<String, Integer> LAST_DAYS = Map.of(
            "28,29", 29,
            "28,29,30", 30,
            "28,29,30,31", 31);
    private static final Set<String> KNOWN =
            Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST");

    private final Map<String, String> parts;
    private final LocalDateTime start;
    private final ZoneId zone;
    private final ObjectNode pattern = Json.object();

    private OutlookRule(Map<String, String> parts, LocalDateTime start, ZoneId zone) {
        this.parts = parts;
        this.start = start;
        this.zone = zone;
    }

    /**
     * The recurrence of a series.
     *
     * @throws IllegalArgumentException when a pattern cannot say it
     */
    static ObjectNode recurrence(List<String> lines, LocalDateTime start, ZoneId zone) {
        if (lines.size() != 1 || !lines.getFirst().toUpperCase(Locale.ROOT).startsWith("RRULE:")) {
            throw cannot("a series has exactly one RRULE, and neither RDATE nor EXDATE nor EXRULE");
        }
        return new OutlookRule(parts(lines.getFirst().substring(6)), start, zone).recurrence();
    }

    private ObjectNode recurrence() {
        parts.keySet().stream()
                .filter(part -> !KNOWN.contains(part))
                .findFirst()
                .ifPresent(part -> {
                    throw cannot("there is no " + part);
                });
        pattern.put("interval", Integer.parseInt(parts.getOrDefault("INTERVAL", "1")));
        pattern.put("firstDayOfWeek", dayName(parts.getOrDefault("WKST", "MO")));
        switch (frequency()) {
            case "DAILY" -> daily();
            case "WEEKLY" -> weekly();
            case "MONTHLY" -> monthly();
            case "YEARLY" -> yearly();
            default -> throw cannot("there is no FREQ=" + frequency());
        }
        var json = Json.object();
        json.set("pattern", pattern);
        json.set("range", range());
        return json;
    }

    private String frequency() {
        return parts.getOrDefault("FREQ", "");
    }

    private void daily() {
        refuse("BYMONTH", "BYMONTHDAY", "BYSETPOS");
        if (!parts.containsKey("BYDAY")) {
            pattern.put("type", "daily");
            return;
        }
        if (pattern.path("interval").asInt() != 1) {
            throw cannot("every few days and only on some weekdays is no pattern");
        }
        weekly();
    }

    private void weekly() {
        refuse("BYMONTH", "BYMONTHDAY", "BYSETPOS");
        pattern.put("type", "weekly");
        var days = pattern.putArray("daysOfWeek");
        for (var day : days(weekday(start.toLocalDate()))) {
            if (day.number.isPresent()) {
                throw cannot("a week has no second Monday");
            }
            days.add(day.name);
        }
    }

    private void monthly() {
        refuse("BYMONTH");
        if (parts.containsKey("BYDAY")) {
            relative("relativeMonthly");
        } else {
            pattern.put("type", "absoluteMonthly").put("dayOfMonth", dayOfMonth());
        }
    }

    private void yearly() {
        pattern.put("month", month());
        if (!parts.containsKey("BYDAY")) {
            pattern.put("type", "absoluteYearly").put("dayOfMonth", dayOfMonth());
            return;
        }
        if (!parts.containsKey("BYMONTH")) {
            throw cannot("weekdays of a year need a month");
        }
        relative("relativeYearly");
    }

    private void relative(String type) {
        refuse("BYMONTHDAY");
        var days = days("");
        var position = Optional.ofNullable(parts.get("BYSETPOS"));
        if (position.isEmpty() && days.size() > 1) {
            throw cannot("several weekdays of a month need one BYSETPOS");
        }
        if (position.isPresent() && days.stream().anyMatch(day -> day.number.isPresent())) {
            throw cannot("numbered weekdays with BYSETPOS are no pattern");
        }
        var number =
                position.or(() -> days.getFirst().number).orElseThrow(() -> cannot("every such weekday of a month"));
        pattern.put("type", type).put("index", index(number));
        var names = pattern.putArray("daysOfWeek");
        days.forEach(day -> names.add(day.name));
    }

    /** Outlook takes the last day of a month that is too short, so that only some days mean the same here and there. */
    private int dayOfMonth() {
        var days = Optional.ofNullable(parts.get("BYMONTHDAY"));
        var last = days.filter(LAST_DAYS::containsKey)
                .filter(list -> parts.getOrDefault("BYSETPOS", "").equals("-1"))
                .map(LAST_DAYS::get);
        if (last.isPresent()) {
            return last.get();
        }
        refuse("BYSETPOS");
        if (days.filter("-1"::equals).isPresent()) {
            return 31;
        }
        int day = single("BYMONTHDAY", start.getDayOfMonth());
        int always = frequency().equals("YEARLY") ? Month.of(month()).minLength() : 28;
        if (day < 1 || day > always) {
            throw cannot("day " + day + " is not left out where a month is shorter");
        }
        return day;
    }

    private int month() {
        int month = single("BYMONTH", start.getMonthValue());
        if (month < 1 || month > 12) {
            throw cannot("there is no month " + month);
        }
        return month;
    }

    private ObjectNode range() {
        var range = Json.object().put("startDate", start.toLocalDate().toString());
        if (parts.containsKey("COUNT")) {
            return range.put("type", "numbered").put("numberOfOccurrences", single("COUNT", 1));
        }
        if (parts.containsKey("UNTIL")) {
            return range.put("type", "endDate")
                    .put("endDate", lastDay(parts.getOrDefault("UNTIL", "")).toString());
        }
        return range.put("type", "noEnd");
    }

    private LocalDate lastDay(String until) {
        if (until.length() == 8) {
            return LocalDate.parse(until, DateTimeFormatter.BASIC_ISO_DATE);
        }
        var time = LocalDateTime.parse(until.replace("Z", ""), TIME);
        var wall = until.endsWith("Z")
                ? time.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime()
                : time;
        return wall.toLocalTime().isBefore(start.toLocalTime())
                ? wall.toLocalDate().minusDays(1)
                : wall.toLocalDate();
    }

    private int single(String part, int otherwise) {
        var value = Optional.ofNullable(parts.get(part));
        if (value.filter(list -> list.contains(",")).isPresent()) {
            throw cannot("there can be only one " + part);
        }
        return value.map(Integer::parseInt).orElse(otherwise);
    }

    private List<Day> days(String otherwise) {
        var days = new ArrayList<Day>();
        for (var text : parts.getOrDefault("BYDAY", otherwise).split(",", -1)) {
            var day = DAY.matcher(text);
            if (!day.matches()) {
                throw cannot("'" + text + "' is no weekday");
            }
            days.add(new Day(Optional.ofNullable(day.group(1)), dayName(day.group(2))));
        }
        return days;
    }

    private void refuse(String... names) {
        for (var name : names) {
            if (parts.containsKey(name)) {
                throw cannot("there is no " + name + " with FREQ=" + frequency());
            }
        }
    }

    private static String index(String number) {
        return switch (number.replace("+", "")) {
            case "1" -> "first";
            case "2" -> "second";
            case "3" -> "third";
            case "4" -> "fourth";
            case "-1" -> "last";
            default -> throw cannot("there is only first to fourth and last, not " + number);
        };
    }

    private static String weekday(LocalDate date) {
        var day = date.getDayOfWeek();
        return GraphPattern.CODES.get(day == DayOfWeek.SUNDAY ? 0 : day.getValue());
    }

    private static String dayName(String code) {
        int at = GraphPattern.CODES.indexOf(code);
        if (at < 0) {
            throw cannot("'" + code + "' is no weekday");
        }
        return GraphPattern.DAYS.get(at);
    }

    private static Map<String, String> parts(String rule) {
        var parts = new LinkedHashMap<String, String>();
        for (var part : rule.toUpperCase(Locale.ROOT).split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return parts;
    }

    private static IllegalArgumentException cannot(String reason) {
        return new IllegalArgumentException("Outlook has no pattern for this series: " + reason + ".");
    }

    private record Day(Optional<String> number, String name) {}
}
