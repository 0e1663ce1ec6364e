package io.syncline.aws.vault;

import io.syncline.aws.audit.GuardedWrite;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.SortableInstant;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item {@code keyset} of an organisation, schema 2.
 *
 * <p>{@code version} (grows with every change, and every change asks for it), {@code standing} ({@code open},
 * {@code closed}, {@code shredded}), {@code wrapped} (see {@link KeyWrapping}; gone after shredding), {@code keys} (the
 * oldest first, each with {@code id} and {@code createdAt}), {@code keyIds} (their ids alone), {@code primary}, {@code primarySince}, and the keys of the
 * index {@code due}.
 *
 * <p>An item of schema 1 has only {@code wrapped} and {@code createdAt}, and holds one key.
 */
final class KeysetForm {

    static final long SCHEMA = 2;
    static final String ITEM = "keyset";

    static final String OPEN_SLOT = "keyring";
    static final String ROTATING_SLOT = "keyring-rotating";
    static final String GONE_SLOT = "keyring-gone";

    private static final Map<String, String> VERSION = Map.of("#version", "version");

    private KeysetForm() {}

    /**
     * What is stored.
     *
     * @param version 0 for an item of schema 1
     */
    record Row(Keyring keyring, Optional<byte[]> wrapped, long version) {

        /** This row as it is stored next. */
        Row next() {
            return next(keyring, wrapped);
        }

        Row next(Keyring changed, Optional<byte[]> wrappedAnew) {
            return new Row(changed, wrappedAnew, version + 1);
        }
    }

    static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of("organisation", AttributeValue.fromS(organisation.value()), "item", AttributeValue.fromS(ITEM));
    }

    static boolean isOfSchemaOne(Item item) {
        return item.number("schema") < SCHEMA;
    }

    static Instant createdAt(Item ofSchemaOne) {
        return ofSchemaOne.instant("createdAt");
    }

    static Row read(OrganisationId organisation, Item item) {
        Keyring keyring = new Keyring(
                organisation,
                standing(item),
                item.parts("keys").stream()
                        .map(part -> new Keyrings.Key(new KeyId(part.text("id")), part.instant("createdAt")))
                        .toList(),
                item.maybeText("primary").map(KeyId::new),
                item.instant("primarySince"));
        Optional<byte[]> wrapped = item.maybeBytes("wrapped");
        if (wrapped.isEmpty() != keyring.keys().isEmpty()) {
            throw new BrokenSeal(
                    "The keyset of an organisation was changed: its keys and their list do not fit together",
                    new UnreadableItem("A stored keyset lacks its keys or their list"));
        }
        return new Row(keyring, wrapped, item.number("version"));
    }

    /** A keyset for an organisation that has none. */
    static GuardedWrite create(String table, Row row) {
        return GuardedWrite.put(table, write(row), "attribute_not_exists(#item)", Map.of("#item", "item"), Map.of());
    }

    /**
     * A changed keyset; the row has the next version.
     *
     * @param before the version that is replaced, 0 for an item of schema 1
     */
    static GuardedWrite replace(String table, Row row, long before) {
        return before == 0
                ? GuardedWrite.put(
                        table,
                        write(row),
                        "attribute_exists(#item) AND attribute_not_exists(#version)",
                        Map.of("#item", "item", "#version", "version"),
                        Map.of())
                : GuardedWrite.put(
                        table,
                        write(row),
                        "#version = :version",
                        VERSION,
                        Map.of(":version", AttributeValue.fromN(Long.toString(before))));
    }

    /** Lets a transaction pass only while the organisation has the key that was used, and is not leaving. */
    static GuardedWrite stillOpen(String table, OrganisationId organisation, KeyId used) {
        return GuardedWrite.check(
                table,
                key(organisation),
                "attribute_exists(#wrapped) AND (attribute_not_exists(#standing) OR #standing = :open)"
                        + " AND (attribute_not_exists(#keyIds) OR contains(#keyIds, :used))",
                Map.of("#wrapped", "wrapped", "#standing", "standing", "#keyIds", "keyIds"),
                Map.of(
                        ":open", AttributeValue.fromS(word(Standing.OPEN)),
                        ":used", AttributeValue.fromS(used.hex())));
    }

    private static Item write(Row row) {
        Keyring keyring = row.keyring();
        Item item = Item.whole(SCHEMA)
                .put("organisation", keyring.organisation().value())
                .put("item", ITEM)
                .put("version", row.version())
                .put("standing", word(keyring.standing()))
                .putParts("keys", keyring.keys().stream().map(KeysetForm::write).toList())
                .put(
                        "keyIds",
                        keyring.keys().stream().map(key -> key.id().hex()).toList())
                .putText("primary", keyring.primary().map(KeyId::hex))
                .put("primarySince", keyring.primarySince())
                .put("refreshSlot", slot(keyring))
                .put("refreshAt", SortableInstant.of(keyring.primarySince()));
        row.wrapped().ifPresent(bytes -> item.put("wrapped", bytes));
        return item;
    }

    private static Item write(Keyrings.Key key) {
        return Item.part().put("id", key.id().hex()).put("createdAt", key.createdAt());
    }

    private static String slot(Keyring keyring) {
        if (keyring.standing() != Standing.OPEN) {
            return GONE_SLOT;
        }
        return keyring.isRotating() ? ROTATING_SLOT : OPEN_SLOT;
    }

    private static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static Standing standing(Item item) {
        String word = item.text("standing");
        return List.of(Standing.values()).stream()
                .filter(standing -> word(standing).equals(word))
                .findFirst()
                .orElseThrow(() -> new UnreadableItem("A stored keyset has the unknown standing '" + word + "'"));
    }
}
