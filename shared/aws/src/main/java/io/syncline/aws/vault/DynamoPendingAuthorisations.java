package io.syncline.aws.vault;

import io.syncline.audit.Deed;
import io.syncline.authorisation.PendingAuthorisation;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.AuditedWrites.Outcome;
import io.syncline.aws.audit.GuardedWrite;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(DynamoPendingAuthorisations.class);
    private static final Duration KEPT_AFTER_END = Duration.ofHours(1);
    /** A partition key has at most 2,048 bytes, and none of ours is near that. */
    private static final int LONGEST_ID = 512;

    /** Schema 1 had no {@code userName} and no {@code expected}. */
    private static final long SCHEMA = 2;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Keysets keysets;
    private final AuditedWrites writes;

    public DynamoPendingAuthorisations(DynamoDbClient dynamo, String table, Keysets keysets, AuditedWrites writes) {
        this.dynamo = dynamo;
        this.table = table;
        this.keysets = keysets;
        this.writes = writes;
    }

    @Override
    public void add(PendingAuthorisation pending, Deed deed) {
        if (isAdded(pending, deed)) {
            return;
        }
        keysets.newest(pending.organisation()); // keys in memory may be old ones of an organisation that began anew
        if (!isAdded(pending, deed)) {
            throw new OrganisationGone("The organisation was removed from this installation");
        }
    }

    /** False where the organisation has other keys by now, or none. */
    private boolean isAdded(PendingAuthorisation pending, Deed deed) {
        OpenKeyset keys = keysets.of(pending.organisation());
        GuardedWrite put = GuardedWrite.put(
                table, item(pending, keys.seal()), "attribute_not_exists(#id)", Map.of("#id", "id"), Map.of());
        GuardedWrite stillOpen = keysets.stillOpen(pending.organisation(), keys.primary());
        return switch (writes.commit(pending.organisation(), List.of(put, stillOpen), List.of(deed))) {
            case Outcome.Stored _ -> true;
            case Outcome.Refused(List<Integer> places) -> {
                if (places.contains(0)) {
                    throw new IllegalStateException("The id of a started connection was given away twice");
                }
                yield false;
            }
        };
    }

    private Item item(PendingAuthorisation pending, Seal seal) {
        return Item.whole(SCHEMA)
                .put("id", pending.id())
                .put("organisation", pending.organisation().value())
                .put("user", pending.user().value())
                .put("userName", pending.userName())
                .putText("expected", pending.expected().map(ConnectionId::value))
                .put("provider", pending.provider().word())
                .put("services", pending.services().stream().map(Service::word).toList())
                .put("verifier", seal.seal(pending.verifier(), label(pending.organisation(), pending.id())))
                .put("cookieHash", pending.cookieHash())
                .put("returnTo", pending.returnTo())
                .put("endsAt", pending.expiresAt())
                .put("expiresAt", pending.expiresAt().plus(KEPT_AFTER_END).getEpochSecond());
    }

    @Override
    public Optional<PendingAuthorisation> claim(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        return take(id).flatMap(this::opened);
    }

    /** One whose verifier does not open is of no use to anybody: its person starts again. */
    private Optional<PendingAuthorisation> opened(Item item) {
        try {
            return read(item);
        } catch (BrokenSeal e) {
            LOG.error("The verifier of a started connection does not open", e);
            return Optional.empty();
        }
    }

    private Optional<Item> take(String id) {
        try {
            return Optional.of(Item.read(
                    dynamo.deleteItem(request -> request.tableName(table)
                                    .key(Map.of("id", AttributeValue.fromS(id)))
                                    .conditionExpression("attribute_exists(#id)")
                                    .expressionAttributeNames(Map.of("#id", "id"))
                                    .returnValues(ReturnValue.ALL_OLD))
                            .attributes(),
                    SCHEMA));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    private Optional<PendingAuthorisation> read(Item item) {
        OrganisationId organisation = new OrganisationId(item.text("organisation"));
        String id = item.text("id");
        byte[] sealed = item.bytes("verifier");
        return keysFor(organisation, sealed).map(keys -> {
            Secret verifier = keys.seal().open(sealed, label(organisation, id));
            Instant endsAt = item.instant("endsAt");
            return new PendingAuthorisation(
                    id,
                    organisation,
                    new UserId(item.text("user")),
                    item.maybeText("userName").orElse(""),
                    provider(item),
                    services(item),
                    item.maybeText("expected").map(ConnectionId::new),
                    verifier,
                    item.text("cookieHash"),
                    item.text("returnTo"),
                    endsAt);
        });
    }

    /** The key may have been changed since this process read the keys. */
    private Optional<OpenKeyset> keysFor(OrganisationId organisation, byte[] sealed) {
        Optional<OpenKeyset> keys = keysets.existing(organisation);
        return keys.filter(held -> held.knows(sealed)).isPresent() ? keys : keysets.newest(organisation);
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
