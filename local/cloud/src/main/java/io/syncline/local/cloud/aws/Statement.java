package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A statement of a policy (IAM user guide, "IAM JSON policy elements").
 *
 * @param sid its name, empty where it has none
 * @param allows true for Allow, false for Deny
 * @param actions patterns with {@code *}, case-insensitive
 * @param resources patterns with {@code *} and {@code ?}
 * @param conditions operator, then key, then values; all of them must hold
 */
public record Statement(
        String sid,
        boolean allows,
        List<Pattern> actions,
        List<Pattern> resources,
        Map<String, Map<String, List<String>>> conditions) {

    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    /**
     * Reads a statement whose intrinsic functions are already evaluated.
     *
     * @throws IllegalArgumentException for an element that is not known here: in a Deny it would allow by being ignored
     */
    static Statement of(JsonNode statement) {
        statement.fieldNames().forEachRemaining(element -> {
            if (!ELEMENTS.contains(element)) {
                throw new IllegalArgumentException("A statement has the element " + element + ", not known here");
            }
        });
        return new Statement(
                statement.path("Sid").asText(""),
                statement.path("Effect").asText().equals("Allow"),
                patterns(statement.path("Action"), Pattern.CASE_INSENSITIVE),
                patterns(statement.path("Resource"), 0),
                conditionsOf(statement.path("Condition")));
    }

    boolean covers(Access access) {
        return matches(actions, access.action())
                && matches(resources, access.resource())
                && conditions.entrySet().stream()
                        .allMatch(operator -> operator.getValue().entrySet().stream()
                                .allMatch(key -> holds(operator.getKey(), key.getKey(), key.getValue(), access)));
    }

    /**
     * An operator that is not known here holds for a Deny and not for an Allow: better a refusal on this machine than a
     * surprise on AWS.
     */
    private boolean holds(String operator, String key, List<String> expected, Access access) {
        List<String> actual = access.context().getOrDefault(key, List.of());
        return switch (operator) {
            // Without a set operator a key has one value on AWS; of several here each has to do.
            case "StringEquals", "ArnEquals" -> !actual.isEmpty() && expected.containsAll(actual);
            case "StringLike", "ArnLike" ->
                !actual.isEmpty() && actual.stream().allMatch(value -> isLike(expected, value));
            case "ForAnyValue:StringEquals" -> actual.stream().anyMatch(expected::contains);
            case "ForAnyValue:StringLike" -> actual.stream().anyMatch(value -> isLike(expected, value));
            case "ForAllValues:StringEquals" -> expected.containsAll(actual);
            case "ForAllValues:StringLike" -> actual.stream().allMatch(value -> isLike(expected, value));
            case "StringNotEquals" -> actual.stream().noneMatch(expected::contains);
            case "Null" -> expected.contains(String.valueOf(actual.isEmpty()));
            default -> !allows;
        };
    }

    private static boolean isLike(List<String> globs, String value) {
        return globs.stream().anyMatch(glob -> pattern(glob, 0).matcher(value).matches());
    }

    private static boolean matches(List<Pattern> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
    }

    private static List<Pattern> patterns(JsonNode values, int flags) {
        return texts(values).stream().map(value -> pattern(value, flags)).toList();
    }

    private static Pattern pattern(String glob, int flags) {
        String quoted = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted, flags);
    }

    private static Map<String, Map<String, List<String>>> conditionsOf(JsonNode condition) {
        Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
        condition.properties().forEach(operator -> {
            Map<String, List<String>> keys = new TreeMap<>();
            operator.getValue().properties().forEach(key -> keys.put(key.getKey(), texts(key.getValue())));
            conditions.put(operator.getKey(), keys);
        });
        return conditions;
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        if (values.isArray()) {
            values.forEach(value -> texts.add(value.asText()));
        } else if (!values.isMissingNode()) {
            texts.add(values.isBoolean() ? values.asText().toLowerCase(Locale.ROOT) : values.asText());
        }
        return texts;
    }
}
