package io.syncline.aws;

import com.almworks.sqlite4java.SQLiteConnection;
import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local in memory, one server for all tests of a process, with the tables as {@code template.yaml} has them. */
public final class LocalDynamo {

    private static final Set<String> NUMBERS = Set.of("dueAt", "sequence");
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final URI ENDPOINT = start();
    private static final DynamoDbClient CLIENT = client(new ExecutionInterceptor() {});

    private LocalDynamo() {}

    public static DynamoDbClient client() {
        return CLIENT;
    }

    /** A client whose requests are seen by somebody. */
    public static DynamoDbClient client(ExecutionInterceptor interceptor) {
        return DynamoDbClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("localtests", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.addExecutionInterceptor(interceptor))
                .build();
    }

    public static URI endpoint() {
        return ENDPOINT;
    }

    /** A new table of its own, without anything in it. */
    public static String syncTable() {
        return table(
                List.of("partition", "item"),
                List.of(
                        index("timeline", "timeline", "startsAt", ProjectionType.ALL),
                        index("due", "due", "dueAt", ProjectionType.KEYS_ONLY)));
    }

    public static String connectionsTable() {
        return table(
                List.of("organisation", "connection"),
                List.of(
                        index("by-account", "account", "organisation", ProjectionType.ALL),
                        index("unfinished", "unfinishedMark", "unfinishedSince", ProjectionType.KEYS_ONLY)));
    }

    public static String vaultTable() {
        return table(
                List.of("organisation", "item"),
                List.of(index("due", "refreshSlot", "refreshAt", ProjectionType.KEYS_ONLY)));
    }

    public static String auditTable() {
        return table(List.of("organisation", "sequence"), List.of());
    }

    public static String pendingTable() {
        return table(List.of("id"), List.of());
    }

    public static String trafficTable() {
        return table(List.of("key"), List.of());
    }

    private static String table(List<String> keys, List<GlobalSecondaryIndex> indexes) {
        String name = "table-" + TABLES.incrementAndGet();
        List<String> attributes = new ArrayList<>(keys);
        indexes.forEach(index -> index.keySchema().forEach(key -> attributes.add(key.attributeName())));
        CLIENT.createTable(request -> {
            request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(schema(keys))
                    .attributeDefinitions(attributes.stream()
                            .distinct()
                            .map(LocalDynamo::definition)
                            .toList());
            if (!indexes.isEmpty()) {
                request.globalSecondaryIndexes(indexes);
            }
        });
        return name;
    }

    private static GlobalSecondaryIndex index(String name, String hash, String range, ProjectionType projection) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(schema(List.of(hash, range)))
                .projection(Projection.builder().projectionType(projection).build())
                .build();
    }

    private static List<KeySchemaElement> schema(List<String> keys) {
        List<KeySchemaElement> schema = new ArrayList<>();
        for (String key : keys) {
            KeyType type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            schema.add(
                    KeySchemaElement.builder().attributeName(key).keyType(type).build());
        }
        return schema;
    }

    private static AttributeDefinition definition(String name) {
        ScalarAttributeType type = NUMBERS.contains(name) ? ScalarAttributeType.N : ScalarAttributeType.S;
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static URI start() {
        System.setProperty("sqlite4java.library.path", nativeLibraries().toString());
        try {
            String port = Integer.toString(freePort());
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", port});
            server.start();
            return URI.create("http://localhost:" + port);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    /** SQLite's native library stands beside its jar in the Maven repository. */
    private static Path nativeLibraries() {
        try {
            Path jar = Path.of(SQLiteConnection.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String version = jar.getParent().getFileName().toString();
            Path group = jar.getParent().getParent().getParent();
            return group.resolve("libsqlite4java-linux-amd64").resolve(version);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
