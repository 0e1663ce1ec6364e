package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import io.syncline.aws.dynamo.Item;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.VaultUnavailable;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Sealed tokens in the vault table.
 *
 * <p>The item: {@code organisation}, {@code item = token#<connection>}, {@code schema}, {@code version},
 * {@code access} and {@code refresh} (each sealed by itself, see {@link Seal} and {@link Label}), and in the clear
 * {@code tokenExpiresAt} and {@code scopes}, which whoever refreshes ahead has to see without opening anything.
 */
public final class DynamoTokenVault implements TokenVault {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Keysets keysets;

    public DynamoTokenVault(DynamoDbClient dynamo, String table, Keysets keysets) {
        this.dynamo = dynamo;
        this.table = table;
        this.keysets = keysets;
    }

    @Override
    public Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection) {
        Optional<Item> stored = stored(organisation, connection);
        return stored.flatMap(
                item -> keysets.existing(organisation).map(aead -> open(item, aead, organisation, connection)));
    }

    @Override
    public Optional<TokenSet> store(
            OrganisationId organisation, ConnectionId connection, TokenSet tokens, long expectedVersion) {
        TokenSet next = new TokenSet(
                tokens.accessToken(), tokens.refreshToken(), tokens.expiresAt(), tokens.scopes(), expectedVersion + 1);
        Item item = write(next, keysets.of(organisation), organisation, connection);
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("#version = :version OR (:version = :none AND attribute_not_exists(#version))")
                    .expressionAttributeNames(Map.of("#version", "version"))
                    .expressionAttributeValues(Map.of(
                            ":version", AttributeValue.fromN(Long.toString(expectedVersion)),
                            ":none", AttributeValue.fromN("0")))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.of(next);
        } catch (ConditionalCheckFailedException e) {
            // Exactly our bytes are there when the answer got lost and the SDK sent the request again.
            return item.attributes().equals(e.item()) ? Optional.of(next) : Optional.empty();
        } catch (SdkException e) {
            throw new VaultUnavailable("Tokens cannot be stored now", e);
        }
    }

    @Override
    public void destroy(OrganisationId organisation, ConnectionId connection) {
        try {
            dynamo.deleteItem(request -> request.tableName(table).key(keyOf(organisation, connection)));
        } catch (SdkException e) {
            throw new VaultUnavailable("Tokens cannot be destroyed now", e);
        }
    }

    private Optional<Item> stored(OrganisationId organisation, ConnectionId connection) {
        try {
            Map<String, AttributeValue> stored = dynamo.getItem(request -> request.tableName(table)
                            .key(keyOf(organisation, connection))
                            .consistentRead(true))
                    .item();
            return stored.isEmpty() ? Optional.empty() : Optional.of(Item.read(stored));
        } catch (SdkException e) {
            throw new VaultUnavailable("Tokens cannot be read now", e);
        }
    }

    private static Item write(TokenSet tokens, Aead aead, OrganisationId organisation, ConnectionId connection) {
        Seal seal = new Seal(aead);
        Item item = Item.whole()
                .put("organisation", organisation.value())
                .put("item", itemOf(connection))
                .put("version", tokens.version())
                .put(
                        "access",
                        seal.seal(tokens.accessToken(), label(organisation, connection, "access", tokens.version())))
                .put("tokenExpiresAt", tokens.expiresAt())
                .put("scopes", tokens.scopes());
        tokens.refreshToken()
                .ifPresent(token -> item.put(
                        "refresh", seal.seal(token, label(organisation, connection, "refresh", tokens.version()))));
        return item;
    }

    private static TokenSet open(Item item, Aead aead, OrganisationId organisation, ConnectionId connection) {
        Seal seal = new Seal(aead);
        long version = item.number("version");
        Secret access = seal.open(item.bytes("access"), label(organisation, connection, "access", version));
        Optional<Secret> refresh = item.maybeBytes("refresh")
                .map(bytes -> seal.open(bytes, label(organisation, connection, "refresh", version)));
        return new TokenSet(access, refresh, item.instant("tokenExpiresAt"), item.words("scopes"), version);
    }

    private static Label label(OrganisationId organisation, ConnectionId connection, String kind, long version) {
        return Label.ofToken(organisation.value(), connection.value(), kind, version);
    }

    private static Map<String, AttributeValue> keyOf(OrganisationId organisation, ConnectionId connection) {
        return Map.of(
                "organisation", AttributeValue.fromS(organisation.value()),
                "item", AttributeValue.fromS(itemOf(connection)));
    }

    private static String itemOf(ConnectionId connection) {
        return "token#" + connection.value();
    }
}
