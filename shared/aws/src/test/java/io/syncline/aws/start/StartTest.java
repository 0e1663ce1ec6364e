package io.syncline.aws.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.syncline.InMemoryClock;
import io.syncline.audit.Entry.Head;
import io.syncline.audit.Hash;
import io.syncline.audit.Seal;
import io.syncline.aws.LocalDynamo;
import io.syncline.connection.Announcements.NeedsAttention;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class StartTest {

    @Test
    void a_missing_variable_is_named() {
        Environment environment = new Environment(Map.of("SYNC_TABLE", " "));
        assertThatThrownBy(() -> environment.require("SYNC_TABLE"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SYNC_TABLE");
        assertThat(environment.find("SYNC_TABLE")).isEmpty();
    }

    @Test
    void an_environment_prints_names_only() {
        assertThat(new Environment(Map.of("AWS_SECRET_ACCESS_KEY", "s3cret")).toString())
                .isEqualTo("Environment[AWS_SECRET_ACCESS_KEY]");
    }

    @Test
    void two_functions_in_one_process_have_clients_of_their_own() {
        String table = LocalDynamo.connectionsTable();
        AwsAdapters one = adapters(Map.of("AWS_ACCESS_KEY_ID", "localtests", "CONNECTIONS_TABLE", table));
        assertThat(one.connections().ofOrganisation(new OrganisationId("acme"))).isEmpty();
        AwsAdapters other = adapters(Map.of("AWS_ACCESS_KEY_ID", "somebodyelse", "CONNECTIONS_TABLE", table));
        // DynamoDB Local keeps a database per access key, so the table is not there for another one.
        assertThatThrownBy(() -> other.connections().ofOrganisation(new OrganisationId("acme")))
                .hasMessageContaining("non-existent");
    }

    @Test
    void a_function_needs_only_the_variables_of_the_adapters_that_it_uses() {
        AwsAdapters adapters = adapters(Map.of("TRAFFIC_TABLE", LocalDynamo.trafficTable()));
        assertThat(adapters.leases()).isNotNull();
        assertThatThrownBy(adapters::jobs).hasMessageContaining("SYNC_TABLE");
    }

    @Test
    void a_function_needs_only_the_parts_of_the_sdk_that_it_uses() throws Exception {
        List<URL> lean = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.matches(".*/awssdk/(s3|eventbridge|sqs|secretsmanager)/.*")) {
                lean.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(lean.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("software.amazon.awssdk.services.s3.S3Client"))
                    .isInstanceOf(ClassNotFoundException.class);
            Callable<?> function = (Callable<?>) loader.loadClass(LeanFunction.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(function.call()).isEqualTo("kms");
        }
    }

    /** What a function does that has neither S3 nor queues nor a bus nor secrets; a class loader of its own makes it. */
    public static final class LeanFunction implements Callable<String> {
        @Override
        public String call() {
            Environment environment = new Environment(Map.of(
                    "AWS_REGION", "eu-central-1",
                    "AWS_ENDPOINT_URL", "http://localhost:1",
                    "AWS_ACCESS_KEY_ID", "x",
                    "AWS_SECRET_ACCESS_KEY", "y"));
            return new AwsClients(environment).kms().serviceName();
        }
    }

    @Test
    void priming_that_fails_stops_no_snapshot() {
        AtomicInteger primed = new AtomicInteger();
        Priming.beforeSnapshot(primed::incrementAndGet);
        assertThat(primed).as("nothing happens outside of Lambda").hasValue(0);
        Priming failing = new Priming(() -> {
            primed.incrementAndGet();
            throw new IllegalStateException("no network here");
        });
        failing.beforeCheckpoint(Core.getGlobalContext());
        assertThat(primed).hasValue(1);
    }

    @Test
    void a_seal_is_sent_in_one_piece_with_its_checksum_and_only_where_none_is() throws Exception {
        try (Listener s3 = new Listener("")) {
            Map<String, String> variables =
                    Map.of("AWS_ENDPOINT_URL", s3.url(), "SEALS_BUCKET", "our-seals", "SEAL_KEY_ID", "k");
            Head head = new Head(new OrganisationId("acme"), 7, Hash.NONE);
            adapters(variables).seals().put(new Seal(head, Instant.EPOCH, "k", "s"));
            assertThat(s3.paths).containsExactly("PUT /our-seals/seals/acme/09999999999999999992.json");
            Headers headers = s3.headers.getFirst();
            assertThat(headers.getFirst("If-None-Match")).isEqualTo("*");
            assertThat(headers.getFirst("x-amz-checksum-sha256")).hasSize(44);
            assertThat(headers).doesNotContainKeys("Content-Encoding", "X-amz-trailer");
            assertThat(s3.bodies.getFirst()).startsWith("{\"schema\":1,").contains("\"sequence\":7");
        }
    }

    @Test
    void an_announcement_reaches_the_bus() throws Exception {
        try (Listener bus = new Listener("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}")) {
            adapters(Map.of("AWS_ENDPOINT_URL", bus.url(), "BUS_NAME", "our-bus"))
                    .announcements()
                    .publish(new NeedsAttention(
                            "1",
                            new OrganisationId("acme"),
                            new ConnectionId("c_1"),
                            new UserId("tess"),
                            Provider.GOOGLE,
                            "tess@fieldworks.example",
                            false,
                            "Connect again.",
                            Instant.EPOCH));
            assertThat(bus.headers.getFirst().getFirst("X-amz-target")).isEqualTo("AWSEvents.PutEvents");
            assertThat(bus.bodies.getFirst()).contains("our-bus", "ConnectionNeedsAttention");
        }
    }

    /** Takes every request and gives one answer. */
    private static final class Listener implements AutoCloseable {
        private final List<String> paths = new CopyOnWriteArrayList<>();
        private final List<Headers> headers = new CopyOnWriteArrayList<>();
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);

        Listener(String answer) throws IOException {
            server.createContext("/", exchange -> {
                paths.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath());
                headers.add(exchange.getRequestHeaders());
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static AwsAdapters adapters(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", LocalDynamo.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "localtests",
                "AWS_SECRET_ACCESS_KEY", "secret"));
        all.putAll(variables);
        Environment environment = new Environment(all);
        return new AwsAdapters(environment, new AwsClients(environment), InMemoryClock.atNoon(), new SecureRandom());
    }
}
