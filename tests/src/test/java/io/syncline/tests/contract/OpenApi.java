package io.syncline.tests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.tests.company.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code docs/openapi.yaml}, to hold answers against. */
public final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    public static OpenApi read() {
        Path home = LocalSettings.defaults().template().toAbsolutePath();
        try {
            return new OpenApi(YAML.readTree(
                    home.resolveSibling("docs").resolve("openapi.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("The document of the API cannot be read", e);
        }
    }

    /** Every method with its path, such as {@code PUT /v1/jobs/{jobId}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            path.getValue().fieldNames().forEachRemaining(member -> {
                if (METHODS.contains(member)) {
                    operations.add(member.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                }
            });
        }
        return operations;
    }

    /** The operations that need nobody signed in. */
    Set<String> open() {
        Set<String> open = new TreeSet<>(operations());
        open.removeIf(operation -> {
            JsonNode security = operation(operation).path("security");
            return !security.isArray() || !security.isEmpty();
        });
        return open;
    }

    Set<String> problemTypes() {
        Set<String> types = new TreeSet<>();
        document.at("/components/schemas/Problem/properties/type/enum").forEach(type -> types.add(type.asText()));
        return types;
    }

    /** What is wrong with an answer to an operation; nothing where it is as the document says. */
    List<String> faults(String operation, Answer answer) {
        JsonNode responses = operation(operation).path("responses");
        JsonNode response = resolved(
                responses.has(String.valueOf(answer.status()))
                        ? responses.path(String.valueOf(answer.status()))
                        : responses.path("default"));
        if (response.isMissingNode()) {
            return List.of(operation + " answers with an undocumented " + answer.status());
        }
        String type = answer.header("content-type").replaceFirst(";.*", "");
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of(operation + " has a body that is not documented");
        }
        if (!content.has(type)) {
            return List.of(operation + " answers as " + type + ", documented is " + content);
        }
        if (!type.contains("json") || type.equals("application/jsonl")) {
            return List.of(); // text, of which the document says no more
        }
        return against(content.path(type).path("schema"), answer.body()).stream()
                .map(error -> operation + " " + answer.status() + ": " + error)
                .toList();
    }

    private List<Error> against(JsonNode schema, String body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        Schema compiled = schemas.getSchema(whole.toString(), InputFormat.JSON);
        return compiled.validate(
                body,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private JsonNode operation(String operation) {
        int space = operation.indexOf(' ');
        String path = operation.substring(space + 1);
        return document.path("paths")
                .path(path)
                .path(operation.substring(0, space).toLowerCase(java.util.Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
