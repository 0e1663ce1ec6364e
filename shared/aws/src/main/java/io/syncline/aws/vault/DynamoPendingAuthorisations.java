package io.syncline.aws.vault;

import io.syncline.authorisation.PendingAuthorisation;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Started connections in the pending table, by {@code id}. The PKCE verifier is sealed by the organisation's keys.
 *
 * <p>{@code expiresAt} (epoch seconds) is DynamoDB's time to live, an hour after the authorisation's own end
 * ({@code endsAt}), so that somebody who comes late hears "expired" and not "unknown".
 */
public final class DynamoPendingAuthorisations implements PendingAuthorisations {

    private static final Duration KEPT_AFTER_END = Duration.ofHours(1);
    /** A partition key has at most 2,048 bytes, and none of ours is near that. */
    private static final int LONGEST_ID = 512;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Keysets keysets;

    public DynamoPendingAuthorisations(DynamoDbClient dynamo, String table, Keysets keysets) {
        this.dynamo = dynamo;
        this.table = table;
        this.keysets = keysets;
    }

    @Override
    public void add(PendingAuthorisation pending) {
        Seal seal = new Seal(keysets.of(pending.organisation()));
        Item item = Item.whole()
                .put("id", pending.id())
                .put("organisation", pending.organisation().value())
                .put("user", pending.user().value())
                .put("provider", pending.provider().word())
                .put("services", pending.services().stream().map(Service::word).toList())
                .put("verifier", seal.seal(pending.verifier(), label(pending.organisation(), pending.id())))
                .put("cookieHash", pending.cookieHash())
                .put("returnTo", pending.returnTo())
                .put("endsAt", pending.expiresAt())
                .put("expiresAt", pending.expiresAt().plus(KEPT_AFTER_END).getEpochSecond());
        dynamo.putItem(request -> request.tableName(table)
                .item(item.attributes())
                .conditionExpression("attribute_not_exists(#id)")
                .expressionAttributeNames(Map.of("#id", "id")));
    }

    @Override
    public Optional<PendingAuthorisation> claim(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        return take(id).flatMap(this::read);
    }

    private Optional<Item> take(String id) {
        try {
            return Optional.of(Item.read(dynamo.deleteItem(request -> request.tableName(table)
                            .key(Map.of("id", AttributeValue.fromS(id)))
                            .conditionExpression("attribute_exists(#id)")
                            .expressionAttributeNames(Map.of("#id", "id"))
                            .returnValues(ReturnValue.ALL_OLD))
                    .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    private Optional<PendingAuthorisation> read(Item item) {
        OrganisationId organisation = new OrganisationId(item.text("organisation"));
        String id = item.text("id");
        return keysets.existing(organisation).map(aead -> {
            Secret verifier = new Seal(aead).open(item.bytes("verifier"), label(organisation, id));
            Instant endsAt = item.instant("endsAt");
            return new PendingAuthorisation(
                    id,
                    organisation,
                    new UserId(item.text("user")),
                    provider(item),
                    services(item),
                    verifier,
                    item.text("cookieHash"),
                    item.text("returnTo"),
                    endsAt);
        });
    }

    private static Provider provider(Item item) {
        return Provider.of(item.text("provider"))
                .orElseThrow(() -> new UnreadableItem("A stored item has an unknown word in 'provider'"));
    }

    private static Set<Service> services(Item item) {
        return item.words("services").stream()
                .flatMap(word -> Service.of(word).stream())
                .collect(Collectors.toSet());
    }

    private static Label label(OrganisationId organisation, String id) {
        return Label.ofVerifier(organisation.value(), id);
    }
}
