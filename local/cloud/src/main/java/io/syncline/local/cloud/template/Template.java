package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The template as written: parameters, conditions and resources, nothing evaluated. */
public final class Template {

    private final JsonNode document;

    private Template(JsonNode document) {
        this.document = document;
    }

    /** Reads a template file; a file that is missing or is no YAML is told in one sentence. */
    public static Template read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " cannot be read", e);
        }
    }

    public static Template parse(String text) {
        return new Template(TemplateYaml.read(text));
    }

    /** All resources in the order of the file. */
    public List<Resource> resources() {
        return document.path("Resources").properties().stream()
                .map(entry -> resourceOf(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The resources of one type, in the order of the file. */
    public List<Resource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    public Optional<Resource> resource(String id) {
        JsonNode declared = document.path("Resources").path(id);
        return declared.isMissingNode() ? Optional.empty() : Optional.of(resourceOf(id, declared));
    }

    /** Names and defaults of the parameters; a parameter without default has an empty one. */
    public Map<String, String> parameterDefaults() {
        Map<String, String> defaults = new TreeMap<>();
        document.path("Parameters")
                .properties()
                .forEach(entry -> defaults.put(
                        entry.getKey(), entry.getValue().path("Default").asText("")));
        return defaults;
    }

    JsonNode condition(String name) {
        JsonNode condition = document.path("Conditions").path(name);
        if (condition.isMissingNode()) {
            throw new IllegalArgumentException("The template has no condition " + name);
        }
        return condition;
    }

    /** A function's properties lie over {@code Globals.Function}: maps are merged, the rest is replaced (SAM). */
    private Resource resourceOf(String id, JsonNode declared) {
        String type = declared.path("Type").asText();
        JsonNode properties = declared.path("Properties");
        if (!type.equals("AWS::Serverless::Function")) {
            return new Resource(id, type, properties);
        }
        return new Resource(id, type, merged(document.path("Globals").path("Function"), properties));
    }

    private static JsonNode merged(JsonNode globals, JsonNode own) {
        if (!globals.isObject() || !own.isObject()) {
            return own instanceof MissingNode ? globals : own;
        }
        ObjectNode both = globals.deepCopy();
        own.properties()
                .forEach(entry -> both.set(entry.getKey(), merged(globals.path(entry.getKey()), entry.getValue())));
        return both;
    }
}
