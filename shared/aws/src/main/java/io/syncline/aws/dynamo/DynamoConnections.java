package io.syncline.aws.dynamo;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Connections by organisation. The index {@code by-account} finds those of a provider's account
 * ({@code google#<account id>}) in all organisations, the index {@code unfinished} those with something to be done.
 */
public final class DynamoConnections implements Connections {

    private final Table table;

    public DynamoConnections(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Connection> find(OrganisationId organisation, ConnectionId id) {
        return table.get(ConnectionForm.key(organisation, id), ConnectionForm.SCHEMA)
                .map(ConnectionForm::read);
    }

    @Override
    public Map<ConnectionId, Connection> find(OrganisationId organisation, Set<ConnectionId> ids) {
        return all(ids.stream().map(id -> ConnectionForm.key(organisation, id)).toList()).stream()
                .collect(Collectors.toMap(Connection::id, Function.identity()));
    }

    @Override
    public List<Connection> ofOrganisation(OrganisationId organisation) {
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .consistentRead(true)
                        .keyConditionExpression("#organisation = :organisation")
                        .expressionAttributeNames(Map.of("#organisation", "organisation"))
                        .expressionAttributeValues(Map.of(":organisation", AttributeValue.fromS(organisation.value()))))
                .items()
                .stream()
                .map(stored -> ConnectionForm.read(Item.read(stored, ConnectionForm.SCHEMA)))
                .toList();
    }

    @Override
    public List<Connection> ofOwner(OrganisationId organisation, UserId owner) {
        return ofOrganisation(organisation).stream()
                .filter(connection -> connection.owner().equals(owner))
                .toList();
    }

    /** The index says which; what they are is read from the rows themselves, because an index may be late. */
    @Override
    public List<Connection> unfinished(int limit) {
        List<Map<String, AttributeValue>> keys = table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("unfinished")
                        .keyConditionExpression("#mark = :mark")
                        .expressionAttributeNames(Map.of("#mark", "unfinishedMark"))
                        .expressionAttributeValues(Map.of(":mark", AttributeValue.fromS(ConnectionForm.MARK)))
                        .limit(limit))
                .items()
                .stream()
                .limit(limit)
                .map(DynamoConnections::keyIn)
                .toList();
        Map<Map<String, AttributeValue>, Connection> found = new HashMap<>();
        all(keys).forEach(one -> found.put(ConnectionForm.key(one.organisation(), one.id()), one));
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(found.get(key)).stream())
                .filter(one -> !one.unfinished().isEmpty())
                .toList();
    }

    @Override
    public boolean isAccountUsedElsewhere(Connection connection) {
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("by-account")
                        .keyConditionExpression("#account = :account")
                        .expressionAttributeNames(Map.of("#account", "account"))
                        .expressionAttributeValues(
                                Map.of(":account", AttributeValue.fromS(ConnectionForm.account(connection)))))
                .items()
                .stream()
                .map(stored -> ConnectionForm.read(Item.read(stored, ConnectionForm.SCHEMA)))
                .filter(other -> !other.organisation().equals(connection.organisation())
                        || !other.id().equals(connection.id()))
                .anyMatch(other -> !other.isDisconnected());
    }

    private List<Connection> all(Collection<Map<String, AttributeValue>> keys) {
        return table.get(List.copyOf(keys), ConnectionForm.SCHEMA, List.of()).stream()
                .map(ConnectionForm::read)
                .toList();
    }

    private static Map<String, AttributeValue> keyIn(Map<String, AttributeValue> listed) {
        Item item = Item.partOf(listed);
        return ConnectionForm.key(
                new OrganisationId(item.text("organisation")), new ConnectionId(item.text("connection")));
    }
}
