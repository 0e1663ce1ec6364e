package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Bucket;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Trail;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was done stands in the trail, can be looked through and taken away, and shows whether somebody touched it. */
@ExtendWith(SharedCloud.class)
class AuditJourneyTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Person adam;
    private final Trail trail;
    private final Bucket seals;

    AuditJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.adam = company.administrator();
        this.trail = company.trail();
        this.seals = new Bucket(cloud, "SealsBucket");
    }

    @Test
    void everything_that_was_done_with_an_account_stands_in_the_trail_in_its_order() {
        Mailbox account = company.account(Provider.GOOGLE, "tess");
        String connection = tess.connectAndChoose(account);
        tess.turn(connection, "mail", true).success();
        company.technician("tom").delete("/v1/connections/" + connection);
        cloud.providers().expireTokens(account.email());
        tess.check(connection).success();
        tess.delete("/v1/connections/" + connection);
        trail.age(Duration.ofMinutes(2));

        List<JsonNode> entries = entries("limit=1000").reversed();

        assertThat(entries)
                .extracting(entry -> entry.path("action").asText())
                .containsSubsequence(
                        "key-created",
                        "connection-started",
                        "connection-completed",
                        "calendar-chosen",
                        "permission-changed",
                        "token-refreshed",
                        "connection-checked",
                        "connection-disconnected",
                        "grant-revoked",
                        "token-destroyed")
                .contains("token-read", "access-refused");
        assertThat(entries).extracting(entry -> entry.path("sequence").asLong()).doesNotHaveDuplicates();
        assertThat(entries).allMatch(entry -> !entry.path("actor").asText().isBlank());
        assertThat(find(entries, "access-refused").path("actor").asText()).isEqualTo("person/tom");
        assertThat(find(entries, "access-refused").path("subject").asText()).isEqualTo("connection/" + connection);
        assertThat(find(entries, "connection-disconnected").path("actor").asText())
                .isEqualTo("person/tess");
        assertThat(verification().path("intact").asBoolean()).isTrue();
    }

    @Test
    void the_trail_is_filtered_and_comes_in_pages() {
        history();
        Set<Long> seen = new HashSet<>();
        String next = "";
        do {
            JsonNode page = adam.get("/v1/audit?limit=5" + next).success();
            page.path("entries")
                    .forEach(entry -> seen.add(entry.path("sequence").asLong()));
            assertThat(page.path("entries").size()).isLessThanOrEqualTo(5);
            next = page.has("next") ? "&next=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(12).contains(1L);

        assertThat(entries("action=connection-completed"))
                .isNotEmpty()
                .allMatch(entry -> entry.path("action").asText().equals("connection-completed"));
        assertThat(entries("actor=person/tess"))
                .isNotEmpty()
                .allMatch(entry -> entry.path("actor").asText().equals("person/tess"));
        assertThat(entries("subject=connection/"))
                .isNotEmpty()
                .allMatch(entry -> entry.path("subject").asText().startsWith("connection/"));
        assertThat(entries("outcome=failed")).isEmpty();
        assertThat(entries("from=" + Instant.now().plusSeconds(3600))).isEmpty();
        assertThat(entries("until=" + Instant.now().minusSeconds(36_000))).isEmpty();
        for (String wrong : List.of(
                "outcome=perhaps",
                "limit=0",
                "limit=1001",
                "next=x",
                "format=xml",
                "from=yesterday",
                "actor=" + "x".repeat(201))) {
            assertThat(adam.get("/v1/audit?" + wrong).problem()).as(wrong).isEqualTo("invalid-request");
        }
    }

    @Test
    void the_trail_is_taken_away_as_csv_in_which_nothing_is_a_formula() {
        history();
        trail.table().put(row(trail.chain().size() + 1, "=HYPERLINK(\"https://attacker.example\")"));

        Answer csv = adam.get("/v1/audit?format=csv&limit=1000");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("content-type")).startsWith("text/csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("sequence,at,actor,action,subject,outcome,detail,previous,hash");
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(csv.body()).contains("\"'=HYPERLINK(\"\"https://attacker.example\"\")\"");
        assertThat(lines).noneMatch(line -> line.matches(".*(^|,)\"?[=+@-].*"));
    }

    @Test
    void the_trail_is_taken_away_as_lines_of_json_that_anybody_can_check() throws Exception {
        history();

        Answer lines = adam.get("/v1/audit?format=jsonl&limit=1000");

        assertThat(lines.header("content-type")).startsWith("application/jsonl");
        String previous = "0".repeat(64);
        long sequence = 0;
        for (String line : lines.body().lines().toList().reversed()) {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.path("sequence").asLong()).isEqualTo(++sequence);
            assertThat(entry.path("previous").asText()).isEqualTo(previous);
            assertThat(entry.path("hash").asText()).isEqualTo(CanonicalForm.hash(company.id(), entry));
            previous = entry.path("hash").asText();
        }
        assertThat(sequence).isGreaterThan(10);
    }

    @Test
    void a_page_of_csv_or_lines_says_where_the_next_one_begins() {
        history();

        Answer first = adam.get("/v1/audit?format=csv&limit=3");
        Answer second = adam.get("/v1/audit?format=csv&limit=3&next=" + first.header("x-next"));

        assertThat(first.body().lines()).hasSize(4);
        assertThat(second.body().lines()).hasSize(4);
        assertThat(second.body().lines().toList().getFirst()).startsWith("sequence,");
        assertThat(second.body().lines().skip(1))
                .doesNotContainAnyElementsOf(first.body().lines().skip(1).toList());
    }

    @Test
    void a_trail_that_nobody_touched_is_intact_and_sealed_up_to_its_end() {
        history();
        long end = sealed();

        JsonNode verification = verification();

        assertThat(verification.path("intact").asBoolean()).isTrue();
        assertThat(verification.path("sealed").asLong()).isEqualTo(end);
        assertThat(verification.path("entries").asLong()).isGreaterThanOrEqualTo(end);
        assertThat(verification.path("sealedAt").asText()).isNotEmpty();
    }

    @Test
    void one_byte_that_was_changed_is_found() {
        history();
        sealed();
        ObjectNode changed = trail.chain().get(4).deepCopy();
        changed.putObject("detail").put("S", changed.path("detail").path("S").asText() + ".");
        trail.table().put(changed);

        broken(5, "changed");
    }

    @Test
    void an_entry_that_was_removed_is_found() {
        history();
        sealed();
        trail.table().delete(trail.chain().get(6), "organisation", "sequence");

        broken(7, "removed");
    }

    @Test
    void two_entries_that_were_swapped_are_found() {
        history();
        sealed();
        List<ObjectNode> chain = trail.chain();
        trail.table().put(at(chain.get(3), chain.get(5)));
        trail.table().put(at(chain.get(5), chain.get(3)));

        broken(4, "reordered");
    }

    @Test
    void an_entry_that_was_inserted_is_found() {
        history();
        sealed();
        List<ObjectNode> chain = trail.chain();
        for (int place = chain.size() - 1; place >= 4; place--) {
            ObjectNode moved = chain.get(place).deepCopy();
            moved.putObject("sequence").put("N", Long.toString(place + 2L));
            moved.putObject("number").put("N", Long.toString(place + 2L));
            trail.table().put(moved);
        }
        ObjectNode inserted = CanonicalForm.sealed(company.id(), row(5, "slipped in"), chain.get(3));
        trail.table().put(inserted);

        broken(5, "inserted");
    }

    @Test
    void the_last_ten_that_were_cut_off_are_found() {
        history();
        long end = sealed();
        for (ObjectNode entry : trail.chain().reversed()) {
            if (entry.path("sequence").path("N").asLong() > end - 10) {
                trail.table().delete(entry, "organisation", "sequence");
            }
        }

        broken(end - 9, "cut-off");
    }

    @Test
    void entries_that_were_written_anew_with_good_hashes_are_found_by_the_seal() {
        history();
        sealed();
        List<ObjectNode> chain = trail.chain();
        ObjectNode before = chain.get(2);
        for (int place = 3; place < chain.size(); place++) {
            ObjectNode anew = chain.get(place).deepCopy();
            anew.putObject("actor").put("S", "person/somebody-else");
            before = CanonicalForm.sealed(company.id(), anew, before);
            trail.table().put(before);
        }

        JsonNode verification = verification();
        assertThat(verification.path("intact").asBoolean()).isFalse();
        assertThat(verification.path("damage").asText()).isEqualTo("changed");
        assertThat(verification.path("sequence").asLong()).isLessThanOrEqualTo(4);
    }

    @Test
    void a_seal_that_was_forged_is_found() {
        history();
        long end = sealed();
        String genuine = seals.keys("seals/" + company.id() + "/").getFirst();
        BigInteger digits = new BigInteger(genuine.replaceAll(".*/(\\d+)\\.json", "$1"));
        String name = "seals/" + company.id() + "/%020d.json".formatted(digits.subtract(BigInteger.valueOf(100)));
        ObjectNode forged = parsed(seals.read(genuine)).put("sequence", end + 100);
        assertThat(seals.put(name, forged.toString()).status()).isEqualTo(200);

        broken(end + 100, "forged-seal");
    }

    @Test
    void a_seal_that_is_kept_is_neither_changed_nor_removed() {
        history();
        sealed();
        String seal = seals.keys("seals/" + company.id() + "/").getFirst();
        String before = seals.read(seal);

        assertThat(seals.put(seal, "{}").status()).isEqualTo(403);
        assertThat(seals.delete(seal).status()).isEqualTo(403);

        assertThat(seals.read(seal)).isEqualTo(before);
        assertThat(verification().path("intact").asBoolean()).isTrue();
    }

    @Test
    void the_seal_of_another_organisation_vouches_for_nothing() {
        history();
        long end = sealed();
        Company other = new Company(cloud);
        other.technician("eve").connect(other.account(Provider.GOOGLE, "eve"));
        String genuine = seals.keys("seals/" + company.id() + "/").getFirst();
        String stolen = genuine.replace("/" + company.id() + "/", "/" + other.id() + "/");
        assertThat(seals.put(stolen, seals.read(genuine)).status()).isEqualTo(200);

        JsonNode verification =
                other.administrator().get("/v1/audit/verification").success();

        assertThat(verification.path("intact").asBoolean()).isFalse();
        assertThat(verification.path("damage").asText()).isEqualTo("forged-seal");
        assertThat(verification.path("sequence").asLong()).isEqualTo(end);
    }

    @Test
    void an_operator_verifies_the_installations_own_trail() {
        adam.sending("").send("GET", "/oauth/google/callback?state=a.b&code=x", java.util.Optional.empty());

        Outcome outcome = cloud.cloud().invoke("audit-seal", "{\"verify\":\"_installation\"}");

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        assertThat(((Outcome.Answered) outcome).json()).contains("\"intact\":true");
    }

    @Test
    void who_looks_at_the_trail_stands_in_it_once_in_a_while() {
        history();
        for (int look = 0; look < 3; look++) {
            adam.get("/v1/audit").success();
        }

        assertThat(trail.entries("trail-seen")).extracting(Trail.Entry::actor).containsExactly("person/adam");
        verification();
        assertThat(trail.entries("trail-verified")).hasSize(1);
    }

    /** At least a dozen entries. */
    private void history() {
        String connection = tess.connect(company.account(Provider.GOOGLE, "tess"));
        tess.connect(company.account(Provider.MICROSOFT, "tess"));
        for (int turn = 0; turn < 4; turn++) {
            tess.turn(connection, "mail", turn % 2 == 0).success();
        }
        tess.check(connection).success();
        company.technician("tom").check(connection);
        trail.age(Duration.ofMinutes(2));
        adam.get("/v1/audit?limit=1").success();
        assertThat(trail.chain()).hasSizeGreaterThanOrEqualTo(12);
    }

    /** Seals the trails, and gives up to which entry. */
    private long sealed() {
        cloud.cloud().tick("audit-seal");
        return parsed(seals.read(seals.keys("seals/" + company.id() + "/").getFirst()))
                .path("sequence")
                .asLong();
    }

    private JsonNode verification() {
        return adam.get("/v1/audit/verification").success();
    }

    private void broken(long sequence, String damage) {
        JsonNode verification = verification();
        assertThat(verification.path("intact").asBoolean())
                .as(verification.toString())
                .isFalse();
        assertThat(verification.path("damage").asText())
                .as(verification.toString())
                .isEqualTo(damage);
        assertThat(verification.path("sequence").asLong())
                .as(verification.toString())
                .isEqualTo(sequence);
        assertThat(verification.path("explanation").asText()).endsWith(".");
        assertThat(trail.entries("trail-verified").getLast().outcome()).isEqualTo("failed");
    }

    private List<JsonNode> entries(String query) {
        List<JsonNode> entries = new ArrayList<>();
        adam.get("/v1/audit?" + query).success().path("entries").forEach(entries::add);
        return entries;
    }

    private static JsonNode find(List<JsonNode> entries, String action) {
        return entries.stream()
                .filter(entry -> entry.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    /** A row as somebody would write it who knows how rows look. */
    private ObjectNode row(long sequence, String detail) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        text(row, "organisation", company.id());
        text(row, "actor", "stranger");
        text(row, "action", "connection-refused");
        text(row, "subject", "callback");
        text(row, "outcome", "refused");
        text(row, "detail", detail);
        for (String number : List.of("sequence", "number")) {
            row.putObject(number).put("N", Long.toString(sequence));
        }
        row.putObject("schema").put("N", "1");
        row.putObject("at").put("N", Long.toString(Instant.now().toEpochMilli()));
        for (String hash : List.of("previous", "hash")) {
            row.putObject(hash).put("B", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return row;
    }

    private static void text(ObjectNode row, String attribute, String value) {
        row.putObject(attribute).put("S", value);
    }

    /** What lies at one place, as it lay at another. */
    private static ObjectNode at(ObjectNode place, ObjectNode content) {
        ObjectNode moved = content.deepCopy();
        moved.set("sequence", place.path("sequence"));
        return moved;
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("A seal is no JSON: " + json, e);
        }
    }
}
