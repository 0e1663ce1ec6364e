package io.syncline.aws.dynamo;

import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Connections by organisation. The index {@code by-account} finds those of a provider's account
 * ({@code google#<account id>}) in all organisations.
 */
public final class DynamoConnections implements Connections {

    private final Table table;

    public DynamoConnections(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Connection> find(OrganisationId organisation, ConnectionId id) {
        return table.get(Map.of(
                        "organisation", AttributeValue.fromS(organisation.value()),
                        "connection", AttributeValue.fromS(id.value())))
                .map(DynamoConnections::read);
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
                .map(stored -> read(Item.read(stored)))
                .toList();
    }

    @Override
    public List<Connection> ofOwner(OrganisationId organisation, UserId owner) {
        return ofOrganisation(organisation).stream()
                .filter(connection -> connection.owner().equals(owner))
                .toList();
    }

    @Override
    public Optional<Connection> save(Connection connection) {
        Connection next = withNextVersion(connection);
        Item item = write(next);
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item.attributes())
                            .conditionExpression(
                                    "#version = :version OR (:version = :none AND" + " attribute_not_exists(#version))")
                            .expressionAttributeNames(Map.of("#version", "version"))
                            .expressionAttributeValues(Map.of(
                                    ":version", AttributeValue.fromN(Long.toString(connection.version())),
                                    ":none", AttributeValue.fromN("0")))
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.of(next);
        } catch (ConditionalCheckFailedException e) {
            // Exactly our item is there when the answer got lost and the SDK sent the request again.
            return item.attributes().equals(e.item()) ? Optional.of(next) : Optional.empty();
        }
    }

    @Override
    public boolean isAccountUsedElsewhere(Connection connection) {
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("by-account")
                        .keyConditionExpression("#account = :account")
                        .expressionAttributeNames(Map.of("#account", "account"))
                        .expressionAttributeValues(Map.of(":account", AttributeValue.fromS(account(connection)))))
                .items()
                .stream()
                .map(stored -> read(Item.read(stored)))
                .filter(other -> !other.organisation().equals(connection.organisation())
                        || !other.id().equals(connection.id()))
                .anyMatch(other -> !(other.state() instanceof ConnectionState.Disconnected));
    }

    private static String account(Connection connection) {
        return connection.provider().word() + '#' + connection.account().id();
    }

    private static Item write(Connection connection) {
        return Item.whole()
                .put("organisation", connection.organisation().value())
                .put("connection", connection.id().value())
                .put(
                        "account",
                        connection.provider().word()
                                + '#'
                                + connection.account().id())
                .put("owner", connection.owner().value())
                .put("provider", connection.provider().word())
                .put("accountId", connection.account().id())
                .put("email", connection.account().email())
                .put("accountName", connection.account().name())
                .put("requested", words(connection.requested()))
                .put("granted", words(connection.granted()))
                .put("state", write(connection.state()))
                .putPart("calendar", connection.calendar().map(DynamoConnections::write))
                .put("connectedAt", connection.connectedAt())
                .put("version", connection.version());
    }

    private static Connection read(Item item) {
        return new Connection(
                new OrganisationId(item.text("organisation")),
                new ConnectionId(item.text("connection")),
                new UserId(item.text("owner")),
                DetailsForm.readWord(Provider.class, item, "provider"),
                new ProviderAccount(item.text("accountId"), item.text("email"), item.text("accountName")),
                services(item.words("requested")),
                services(item.words("granted")),
                readState(item.part("state")),
                item.maybePart("calendar").map(part -> new ChosenCalendar(part.text("id"), part.text("name"))),
                item.instant("connectedAt"),
                item.number("version"));
    }

    private static Item write(ChosenCalendar calendar) {
        return Item.part().put("id", calendar.id()).put("name", calendar.name());
    }

    private static Item write(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Active _ -> Item.part().put("kind", "active");
            case ConnectionState.NeedsReconnect(String reason) ->
                Item.part().put("kind", "needs-reconnect").put("reason", reason);
            case ConnectionState.Disconnected _ -> Item.part().put("kind", "disconnected");
        };
    }

    private static ConnectionState readState(Item item) {
        String kind = item.text("kind");
        return switch (kind) {
            case "active" -> new ConnectionState.Active();
            case "needs-reconnect" -> new ConnectionState.NeedsReconnect(item.text("reason"));
            case "disconnected" -> new ConnectionState.Disconnected();
            default -> throw new UnreadableItem("A stored connection is in the unknown state '" + kind + "'");
        };
    }

    private static List<String> words(Set<Service> services) {
        return services.stream().map(Service::word).toList();
    }

    /** A service that this version does not know is left out: it does nothing for it. */
    private static Set<Service> services(Set<String> words) {
        return words.stream().flatMap(word -> Service.of(word).stream()).collect(Collectors.toSet());
    }

    private static Connection withNextVersion(Connection connection) {
        return new Connection(
                connection.organisation(),
                connection.id(),
                connection.owner(),
                connection.provider(),
                connection.account(),
                connection.requested(),
                connection.granted(),
                connection.state(),
                connection.calendar(),
                connection.connectedAt(),
                connection.version() + 1);
    }
}
