package io.syncline.aws.vault;

import com.google.crypto.tink.KeysetHandle;
import io.syncline.audit.Deed;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.AuditedWrites.Outcome;
import io.syncline.aws.audit.GuardedWrite;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.SortableInstant;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.vault.KeysetForm.Row;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The life of the keysets that {@link KmsKeysets} uses. Each change is stored in one transaction with its entry. */
public final class KmsKeyrings implements Keyrings {

    private static final Logger LOG = LoggerFactory.getLogger(KmsKeyrings.class);
    private static final int TRIES = 10;
    /** Under this name a census counts rows whose bytes no key can have sealed. */
    private static final KeyId NO_KEY = new KeyId("00000000");

    private final Table vault;
    private final KmsKeysets keysets;
    private final KeyWrapping wrapping;
    private final AuditedWrites writes;
    private final InstantSource clock;

    public KmsKeyrings(
            Table vault, KmsKeysets keysets, KeyWrapping wrapping, AuditedWrites writes, InstantSource clock) {
        this.vault = vault;
        this.keysets = keysets;
        this.wrapping = wrapping;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public Optional<Keyring> find(OrganisationId organisation) {
        return keysets.row(organisation).map(Row::keyring);
    }

    @Override
    public List<OrganisationId> withPrimaryBefore(Instant moment, int limit) {
        return available(() -> Stream.of(KeysetForm.OPEN_SLOT, KeysetForm.ROTATING_SLOT)
                .flatMap(slot -> listed(slot, moment, limit))
                .sorted(Comparator.comparing(item -> item.text("refreshAt")))
                .limit(limit)
                .map(KmsKeyrings::organisation)
                .toList());
    }

    @Override
    public List<OrganisationId> rotating(int limit) {
        return available(() -> listed(KeysetForm.ROTATING_SLOT, Instant.parse("9999-12-31T00:00:00Z"), limit)
                .map(KmsKeyrings::organisation)
                .toList());
    }

    private Stream<Item> listed(String slot, Instant before, int limit) {
        return vault
                .client()
                .queryPaginator(request -> request.tableName(vault.name())
                        .indexName("due")
                        .keyConditionExpression("#slot = :slot AND #at < :before")
                        .expressionAttributeNames(Map.of("#slot", "refreshSlot", "#at", "refreshAt"))
                        .expressionAttributeValues(Map.of(
                                ":slot", AttributeValue.fromS(slot),
                                ":before", AttributeValue.fromS(SortableInstant.of(before))))
                        .limit(limit))
                .items()
                .stream()
                .limit(limit)
                .map(Item::partOf);
    }

    private static OrganisationId organisation(Item listed) {
        return new OrganisationId(listed.text("organisation"));
    }

    @Override
    public void addPrimary(OrganisationId organisation, KeyId expectedPrimary, Deed deed) {
        change(
                organisation,
                deed,
                stored -> stored.filter(row -> row.keyring().standing() == Standing.OPEN)
                        .filter(row -> row.keyring().primary().equals(Optional.of(expectedPrimary)))
                        .map(this::withNewPrimary));
    }

    private Row withNewPrimary(Row row) {
        Keyring before = row.keyring();
        KeysetHandle keyset = TinkKeys.withNewPrimary(unwrapped(row));
        Key key = new Key(TinkKeys.primary(keyset), clock.instant());
        List<Key> keys = new ArrayList<>(before.keys());
        keys.add(key);
        return row.next(
                new Keyring(before.organisation(), Standing.OPEN, keys, Optional.of(key.id()), key.createdAt()),
                Optional.of(wrapping.wrap(before.organisation(), keyset)));
    }

    @Override
    public Resealed reseal(OrganisationId organisation, Optional<String> position, int limit) {
        Optional<OpenKeyset> keyset = keysets.newest(organisation);
        if (keyset.isEmpty()) {
            return new Resealed(0, 0, Optional.empty());
        }
        QueryResponse page = available(() -> page(organisation, position, limit));
        int resealed = 0;
        for (Map<String, AttributeValue> stored : page.items()) {
            resealed += reseal(organisation, Item.read(stored, TokenForm.SCHEMA), keyset.get()) ? 1 : 0;
        }
        Optional<String> next =
                Optional.ofNullable(page.lastEvaluatedKey().get("item")).map(AttributeValue::s);
        return new Resealed(page.items().size(), resealed, next);
    }

    private QueryResponse page(OrganisationId organisation, Optional<String> position, int limit) {
        return vault.client().query(request -> {
            request.tableName(vault.name())
                    .consistentRead(true)
                    .keyConditionExpression("#organisation = :organisation AND begins_with(#item, :tokens)")
                    .expressionAttributeNames(Map.of("#organisation", "organisation", "#item", "item"))
                    .expressionAttributeValues(tokensOf(organisation))
                    .limit(limit);
            position.ifPresent(item -> request.exclusiveStartKey(Map.of(
                    "organisation", AttributeValue.fromS(organisation.value()), "item", AttributeValue.fromS(item))));
        });
    }

    private static Map<String, AttributeValue> tokensOf(OrganisationId organisation) {
        return Map.of(
                ":organisation", AttributeValue.fromS(organisation.value()),
                ":tokens", AttributeValue.fromS(TokenForm.PREFIX));
    }

    private boolean reseal(OrganisationId organisation, Item item, OpenKeyset keyset) {
        boolean isByPrimary = TokenForm.sealed(item).stream()
                .allMatch(bytes -> Seal.keyOf(bytes).equals(Optional.of(keyset.primary())));
        if (isByPrimary) {
            return false;
        }
        try {
            return replaced(item, TokenForm.resealed(item, organisation, TokenForm.connection(item), keyset));
        } catch (BrokenSeal e) {
            LOG.error("{} of an organisation under rotation does not open and keeps its old key", item.text("item"), e);
            return false;
        }
    }

    /** Whatever changes tokens seals them anew, so as long as the sealed bytes are the same, nothing was changed. */
    private boolean replaced(Item before, Item after) {
        try {
            vault.client()
                    .putItem(request -> request.tableName(vault.name())
                            .item(after.attributes())
                            .conditionExpression("#access = :access AND #version = :version")
                            .expressionAttributeNames(Map.of("#access", "access", "#version", "version"))
                            .expressionAttributeValues(Map.of(
                                    ":access", before.attributes().get("access"),
                                    ":version", before.attributes().get("version"))));
            return true;
        } catch (ConditionalCheckFailedException | TransactionConflictException e) {
            return false; // somebody else is changing it; what they store is sealed by a key that they know
        } catch (SdkException e) {
            throw new VaultUnavailable("Nothing can be sealed anew now", e);
        }
    }

    @Override
    public boolean retire(OrganisationId organisation, Deed deed) {
        Optional<Keyring> keyring = find(organisation).filter(Keyring::isRotating);
        if (keyring.isEmpty()) {
            return true;
        }
        Map<KeyId, Long> census = census(organisation);
        boolean isInUse = keyring.get().keys().stream()
                .map(Key::id)
                .filter(key -> !keyring.get().primary().equals(Optional.of(key)))
                .anyMatch(census::containsKey);
        if (!isInUse) {
            change(
                    organisation,
                    deed,
                    stored -> stored.filter(row -> row.keyring().equals(keyring.get()))
                            .map(this::withPrimaryOnly));
        }
        return !isInUse;
    }

    private Row withPrimaryOnly(Row row) {
        Keyring before = row.keyring();
        List<Key> keys = before.keys().stream()
                .filter(key -> before.primary().equals(Optional.of(key.id())))
                .toList();
        KeysetHandle keyset = TinkKeys.withPrimaryOnly(unwrapped(row));
        return row.next(
                new Keyring(before.organisation(), before.standing(), keys, before.primary(), before.primarySince()),
                Optional.of(wrapping.wrap(before.organisation(), keyset)));
    }

    @Override
    public void close(OrganisationId organisation, Deed deed) {
        change(
                organisation,
                deed,
                stored -> stored.isPresent() && stored.get().keyring().standing() != Standing.OPEN
                        ? Optional.empty()
                        : Optional.of(closed(stored.orElseGet(() -> nothing(organisation)))));
    }

    private static Row closed(Row row) {
        Keyring before = row.keyring();
        return row.next(
                new Keyring(
                        before.organisation(), Standing.CLOSED, before.keys(), before.primary(), before.primarySince()),
                row.wrapped());
    }

    @Override
    public void shred(OrganisationId organisation, Deed deed) {
        change(
                organisation,
                deed,
                stored -> stored.filter(row -> row.keyring().standing() == Standing.SHREDDED)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(shredded(stored.orElseGet(() -> nothing(organisation)))));
    }

    private Row shredded(Row row) {
        return row.next(
                new Keyring(
                        row.keyring().organisation(), Standing.SHREDDED, List.of(), Optional.empty(), clock.instant()),
                Optional.empty());
    }

    private Row nothing(OrganisationId organisation) {
        return new Row(
                new Keyring(organisation, Standing.OPEN, List.of(), Optional.empty(), clock.instant()),
                Optional.empty(),
                0);
    }

    @Override
    public void readmit(OrganisationId organisation, Deed deed) {
        change(
                organisation,
                deed,
                stored -> stored.filter(row -> row.keyring().standing() != Standing.OPEN)
                        .map(row -> row.wrapped().isPresent()
                                ? withNewPrimary(row)
                                : keysets.fresh(organisation, row.version() + 1)));
    }

    @Override
    public Map<KeyId, Long> census(OrganisationId organisation) {
        return available(() -> vault
                .client()
                .queryPaginator(request -> request.tableName(vault.name())
                        .consistentRead(true)
                        .keyConditionExpression("#organisation = :organisation AND begins_with(#item, :tokens)")
                        .projectionExpression("#access, #refresh")
                        .expressionAttributeNames(Map.of(
                                "#organisation", "organisation",
                                "#item", "item",
                                "#access", "access",
                                "#refresh", "refresh"))
                        .expressionAttributeValues(tokensOf(organisation)))
                .items()
                .stream()
                .flatMap(stored -> TokenForm.sealed(Item.partOf(stored)).stream()
                        .map(bytes -> Seal.keyOf(bytes).orElse(NO_KEY))
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting())));
    }

    private KeysetHandle unwrapped(Row row) {
        return wrapping.unwrap(
                row.keyring().organisation(),
                row.wrapped().orElseThrow(() -> new IllegalStateException("Keys without their wrapped form")));
    }

    /** Stores what follows from what is stored, until nobody interferes; nothing where nothing follows from it. */
    private void change(OrganisationId organisation, Deed deed, Function<Optional<Row>, Optional<Row>> next) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Row> stored = keysets.row(organisation);
            Optional<Row> changed = next.apply(stored);
            if (changed.isEmpty() || isStored(organisation, deed, stored, changed.get())) {
                keysets.newest(organisation);
                return;
            }
        }
        throw new VaultUnavailable(
                "The keys of an organisation cannot be changed now",
                new IllegalStateException("Others changed them " + TRIES + " times meanwhile"));
    }

    private boolean isStored(OrganisationId organisation, Deed deed, Optional<Row> stored, Row changed) {
        GuardedWrite write = stored.map(row -> KeysetForm.replace(vault.name(), changed, row.version()))
                .orElseGet(() -> KeysetForm.create(vault.name(), changed));
        return writes.commit(organisation, List.of(write), List.of(deed)) instanceof Outcome.Stored;
    }

    private static <T> T available(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new VaultUnavailable("Keys and what they seal cannot be read now", e);
        }
    }
}
