package io.syncline.aws.vault;

import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.SortableInstant;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item {@code token#<connection>}, schema 2.
 *
 * <p>{@code version}; {@code access} and {@code refresh}, each sealed by itself, see {@link Seal} and {@link Label}; and in
 * the clear {@code tokenExpiresAt}, {@code storedAt}, {@code scopes}, {@code keyId} (the key that sealed, for whoever
 * looks; a census reads it from the sealed bytes), and, where the schedule is to refresh them, {@code refreshSlot} and
 * {@code refreshAt}, the keys of the index {@code due}.
 *
 * <p>An item of schema 1 has no {@code storedAt}, {@code keyId} and no moment to be refreshed: it gets them when it is
 * stored next.
 */
final class TokenForm {

    static final long SCHEMA = 2;
    static final String PREFIX = "token#";

    /** What {@link #facts} needs. */
    static final List<String> FACTS = List.of("schema", "organisation", "item", "tokenExpiresAt", "storedAt");

    /** Enough for ten thousand tokens in an hour, few enough to be asked for every minute. */
    private static final int SLOTS = 4;

    /** How long both providers' access tokens live: so much before its end one of schema 1 was stored. */
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private TokenForm() {}

    static Map<String, AttributeValue> key(OrganisationId organisation, ConnectionId connection) {
        return Map.of(
                "organisation", AttributeValue.fromS(organisation.value()),
                "item", AttributeValue.fromS(PREFIX + connection.value()));
    }

    /** The partitions of the index {@code due}. */
    static List<String> slots() {
        return IntStream.range(0, SLOTS).mapToObj(slot -> "refresh#" + slot).toList();
    }

    static Item write(
            OrganisationId organisation,
            ConnectionId connection,
            TokenSet tokens,
            OpenKeyset keyset,
            Instant storedAt) {
        Item item = Item.whole(SCHEMA)
                .put("organisation", organisation.value())
                .put("item", PREFIX + connection.value())
                .put("version", tokens.version())
                .put("tokenExpiresAt", tokens.expiresAt())
                .put("storedAt", storedAt)
                .put("scopes", tokens.scopes());
        tokens.refreshAt()
                .ifPresent(moment -> item.put("refreshSlot", slot(organisation, connection))
                        .put("refreshAt", SortableInstant.of(moment)));
        Sealed sealed = new Sealed(organisation, connection, tokens.version());
        return sealed.put(item, tokens.accessToken(), tokens.refreshToken(), keyset);
    }

    static TokenSet open(Item item, OrganisationId organisation, ConnectionId connection, OpenKeyset keyset) {
        Sealed sealed = new Sealed(organisation, connection, item.number("version"));
        return new TokenSet(
                sealed.access(item, keyset),
                sealed.refresh(item, keyset),
                item.instant("tokenExpiresAt"),
                item.words("scopes"),
                item.maybeInstant("refreshAt"),
                item.number("version"));
    }

    /** The same item, sealed by the primary key. */
    static Item resealed(Item item, OrganisationId organisation, ConnectionId connection, OpenKeyset keyset) {
        Sealed sealed = new Sealed(organisation, connection, item.number("version"));
        Item copy = Item.partOf(item.attributes());
        return sealed.put(copy, sealed.access(item, keyset), sealed.refresh(item, keyset), keyset);
    }

    static Facts facts(Item item) {
        Instant expiresAt = item.instant("tokenExpiresAt");
        return new Facts(expiresAt, item.maybeInstant("storedAt").orElse(expiresAt.minus(USUAL_LIFE)));
    }

    static ConnectionId connection(Item item) {
        return new ConnectionId(item.text("item").substring(PREFIX.length()));
    }

    /** What is sealed in the item. */
    static List<byte[]> sealed(Item item) {
        return Stream.of("access", "refresh")
                .flatMap(name -> item.maybeBytes(name).stream())
                .toList();
    }

    private static String slot(OrganisationId organisation, ConnectionId connection) {
        return "refresh#" + Math.floorMod((organisation.value() + '\n' + connection.value()).hashCode(), SLOTS);
    }

    /** The sealed part of an item. */
    private record Sealed(OrganisationId organisation, ConnectionId connection, long version) {

        Item put(Item item, Secret access, Optional<Secret> refresh, OpenKeyset keyset) {
            item.put("access", keyset.seal().seal(access, label("access")));
            refresh.ifPresent(token -> item.put("refresh", keyset.seal().seal(token, label("refresh"))));
            return item.put("keyId", keyset.primary().hex());
        }

        Secret access(Item item, OpenKeyset keyset) {
            return keyset.seal().open(item.bytes("access"), label("access"));
        }

        Optional<Secret> refresh(Item item, OpenKeyset keyset) {
            return item.maybeBytes("refresh").map(bytes -> keyset.seal().open(bytes, label("refresh")));
        }

        private Label label(String kind) {
            return Label.ofToken(organisation.value(), connection.value(), kind, version);
        }
    }
}
