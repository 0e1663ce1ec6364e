package io.syncline.tests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.oauth.IssuedToken;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Bucket;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SealedTokens;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.When;
import io.syncline.tests.journeys.Rows;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that the providers issued is found anywhere but sealed in the vault. */
@ExtendWith(SharedCloud.class)
class SecretsTest {

    private static final String TOKEN = "ya29.planted+token/of=a_test-1";

    private final Company company;
    private final RunningCloud cloud;

    SecretsTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
    }

    static Stream<String> disguises() {
        byte[] bytes = TOKEN.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                "token=" + TOKEN + ";",
                "?token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("{\"a\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("{\"bc\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("{\"def\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void a_token_that_was_planted_would_be_found(String text) {
        assertThat(new Leaks(List.of(TOKEN)).in("a text", text)).isNotEmpty();
    }

    @Test
    void a_token_that_was_planted_in_a_table_would_be_found() {
        ObjectNode put = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", cloud.cloud().reference("TrafficTable"));
        put.putObject("Item")
                .<ObjectNode>set("key", JsonNodeFactory.instance.objectNode().put("S", "planted-" + company.id()))
                .set("note", JsonNodeFactory.instance.objectNode().put("S", "see " + TOKEN));
        cloud.cloud().aws("dynamodb").call("DynamoDB_20120810.PutItem", put);

        assertThat(found(new Leaks(List.of(TOKEN)))).contains("TrafficTable");

        ObjectNode delete = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", cloud.cloud().reference("TrafficTable"));
        delete.putObject("Key").set("key", JsonNodeFactory.instance.objectNode().put("S", "planted-" + company.id()));
        cloud.cloud().aws("dynamodb").call("DynamoDB_20120810.DeleteItem", delete);
    }

    @Test
    void nothing_that_the_providers_issued_is_found_after_a_journey() {
        for (Provider provider : Provider.values()) {
            journey(provider);
        }
        List<String> issued = cloud.providers().issuedTokens().stream()
                .map(IssuedToken::value)
                .toList();

        assertThat(cloud.providers().issuedTokens())
                .extracting(IssuedToken::kind)
                .contains(IssuedToken.Kind.CODE, IssuedToken.Kind.ACCESS_TOKEN, IssuedToken.Kind.REFRESH_TOKEN);
        assertThat(places().keySet()).contains("VaultTable", "SyncTable", "functions.log", "HTTP answers");
        assertThat(places())
                .allSatisfy((place, texts) -> assertThat(texts).as(place).isNotNull());
        assertThat(found(new Leaks(issued))).isEmpty();
    }

    @Test
    void the_clients_own_secrets_are_found_nowhere() {
        journey(Provider.GOOGLE);
        List<String> secrets = List.of(
                cloud.cloud().simulators().googleClient().secret(),
                cloud.cloud().simulators().microsoftClient().secret());

        assertThat(found(new Leaks(secrets))).isEmpty();
    }

    @Test
    void nothing_that_the_providers_issued_is_found_after_everything_that_can_be_done_with_an_account() {
        for (Provider provider : Provider.values()) {
            story(provider);
        }
        company.administrator().get("/v1/connections").success();
        company.trail().age(Duration.ofMinutes(2));
        cloud.cloud().tick("audit-seal");
        for (String format : List.of("json", "csv", "jsonl")) {
            company.administrator().get("/v1/audit?limit=1000&format=" + format);
        }
        company.administrator().get("/v1/audit/verification").success();
        company.administrator().get("/v1/keys").success();
        List<String> issued = cloud.providers().issuedTokens().stream()
                .filter(token -> token.account().endsWith("@" + company.id() + ".example"))
                .map(IssuedToken::value)
                .toList();

        assertThat(issued).hasSizeGreaterThan(15);
        assertThat(places().keySet()).contains("AuditTable", "TokenRefreshQueue", "event bus", "SealsBucket");
        assertThat(places().get("AuditTable")).isNotEmpty();
        assertThat(places().get("event bus")).anyMatch(event -> event.contains(company.id()));
        assertThat(places().get("SealsBucket")).anyMatch(seal -> seal.contains(company.id()));
        assertThat(found(new Leaks(issued))).isEmpty();
    }

    /** Every story of an account, the unhappy ones included. */
    private void story(Provider provider) {
        String name = "tina-" + provider.slug();
        Person tina = company.technician(name);
        Mailbox account = company.account(provider, name);
        String connection = tina.connectFor(account, "calendar", "mail", "contacts");
        tina.choose(connection, tina.primary(connection)).success();
        cloud.settle();
        new SealedTokens(company, connection).areOver();
        cloud.cloud().tick("token-refresh");
        cloud.settle();
        cloud.providers().expireTokens(account.email());
        tina.check(connection).success();
        tina.turn(connection, "mail", false).success();
        cloud.cloud().invoke("key-rotation", "{\"command\":\"rotate\",\"organisation\":\"" + company.id() + "\"}");
        tina.check(connection).success();
        Browser browser = new Browser(cloud);
        String again = browser.leaveWith(tina, Browser.start(provider.slug()).put("connection", connection));
        String callback =
                browser.allow(again, company.account(provider, name + "-other").email());
        browser.comeBack(callback);
        browser.comeBack(callback);
        cloud.providers().revokeGrants(provider, account.email());
        new SealedTokens(company, connection).areOver();
        tina.check(connection).success();
        cloud.cloud().tick("token-refresh");
        cloud.settle();
        tina.connectAgain(connection, account, "calendar");
        cloud.settle();
        tina.delete("/v1/connections/" + connection);
        tina.connect(account);
        company.administrator().delete("/v1/members/" + name).success();
        cloud.settle();
    }

    /** Connecting, syncing, renewing, breaking, refusing and reconnecting: every way that a token takes. */
    private void journey(Provider provider) {
        String name = "tess-" + provider.slug();
        Person tess = company.technician(name);
        Mailbox calendar = company.account(provider, name);
        String connection = tess.connectAndChoose(calendar);
        company.put(name, Company.job("Boiler service", When.timed(2, "09:00", "10:30"), name));
        cloud.providers().expireTokens(calendar.email());
        tess.sync(connection);
        Browser browser = new Browser(cloud);
        String callback = browser.allow(browser.leaveFor(tess, provider), calendar.email());
        browser.comeBack(callback);
        browser.comeBack(callback);
        browser.comeBack(callback.replaceAll("state=[^&]*", "state=x"));
        cloud.providers().revokeGrants(provider, calendar.email());
        tess.sync(connection);
        tess.connect(calendar);
        cloud.settle();
        tess.get("/v1/connections");
        tess.get("/v1/sync");
        tess.get("/v1/events?" + When.span());
    }

    private List<String> found(Leaks leaks) {
        List<String> found = new ArrayList<>();
        places().forEach((place, texts) -> {
            if (texts.stream().anyMatch(text -> !leaks.in(place, text).isEmpty())) {
                found.add(place);
            }
        });
        return found;
    }

    /** Everything that is kept or was said, by where it is. */
    private Map<String, List<String>> places() {
        Map<String, List<String>> places = new LinkedHashMap<>();
        cloud.cloud()
                .stack()
                .resources("AWS::DynamoDB::Table")
                .forEach(table -> places.put(table.id(), Rows.of(cloud, table.id())));
        cloud.cloud().stack().resources("AWS::SQS::Queue").forEach(queue -> places.put(queue.id(), messages(queue)));
        places.put(
                "event bus",
                cloud.cloud().busEvents().stream().map(JsonNode::toString).toList());
        cloud.cloud().stack().resources("AWS::S3::Bucket").stream()
                .filter(bucket -> !bucket.id().equals("DashboardBucket"))
                .forEach(bucket -> places.put(bucket.id(), objects(bucket)));
        places.put("HTTP answers", cloud.transcript().answers());
        files().forEach(file -> places.put(file.getFileName().toString(), List.of(contentOf(file))));
        return places;
    }

    private List<String> messages(Resource queue) {
        ObjectNode receive = JsonNodeFactory.instance
                .objectNode()
                .put("QueueUrl", cloud.cloud().reference(queue.id()))
                .put("MaxNumberOfMessages", 10)
                .put("VisibilityTimeout", 0);
        JsonNode messages = cloud.cloud()
                .aws("sqs")
                .call("AmazonSQS.ReceiveMessage", receive)
                .path("Messages");
        return messages.valueStream().map(JsonNode::toString).toList();
    }

    private List<String> objects(Resource resource) {
        Bucket bucket = new Bucket(cloud, resource.id());
        return bucket.keys("").stream()
                .map(key -> key + "\n" + bucket.read(key))
                .toList();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(cloud.work())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String contentOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
