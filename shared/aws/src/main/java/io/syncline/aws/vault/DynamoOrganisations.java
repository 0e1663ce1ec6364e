package io.syncline.aws.vault;

import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.Table;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Organisations;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whoever has a keyset, or had one: the index {@code due} of the vault table lists all of them. */
public final class DynamoOrganisations implements Organisations {

    private final Table vault;

    public DynamoOrganisations(Table vault) {
        this.vault = vault;
    }

    @Override
    public List<OrganisationId> all() {
        return Stream.of(KeysetForm.OPEN_SLOT, KeysetForm.ROTATING_SLOT, KeysetForm.GONE_SLOT)
                .flatMap(this::listed)
                .distinct()
                .toList();
    }

    private Stream<OrganisationId> listed(String slot) {
        return vault
                .client()
                .queryPaginator(request -> request.tableName(vault.name())
                        .indexName("due")
                        .keyConditionExpression("#slot = :slot")
                        .expressionAttributeNames(Map.of("#slot", "refreshSlot"))
                        .expressionAttributeValues(Map.of(":slot", AttributeValue.fromS(slot))))
                .items()
                .stream()
                .map(stored -> new OrganisationId(Item.partOf(stored).text("organisation")));
    }
}
