package io.syncline.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.authorisation.PendingAuthorisation;
import io.syncline.aws.LocalDynamo;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PendingSealTest {

    private static final String VERIFIER = "a-verifier-that-nobody-may-read-in-the-table";

    private final String table = LocalDynamo.pendingTable();
    private final DynamoPendingAuthorisations all = new DynamoPendingAuthorisations(
            LocalDynamo.client(),
            table,
            new KmsKeysets(
                    LocalDynamo.client(), LocalDynamo.vaultTable(), new FakeKms(), "key", InstantSource.system()));

    @Test
    void the_verifier_is_sealed_and_the_row_expires_an_hour_after_its_end() {
        all.add(started("one"));
        Map<String, AttributeValue> row = row("one");
        assertThat(row.toString()).doesNotContain(VERIFIER);
        long end = Instant.parse("2026-11-22T12:10:00Z").getEpochSecond();
        assertThat(row.get("expiresAt").n()).isEqualTo(Long.toString(end + 3600));
    }

    @Test
    void a_verifier_copied_to_another_authorisation_does_not_open() {
        all.add(started("one"));
        Map<String, AttributeValue> copy = new HashMap<>(row("one"));
        copy.put("id", AttributeValue.fromS("two"));
        LocalDynamo.client().putItem(request -> request.tableName(table).item(copy));
        assertThatThrownBy(() -> all.claim("two")).isInstanceOf(BrokenSeal.class);
        assertThat(all.claim("one")).isPresent();
    }

    private Map<String, AttributeValue> row(String id) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
    }

    private static PendingAuthorisation started(String id) {
        return new PendingAuthorisation(
                id,
                new OrganisationId("acme"),
                new UserId("tess"),
                Provider.GOOGLE,
                Set.of(Service.CALENDAR),
                Secret.of(VERIFIER),
                "ab".repeat(32),
                "/connections",
                Instant.parse("2026-11-22T12:10:00Z"));
    }
}
