package io.syncline.aws.dynamo;

import io.syncline.calendar.ChannelId;
import io.syncline.calendar.ChannelOwner;
import io.syncline.calendar.Channels;
import io.syncline.calendar.SecretHash;
import io.syncline.connection.Provider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@code CHANNEL} items of the sync table. Reads are strongly consistent: a notice may come right after a save. */
public final class DynamoChannels implements Channels {

    /** DynamoDB may remove what expired late; nobody counts on it. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final Table table;

    public DynamoChannels(Table table) {
        this.table = table;
    }

    @Override
    public Map<ChannelId, ChannelOwner> find(Collection<ChannelId> channels) {
        List<Map<String, AttributeValue>> keys =
                channels.stream().distinct().map(DynamoChannels::key).toList();
        List<Item> found =
                keys.size() == 1 ? table.get(keys.getFirst()).stream().toList() : table.get(keys);
        return found.stream()
                .map(DynamoChannels::read)
                .collect(Collectors.toMap(ChannelOwner::id, Function.identity()));
    }

    @Override
    public void save(ChannelOwner owner) {
        Item item = Item.whole()
                .put("channel", owner.id().value())
                .put("provider", owner.provider().word())
                .put("organisation", owner.organisation().value())
                .put("connection", owner.calendar().connection().value())
                .put("calendar", owner.calendar().calendar().value())
                .put("secretHash", owner.secret().hex())
                .put("until", owner.until())
                .put("expiresAt", owner.until().plus(FORGOTTEN_AFTER).getEpochSecond());
        item.attributes().putAll(key(owner.id()));
        table.client().putItem(put -> put.tableName(table.name()).item(item.attributes()));
    }

    @Override
    public void drop(ChannelId channel) {
        table.client().deleteItem(delete -> delete.tableName(table.name()).key(key(channel)));
    }

    /** The one key without an organisation at its head: a notice names its channel and nothing else. */
    static Map<String, AttributeValue> key(ChannelId channel) {
        return SyncKeys.key("channel#" + channel.value(), "CHANNEL");
    }

    private static ChannelOwner read(Item item) {
        return new ChannelOwner(
                new ChannelId(item.text("channel")),
                DetailsForm.readWord(Provider.class, item, "provider"),
                CalendarForm.organisation(item),
                CalendarForm.ref(item),
                new SecretHash(item.text("secretHash")),
                item.instant("until"));
    }
}
