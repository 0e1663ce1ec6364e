package io.syncline.aws.dynamo;

import io.syncline.calendar.Field;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.identity.OrganisationId;
import java.util.EnumMap;
import java.util.Map;

/** The {@code POLICY} items of the sync table. */
public final class DynamoSyncPolicies implements SyncPolicies {

    private final Table table;

    public DynamoSyncPolicies(Table table) {
        this.table = table;
    }

    @Override
    public SyncPolicy find(OrganisationId organisation) {
        return table.get(SyncKeys.policy(organisation))
                .map(DynamoSyncPolicies::read)
                .orElse(SyncPolicy.DEFAULT);
    }

    @Override
    public void save(OrganisationId organisation, SyncPolicy policy) {
        Item ownership = Item.part();
        policy.ownership().forEach((field, owner) -> ownership.put(field.word(), DetailsForm.word(owner)));
        Item item = Item.whole().put("ownership", ownership).put("onConflict", DetailsForm.word(policy.onConflict()));
        item.attributes().putAll(SyncKeys.policy(organisation));
        table.client().putItem(put -> put.tableName(table.name()).item(item.attributes()));
    }

    private static SyncPolicy read(Item item) {
        Item owners = item.part("ownership");
        Map<Field, Ownership> ownership = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (owners.has(field.word())) {
                ownership.put(field, DetailsForm.readWord(Ownership.class, owners, field.word()));
            }
        }
        return new SyncPolicy(ownership, DetailsForm.readWord(OnConflict.class, item, "onConflict"));
    }
}
