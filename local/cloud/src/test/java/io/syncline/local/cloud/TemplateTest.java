package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.syncline.local.cloud.http.Routes;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import io.syncline.local.cloud.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a deployment to AWS would stumble over, found without one. */
class TemplateTest {

    private static final Path HOME =
            LocalSettings.defaults().template().toAbsolutePath().getParent();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> TAGGED_BY_LIST = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::SQS::Queue",
            "AWS::KMS::Key",
            "AWS::SecretsManager::Secret",
            "AWS::Events::EventBus",
            "AWS::S3::Bucket",
            "AWS::CloudFront::Distribution",
            "AWS::Logs::LogGroup");

    private final Template template = Template.read(HOME.resolve("template.yaml"));
    private final Stack stack = new Stack(
            template,
            Map.of("PublicOrigin", "https://cal.example.org", "OidcIssuer", "https://login.example.org/tenant"),
            "http://localhost:1");
    private final Declared declared = new Declared(stack);

    @Test
    void every_expression_of_the_template_refers_to_something_that_exists() {
        for (Resource resource : template.resources()) {
            assertThat(stack.evaluate(resource.properties()).toString()).doesNotContain("\"Fn::");
        }
    }

    @Test
    void every_queue_has_a_dead_letter_queue_of_its_kind_or_is_one() {
        Set<String> deadLetters = stack.resources("AWS::SQS::Queue").stream()
                .map(queue -> stack.property(queue, "RedrivePolicy")
                        .path("deadLetterTargetArn")
                        .asText(""))
                .filter(arn -> !arn.isEmpty())
                .collect(Collectors.toSet());

        for (Resource queue : stack.resources("AWS::SQS::Queue")) {
            JsonNode redrive = stack.property(queue, "RedrivePolicy");
            if (redrive.isMissingNode()) {
                assertThat(deadLetters).as(queue.id()).contains(stack.attribute(queue, "Arn"));
                continue;
            }
            Resource target =
                    stack.withArn(redrive.path("deadLetterTargetArn").asText()).orElseThrow();
            assertThat(target.properties().path("FifoQueue"))
                    .isEqualTo(queue.properties().path("FifoQueue"));
            assertThat(redrive.path("maxReceiveCount").asInt()).as(queue.id()).isEqualTo(5);
        }
    }

    @Test
    void a_message_stays_invisible_longer_than_its_function_may_run() {
        assertThat(declared.queueSources()).isNotEmpty();
        for (var source : declared.queueSources()) {
            Resource queue = stack.withArn(source.queueArn()).orElseThrow();
            int timeout = function(source.function()).path("Timeout").asInt();

            assertThat(stack.property(queue, "VisibilityTimeout").asInt())
                    .as(queue.id())
                    .isGreaterThanOrEqualTo(timeout);
            assertThat(source.partial()).as(source.function()).isTrue();
        }
    }

    @Test
    void every_function_has_its_folder_its_zip_and_a_handler_in_its_own_package() {
        for (Resource function : declared.functions()) {
            String name = Declared.name(function);
            assertThat(HOME.resolve("functions").resolve(name)).isDirectory();
            assertThat(function.properties().path("CodeUri").asText())
                    .isEqualTo("functions/" + name + "/target/" + name + ".zip");
            assertThat(function.properties().path("Handler").asText())
                    .startsWith("io.syncline." + name.replace("-", "") + ".");
            assertThat(stack.property(function, "Runtime").asText()).isEqualTo("java25");
            assertThat(stack.property(function, "SnapStart").path("ApplyOn").asText())
                    .isEqualTo("PublishedVersions");
        }
    }

    @Test
    void every_folder_of_a_function_is_declared() throws IOException {
        try (var folders = Files.list(HOME.resolve("functions"))) {
            Set<String> named = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());

            assertThat(declared.functions()).extracting(Declared::name).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void every_variable_has_a_value_and_a_large_letter_name() {
        for (Resource function : declared.functions()) {
            JsonNode variables = stack.property(function, "Environment").path("Variables");
            variables.properties().forEach(variable -> {
                assertThat(variable.getKey()).matches("[A-Z][A-Z0-9_]*");
                assertThat(variable.getValue().asText())
                        .as(function.id() + " " + variable.getKey())
                        .isNotBlank();
            });
        }
    }

    @Test
    void every_route_of_the_contract_has_a_function_and_every_route_is_in_the_contract() throws IOException {
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(HOME.resolve("docs/openapi.yaml").toFile());
        Set<String> promised = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        String key = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                        promised.add(key);
                        JsonNode security = operation.getValue().path("security");
                        if (security.isArray() && security.isEmpty()) {
                            open.add(key);
                        }
                    }
                }));

        assertThat(declared.routes().stream().map(TemplateTest::key)).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(declared.routes().stream().filter(route -> !route.signedIn()).map(TemplateTest::key))
                .containsExactlyInAnyOrderElementsOf(open);
    }

    @Test
    void the_distribution_sends_whatever_begins_like_a_route_to_the_api() {
        JsonNode distribution = stack.resources("AWS::CloudFront::Distribution").stream()
                .map(resource -> stack.property(resource, "DistributionConfig"))
                .findFirst()
                .orElseThrow();
        Set<String> forwarded = new TreeSet<>();
        distribution.path("CacheBehaviors").forEach(behaviour -> {
            assertThat(behaviour.path("AllowedMethods").toString()).contains("POST");
            forwarded.add(behaviour.path("PathPattern").asText());
        });

        assertThat(declared.routes())
                .extracting(route -> "/" + route.path().split("/", -1)[1] + "/*")
                .allSatisfy(beginning -> assertThat(forwarded).contains(beginning));
    }

    @Test
    void no_role_may_do_everything_anywhere() {
        for (Resource function : declared.functions()) {
            List<JsonNode> statements = new ArrayList<>();
            declared.policies(function)
                    .forEach(policy -> policy.path("Statement").forEach(statements::add));
            assertThat(statements).as(function.id()).isNotEmpty();
            for (JsonNode statement : statements) {
                assertThat(statement.path("Action").toString()).doesNotContain("*");
                assertThat(statement.path("Resource").toString()).contains("arn:aws:");
                for (String resource : resourcesOf(statement)) {
                    assertThat(withoutObjects(resource)).doesNotContain("*");
                }
            }
        }
    }

    @Test
    void no_role_can_update_or_delete_an_entry_of_the_trail() {
        String trail = stack.attribute(
                stack.resources("AWS::DynamoDB::Table").stream()
                        .filter(table -> table.id().equals("AuditTable"))
                        .findFirst()
                        .orElseThrow(),
                "Arn");
        for (Resource function : declared.functions()) {
            for (JsonNode policy : declared.policies(function)) {
                for (JsonNode statement : policy.path("Statement")) {
                    if (resourcesOf(statement).stream().anyMatch(arn -> arn.startsWith(trail))) {
                        assertThat(statement.path("Action").toString())
                                .as(function.id())
                                .isIn("\"dynamodb:Query\"", "[\"dynamodb:Query\",\"dynamodb:PutItem\"]");
                    }
                }
            }
        }
    }

    @Test
    void a_function_has_permissions_only_on_what_its_environment_names() {
        for (Resource function : declared.functions()) {
            String environment = stack.property(function, "Environment").toString();
            for (JsonNode policy : declared.policies(function)) {
                for (JsonNode statement : policy.path("Statement")) {
                    for (String resource : resourcesOf(statement)) {
                        assertThat(environment).as(function.id()).contains(stack.reference(declared(resource)));
                    }
                }
            }
        }
    }

    @Test
    void an_index_that_a_role_names_exists() {
        for (Resource function : declared.functions()) {
            for (JsonNode policy : declared.policies(function)) {
                for (JsonNode statement : policy.path("Statement")) {
                    resourcesOf(statement).stream()
                            .filter(arn -> arn.contains("/index/"))
                            .forEach(this::assertIndexExists);
                }
            }
        }
    }

    private void assertIndexExists(String arn) {
        int index = arn.indexOf("/index/");
        Resource table = stack.withArn(arn.substring(0, index)).orElseThrow();
        assertThat(stack.property(table, "GlobalSecondaryIndexes").findValuesAsText("IndexName"))
                .contains(arn.substring(index + "/index/".length()));
    }

    @Test
    void a_bucket_with_object_lock_keeps_versions_and_has_a_retention_that_nobody_can_shorten() {
        for (Resource bucket : stack.resources("AWS::S3::Bucket")) {
            if (stack.property(bucket, "ObjectLockEnabled").asBoolean()) {
                JsonNode retention = stack.property(bucket, "ObjectLockConfiguration")
                        .path("Rule")
                        .path("DefaultRetention");
                assertThat(stack.property(bucket, "VersioningConfiguration")
                                .path("Status")
                                .asText())
                        .as(bucket.id())
                        .isEqualTo("Enabled");
                assertThat(retention.path("Mode").asText()).as(bucket.id()).isEqualTo("COMPLIANCE");
                assertThat(retention.path("Days").asInt(retention.path("Years").asInt()))
                        .as(bucket.id())
                        .isPositive();
            }
        }
    }

    @Test
    void what_can_carry_a_tag_carries_one() {
        for (Resource resource : template.resources()) {
            if (TAGGED_BY_LIST.contains(resource.type())) {
                assertThat(stack.property(resource, "Tags").toString())
                        .as(resource.id())
                        .contains("\"application\"", "\"syncline\"");
            }
        }
        assertThat(declared.functions())
                .allSatisfy(function -> assertThat(stack.property(function, "Tags")
                                .path("application")
                                .asText())
                        .isEqualTo("syncline"));
    }

    @Test
    void the_pages_may_talk_to_their_origin_and_the_issuer_and_run_no_inline_script() {
        String policy = declared.securityHeaders().get("Content-Security-Policy");

        assertThat(policy).contains("script-src 'self';", "connect-src 'self' https://login.example.org");
    }

    @Test
    void secrets_are_no_plain_parameters() {
        for (String name : List.of("GoogleClientSecret", "MicrosoftClientSecret")) {
            assertThat(template.parameterDefaults()).containsEntry(name, "");
        }
        for (Resource function : declared.functions()) {
            assertThat(stack.property(function, "Environment").toString()).doesNotContain("ClientSecret");
        }
    }

    private static List<String> resourcesOf(JsonNode statement) {
        JsonNode resource = statement.path("Resource");
        List<String> resources = new ArrayList<>();
        if (resource.isArray()) {
            resource.forEach(one -> resources.add(one.asText()));
        } else {
            resources.add(resource.asText());
        }
        return resources;
    }

    /** The objects of a bucket, or those below a prefix in it, have no names that a template could know. */
    private static String withoutObjects(String arn) {
        return arn.startsWith("arn:aws:s3:::") ? arn.replaceFirst("/[^*]*\\*$", "") : arn;
    }

    private Resource declared(String resource) {
        String arn = withoutObjects(resource).replaceFirst("/index/.*", "");
        return stack.withArn(arn)
                .or(() -> stack.resources("AWS::SecretsManager::Secret").stream()
                        .filter(secret -> stack.reference(secret).equals(arn))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("The template declares nothing with the ARN " + arn));
    }

    private JsonNode function(String name) {
        return declared.functions().stream()
                .filter(function -> Declared.name(function).equals(name))
                .map(Resource::properties)
                .findFirst()
                .orElseThrow();
    }

    private static String key(Routes.Route route) {
        return route.method() + " " + route.path();
    }
}
