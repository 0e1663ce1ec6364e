package io.syncline.aws.dynamo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update expression under construction. Every attribute goes by a placeholder, because many of DynamoDB's 573
 * reserved words are ordinary names.
 */
final class Change {

    private final Map<String, String> sets = new LinkedHashMap<>();
    private final Map<String, String> removes = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    /** Sets the attributes that the item has, and removes the others of those named. */
    Change become(Item item, List<String> allNames) {
        allNames.forEach(name -> {
            AttributeValue value = item.attributes().get(name);
            if (value == null) {
                remove(name);
            } else {
                set(name, value);
            }
        });
        return this;
    }

    Change set(String name, AttributeValue value) {
        return let(name, value(name + "_new", value));
    }

    /** Sets an attribute to an expression that names attributes by {@code #name}. */
    Change let(String name, String expression) {
        sets.put(name, name(name) + " = " + expression);
        return this;
    }

    /** Sets what stands at a place within an attribute. */
    Change put(String place, String placeholder) {
        sets.put(place, place + " = " + placeholder);
        return this;
    }

    Change remove(String name) {
        removes.put(name, name(name));
        return this;
    }

    /** The placeholder of an attribute. */
    String name(String name) {
        names.put('#' + name, name);
        return '#' + name;
    }

    /** The placeholder of a value. */
    String value(String placeholder, AttributeValue value) {
        values.put(':' + placeholder, value);
        return ':' + placeholder;
    }

    String expression() {
        String set = sets.isEmpty() ? "" : "SET " + String.join(", ", sets.values());
        String remove = removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes.values());
        return set + remove;
    }

    Map<String, String> names() {
        return names;
    }

    Map<String, AttributeValue> values() {
        return values;
    }
}
