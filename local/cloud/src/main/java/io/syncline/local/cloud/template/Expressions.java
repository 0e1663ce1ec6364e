package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Evaluates the intrinsic functions of a template: {@code Ref}, {@code GetAtt}, {@code Sub}, {@code Join},
 * {@code Select}, {@code Split}, {@code If} and the conditions' {@code Equals}, {@code Not}, {@code And}, {@code Or}
 * (AWS CloudFormation user guide, "Intrinsic function reference"). Anything else is refused by name.
 */
public final class Expressions {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonNode NO_VALUE = TextNode.valueOf("AWS::NoValue");

    private final Template template;
    private final Map<String, String> parameters;
    private final ResourceNames names;

    /** @param parameters values for all parameters and pseudo parameters such as {@code AWS::Region} */
    public Expressions(Template template, Map<String, String> parameters, ResourceNames names) {
        this.template = template;
        this.parameters = Map.copyOf(parameters);
        this.names = names;
    }

    /** The node with every intrinsic function replaced by its value; {@code AWS::NoValue} drops its member. */
    public JsonNode evaluate(JsonNode node) {
        if (node.isArray()) {
            return evaluateAll(node);
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            String name = node.fieldNames().next();
            boolean named = name.equals("Condition") && node.path(name).isTextual();
            if (named || name.equals("Ref") || name.startsWith("Fn::")) {
                return call(name, node.path(name));
            }
        }
        ObjectNode evaluated = NODES.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = evaluate(entry.getValue());
            if (!NO_VALUE.equals(value)) {
                evaluated.set(entry.getKey(), value);
            }
        });
        return evaluated;
    }

    public String text(JsonNode node) {
        return evaluate(node).asText();
    }

    private ArrayNode evaluateAll(JsonNode nodes) {
        ArrayNode evaluated = NODES.arrayNode();
        for (JsonNode node : nodes) {
            JsonNode value = evaluate(node);
            if (!NO_VALUE.equals(value)) {
                evaluated.add(value);
            }
        }
        return evaluated;
    }

    private JsonNode call(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> reference(argument.asText());
            case "Condition" -> evaluate(template.condition(argument.asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(
                        attribute(argument.path(0).asText(), argument.path(1).asText()));
            case "Fn::Sub" -> TextNode.valueOf(substituted(argument));
            case "Fn::Join" -> TextNode.valueOf(String.join(text(argument.path(0)), texts(evaluate(argument.path(1)))));
            case "Fn::Select" ->
                evaluate(argument.path(1)).path(argument.path(0).asInt());
            case "Fn::Split" -> split(text(argument.path(0)), text(argument.path(1)));
            case "Fn::If" ->
                evaluate(holds(template.condition(argument.path(0).asText())) ? argument.path(1) : argument.path(2));
            case "Fn::Equals" -> BooleanNode.valueOf(evaluate(argument.path(0)).equals(evaluate(argument.path(1))));
            case "Fn::Not" -> BooleanNode.valueOf(!holds(argument.path(0)));
            case "Fn::And" -> BooleanNode.valueOf(elements(argument).stream().allMatch(this::holds));
            case "Fn::Or" -> BooleanNode.valueOf(elements(argument).stream().anyMatch(this::holds));
            default -> throw new IllegalArgumentException("The template uses " + name + ", which is not known here");
        };
    }

    private boolean holds(JsonNode condition) {
        return evaluate(condition).asBoolean();
    }

    private JsonNode reference(String id) {
        if (id.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        String value = parameters.get(id);
        return TextNode.valueOf(value == null ? names.reference(declared(id)) : value);
    }

    private String attribute(String id, String attribute) {
        return names.attribute(declared(id), attribute);
    }

    private Resource declared(String id) {
        return template.resource(id)
                .orElseThrow(() -> new IllegalArgumentException("The template has no resource or parameter " + id));
    }

    private String substituted(JsonNode argument) {
        Map<String, String> locals = new HashMap<>();
        argument.path(1).properties().forEach(entry -> locals.put(entry.getKey(), text(entry.getValue())));
        String pattern = argument.isArray() ? argument.path(0).asText() : argument.asText();
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(placeholder(match.group(1), locals)));
    }

    private String placeholder(String name, Map<String, String> locals) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        String local = locals.get(name);
        if (local != null) {
            return local;
        }
        int dot = name.indexOf('.');
        return dot < 0 ? reference(name).asText() : attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    private static JsonNode split(String separator, String text) {
        ArrayNode parts = NODES.arrayNode();
        for (String part : text.split(Pattern.quote(separator), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static List<String> texts(JsonNode nodes) {
        return elements(nodes).stream()
                .filter(node -> !(node instanceof NullNode))
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    private static List<JsonNode> elements(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false).toList();
    }
}
