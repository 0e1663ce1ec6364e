package io.syncline.aws.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.audit.FakeSealSignatures;
import io.syncline.audit.SealTrail;
import io.syncline.audit.Seals;
import io.syncline.audit.Verdict;
import io.syncline.audit.Verdict.Broken;
import io.syncline.audit.Verdict.Damage;
import io.syncline.audit.Verdict.Intact;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.LocalDynamo;
import io.syncline.aws.vault.LocalVault;
import io.syncline.connection.Connection;
import io.syncline.connection.Samples;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Registry.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The trail as it lies in its table and bucket, and what becomes of it in somebody's hands. */
class StoredTrailTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final LocalVault local = new LocalVault(clock);
    private final AuditTrail trail = local.trail();
    private final FakeS3 s3 = new FakeS3();
    private final Seals seals = new S3Seals(s3, "seals");
    private final FakeSealSignatures signatures = new FakeSealSignatures("key-1");

    @Test
    void fifty_who_append_at_once_all_get_through_and_form_one_chain() throws Exception {
        List<Callable<Boolean>> appenders = IntStream.range(0, 50)
                .mapToObj(number -> (Callable<Boolean>) () -> {
                    local.inAnotherProcess().trail().append(ACME, List.of(deed("deed " + number)));
                    return true;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> appender : threads.invokeAll(appenders)) {
                assertThat(appender.get()).isTrue();
            }
        }
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(50));
    }

    @Test
    void equal_deeds_of_one_moment_are_entries_of_their_own() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> appenders = Collections.nCopies(10, () -> {
                local.inAnotherProcess().trail().append(ACME, List.of(deed("the same")));
                return true;
            });
            for (Future<Boolean> appender : threads.invokeAll(appenders)) {
                assertThat(appender.get()).isTrue();
            }
        }
        assertThat(trail.head(ACME).sequence()).isEqualTo(10);
    }

    @Test
    void whatever_is_written_there_is_put_and_only_where_nothing_is() {
        ConcurrentLinkedQueue<SdkRequest> requests = new ConcurrentLinkedQueue<>();
        LocalVault watched = local.through(LocalDynamo.client(new Listening(requests)));
        everythingThatWrites(watched);
        List<String> writes = new ArrayList<>();
        for (SdkRequest request : requests) {
            switch (request) {
                case PutItemRequest put -> writes.add(put.tableName() + " put " + put.conditionExpression());
                case UpdateItemRequest update -> writes.add(update.tableName() + " update");
                case DeleteItemRequest delete -> writes.add(delete.tableName() + " delete");
                case TransactWriteItemsRequest transaction ->
                    transaction.transactItems().forEach(item -> writes.add(described(item)));
                default -> {}
            }
        }
        assertThat(writes)
                .filteredOn(write -> write.startsWith(local.auditTable() + " "))
                .hasSizeGreaterThan(5)
                .containsOnly(local.auditTable() + " put attribute_not_exists(#sequence)");
    }

    private void everythingThatWrites(LocalVault watched) {
        Connection fresh = Samples.connection(ACME, new UserId("tess"), "account-1");
        watched.trail().append(ACME, List.of(deed("one"), deed("two")));
        watched.registry().commit(ACME, List.of(new Change.PutConnection(fresh)), List.of(deed("three")));
        watched.registry().commit(ACME, List.of(new Change.PutConnection(fresh)), List.of(deed("refused")));
        watched.trail().note(ACME, deed("noted"));
        clock.goOn(Duration.ofSeconds(61));
        watched.trail().chainNotes(ACME);
        watched.keyrings().close(ACME, deed("closed"));
        watched.keyrings().shred(ACME, deed("shredded"));
    }

    private static String described(TransactWriteItem item) {
        if (item.put() != null) {
            return item.put().tableName() + " put " + item.put().conditionExpression();
        }
        if (item.update() != null) {
            return item.update().tableName() + " update";
        }
        return item.delete() != null
                ? item.delete().tableName() + " delete"
                : item.conditionCheck().tableName() + " check";
    }

    @Test
    void one_byte_that_was_changed_is_found_in_each_attribute() {
        fill(5);
        for (String attribute : List.of("actor", "action", "subject", "outcome", "detail")) {
            Map<String, AttributeValue> whole = row(3);
            put(with(whole, attribute, AttributeValue.fromS(whole.get(attribute).s() + "x")));
            assertBroken(3, Damage.CHANGED);
            put(whole);
        }
        Map<String, AttributeValue> whole = row(3);
        put(with(whole, "at", AttributeValue.fromN("1")));
        assertBroken(3, Damage.CHANGED);
        byte[] hash = whole.get("hash").b().asByteArray();
        hash[31] ^= 1;
        put(with(whole, "hash", AttributeValue.fromB(SdkBytes.fromByteArray(hash))));
        assertBroken(3, Damage.CHANGED);
    }

    @Test
    void an_entry_that_was_made_unreadable_is_found_and_keeps_nobody_from_writing_on() {
        fill(5);
        Map<String, AttributeValue> broken = new HashMap<>(row(5));
        broken.keySet().removeAll(List.of("hash", "number", "actor"));
        put(broken);
        trail.append(ACME, List.of(deed("later")));
        assertThat(trail.head(ACME).sequence()).isEqualTo(6);
        assertBroken(5, Damage.CHANGED);
        assertThat(trail.readBack(ACME, Long.MAX_VALUE, 10)).hasSize(6);
    }

    @Test
    void an_entry_that_was_lengthened_beyond_what_is_shown_is_found() {
        trail.append(ACME, List.of(deed("x".repeat(500))));
        put(with(row(1), "detail", AttributeValue.fromS("x".repeat(500) + " and more")));
        assertBroken(1, Damage.CHANGED);
    }

    @Test
    void an_entry_that_was_removed_is_found() {
        fill(5);
        delete(3);
        assertBroken(3, Damage.REMOVED);
    }

    @Test
    void two_entries_that_were_swapped_are_found() {
        fill(5);
        Map<String, AttributeValue> second = row(2);
        Map<String, AttributeValue> third = row(3);
        put(with(second, "sequence", AttributeValue.fromN("3")));
        put(with(third, "sequence", AttributeValue.fromN("2")));
        assertBroken(2, Damage.REORDERED);
    }

    @Test
    void an_entry_of_another_organisation_put_in_its_place_is_found() {
        fill(5);
        trail.append(OTHER, List.of(deed("theirs"), deed("theirs"), deed("theirs")));
        Map<String, AttributeValue> theirs = LocalDynamo.client()
                .getItem(request -> request.tableName(local.auditTable()).key(key("other", 3)))
                .item();
        put(with(theirs, "organisation", AttributeValue.fromS("acme")));
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(3));
    }

    @Test
    void an_end_that_was_cut_off_is_found_by_the_seal() {
        fill(15);
        seal();
        IntStream.rangeClosed(6, 15).forEach(this::delete);
        assertBroken(6, Damage.CUT_OFF);
    }

    @Test
    void a_chain_that_was_written_anew_is_found_by_the_seal() {
        fill(5);
        seal();
        IntStream.rangeClosed(1, 5).forEach(this::delete);
        trail.append(ACME, IntStream.range(0, 5).mapToObj(_ -> deed("forged")).toList());
        assertBroken(1, Damage.CHANGED);
    }

    @Test
    void a_seal_that_was_changed_is_forged() {
        fill(5);
        seal();
        String name = s3.objects().firstKey();
        String body = new String(s3.objects().get(name), StandardCharsets.UTF_8);
        for (String forged : List.of(
                "",
                "no JSON",
                "{}",
                body.replace("\"signature\":\"", "\"signature\":\"A"),
                body.replace("\"key\":\"key-1\"", "\"key\":\"key-2\""),
                body.replace("\"sequence\":5", "\"sequence\":4"),
                body.replace("\"organisation\":\"acme\"", "\"organisation\":\"other\""))) {
            s3.objects().put(name, forged.getBytes(StandardCharsets.UTF_8));
            assertBroken(5, Damage.FORGED_SEAL);
        }
    }

    @Test
    void an_older_seal_laid_under_a_newer_name_is_forged() {
        fill(5);
        seal();
        byte[] older = s3.objects().firstEntry().getValue();
        s3.objects().put("seals/acme/%020d.json".formatted(1), older);
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.damage()).isEqualTo(Damage.FORGED_SEAL));
    }

    @Test
    void a_seal_lies_under_a_name_whose_order_is_newest_first() {
        fill(5);
        seal();
        assertThat(s3.objects().firstKey()).isEqualTo("seals/acme/09999999999999999994.json");
    }

    @Test
    void notes_that_somebody_broke_are_chained_as_broken_and_hold_up_no_other() {
        trail.note(ACME, deed("first"));
        trail.note(ACME, deed("second"));
        Map<String, AttributeValue> first = LocalDynamo.client()
                .query(request -> request.tableName(local.auditTable())
                        .keyConditionExpression("organisation = :notes")
                        .expressionAttributeValues(Map.of(":notes", AttributeValue.fromS("acme#notes"))))
                .items()
                .getFirst();
        Map<String, AttributeValue> broken = new HashMap<>(first);
        broken.remove("actor");
        put(broken);
        clock.goOn(Duration.ofSeconds(61));
        assertThat(trail.chainNotes(ACME)).isEqualTo(2);
        assertThat(trail.read(ACME, 1, 10))
                .extracting(stored -> stored.entry().deed().action())
                .containsExactly("unreadable", "token-read");
    }

    @Test
    void notes_and_their_marks_expire_in_that_order_and_entries_never() {
        trail.note(ACME, deed("noted"));
        clock.goOn(Duration.ofSeconds(61));
        trail.chainNotes(ACME);
        Map<String, Map<String, AttributeValue>> rows = new HashMap<>();
        LocalDynamo.client()
                .scan(request -> request.tableName(local.auditTable()))
                .items()
                .forEach(row -> rows.put(row.get("organisation").s(), row));
        long note = Long.parseLong(rows.get("acme#notes").get("expiresAt").n());
        long mark = Long.parseLong(rows.get("acme#chained").get("expiresAt").n());
        assertThat(mark - note).isEqualTo(Duration.ofDays(60).toSeconds());
        assertThat(rows.get("acme")).doesNotContainKey("expiresAt");
    }

    private static Deed deed(String detail) {
        return Deed.done(Actor.function("test"), Action.TOKEN_READ, "connection/c_1", detail);
    }

    private void fill(int entries) {
        trail.append(
                ACME,
                IntStream.rangeClosed(1, entries)
                        .mapToObj(number -> deed("deed " + number))
                        .toList());
    }

    private void seal() {
        assertThat(new SealTrail(trail, seals, signatures, clock).run(ACME)).isPresent();
    }

    private Verdict verdict() {
        return new VerifyTrail(trail, seals, signatures).run(ACME);
    }

    private void assertBroken(long sequence, Damage damage) {
        assertThat(verdict()).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.damage()).isEqualTo(damage);
            assertThat(broken.sequence()).isEqualTo(sequence);
        });
    }

    private Map<String, AttributeValue> row(long sequence) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(local.auditTable()).key(key("acme", sequence)))
                .item();
    }

    private void put(Map<String, AttributeValue> row) {
        LocalDynamo.client()
                .putItem(request -> request.tableName(local.auditTable()).item(row));
    }

    private void delete(long sequence) {
        LocalDynamo.client()
                .deleteItem(request -> request.tableName(local.auditTable()).key(key("acme", sequence)));
    }

    private static Map<String, AttributeValue> key(String organisation, long sequence) {
        return Map.of(
                "organisation", AttributeValue.fromS(organisation),
                "sequence", AttributeValue.fromN(Long.toString(sequence)));
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> row, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(row);
        changed.put(name, value);
        return changed;
    }

    private record Listening(ConcurrentLinkedQueue<SdkRequest> requests) implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            requests.add(context.request());
            return context.request();
        }
    }
}
