package io.syncline.aws.vault;

import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.SortableInstant;
import io.syncline.aws.dynamo.StorageBusy;
import io.syncline.aws.dynamo.Table;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.TokensUnreadable;
import io.syncline.token.VaultUnavailable;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sealed tokens in the vault table, see {@link TokenForm}.
 *
 * <p>Keys in memory may be five minutes old. Whoever meets a seal of a key that is not among them looks for newer keys,
 * and then for a newer row: while keys are changed, no reader fails.
 */
public final class DynamoTokenVault implements TokenVault {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoTokenVault.class);

    private final Table table;
    private final Keysets keysets;

    public DynamoTokenVault(Table table, Keysets keysets) {
        this.table = table;
        this.keysets = keysets;
    }

    @Override
    public Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection) {
        return stored(organisation, connection).flatMap(item -> opened(item, organisation, connection));
    }

    @Override
    public Map<ConnectionId, TokenSet> read(OrganisationId organisation, Set<ConnectionId> connections) {
        Map<ConnectionId, TokenSet> found = new HashMap<>();
        for (Item item : stored(organisation, connections, List.of())) {
            ConnectionId connection = TokenForm.connection(item);
            try {
                opened(item, organisation, connection).ifPresent(tokens -> found.put(connection, tokens));
            } catch (TokensUnreadable e) {
                LOG.error("The tokens of connection {} do not open", connection.value(), e);
            }
        }
        return found;
    }

    @Override
    public Map<ConnectionId, Facts> facts(OrganisationId organisation, Set<ConnectionId> connections) {
        return stored(organisation, connections, TokenForm.FACTS).stream()
                .collect(Collectors.toMap(TokenForm::connection, TokenForm::facts));
    }

    @Override
    public List<Due> due(Instant moment, int limit) {
        return available(() -> TokenForm.slots().stream()
                .flatMap(slot -> due(slot, moment, limit))
                .sorted(Comparator.comparing(item -> item.text("refreshAt")))
                .limit(limit)
                .map(item -> new Due(new OrganisationId(item.text("organisation")), TokenForm.connection(item)))
                .toList());
    }

    private Stream<Item> due(String slot, Instant moment, int limit) {
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("due")
                        .keyConditionExpression("#slot = :slot AND #at <= :moment")
                        .expressionAttributeNames(Map.of("#slot", "refreshSlot", "#at", "refreshAt"))
                        .expressionAttributeValues(Map.of(
                                ":slot", AttributeValue.fromS(slot),
                                ":moment", AttributeValue.fromS(SortableInstant.of(moment))))
                        .limit(limit))
                .items()
                .stream()
                .limit(limit)
                .map(Item::partOf);
    }

    /** Nothing where the tokens were destroyed while their key was looked for. */
    private Optional<TokenSet> opened(Item item, OrganisationId organisation, ConnectionId connection) {
        Optional<OpenKeyset> keyset = keysets.existing(organisation);
        if (opens(keyset, item)) {
            return Optional.of(TokenForm.open(item, organisation, connection, keyset.orElseThrow()));
        }
        Optional<OpenKeyset> newest = keysets.newest(organisation);
        Optional<Item> again = opens(newest, item) ? Optional.of(item) : stored(organisation, connection);
        return again.map(row -> {
            if (!opens(newest, row)) {
                throw new BrokenSeal(
                        "Sealed tokens do not open: their key is gone, or they were changed",
                        new GeneralSecurityException("The organisation has no such key"));
            }
            return TokenForm.open(row, organisation, connection, newest.orElseThrow());
        });
    }

    private static boolean opens(Optional<OpenKeyset> keyset, Item item) {
        return keyset.filter(keys -> TokenForm.sealed(item).stream().allMatch(keys::knows))
                .isPresent();
    }

    private Optional<Item> stored(OrganisationId organisation, ConnectionId connection) {
        return available(() -> table.get(TokenForm.key(organisation, connection), TokenForm.SCHEMA));
    }

    private List<Item> stored(OrganisationId organisation, Set<ConnectionId> connections, List<String> wanted) {
        List<Map<String, AttributeValue>> keys = connections.stream()
                .map(connection -> TokenForm.key(organisation, connection))
                .toList();
        return available(() -> table.get(keys, TokenForm.SCHEMA, wanted));
    }

    private static <T> T available(Supplier<T> read) {
        try {
            return read.get();
        } catch (SdkException | StorageBusy e) {
            throw new VaultUnavailable("Tokens cannot be read now", e);
        }
    }
}
