package io.syncline.aws.dynamo;

import io.syncline.authorisation.Removals;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who was removed, in the pending table: {@code id = removed#<org>#<user>}; they expire after a day. */
public final class DynamoRemovals implements Removals {

    private static final Duration KEPT = Duration.ofDays(1);

    private final Table table;

    public DynamoRemovals(Table table) {
        this.table = table;
    }

    @Override
    public void put(OrganisationId organisation, UserId user, Instant at) {
        Item item = Item.whole()
                .put("id", id(organisation, user))
                .put("removedAt", at)
                .put("expiresAt", at.plus(KEPT).getEpochSecond());
        table.client().putItem(put -> put.tableName(table.name()).item(item.attributes()));
    }

    @Override
    public Optional<Instant> find(OrganisationId organisation, UserId user) {
        return table.get(Map.of("id", AttributeValue.fromS(id(organisation, user))))
                .map(item -> item.instant("removedAt"));
    }

    private static String id(OrganisationId organisation, UserId user) {
        return String.join("#", "removed", organisation.value(), user.value());
    }
}
