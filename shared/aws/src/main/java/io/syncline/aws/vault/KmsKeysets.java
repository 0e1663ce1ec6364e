package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.syncline.aws.dynamo.Item;
import io.syncline.identity.OrganisationId;
import io.syncline.token.VaultUnavailable;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Keysets in the vault table, wrapped by one KMS key.
 *
 * <p>The item: {@code organisation}, {@code item = keyset}, {@code schema}, {@code wrapped}, {@code createdAt}.
 * {@code wrapped} is what KMS Encrypt makes of Tink's binary keyset, with the encryption context
 * {@code {organisation: <id>}}: KMS itself refuses to unwrap it for another organisation. Unwrapped keysets stay in
 * memory for at most five minutes, so a warm function calls KMS once per organisation in that time. While KMS or the
 * table is down, what is in memory keeps working for the rest of its time.
 */
public final class KmsKeysets implements Keysets {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String ITEM = "keyset";

    private final DynamoDbClient dynamo;
    private final String table;
    private final KmsClient kms;
    private final String keyId;
    private final InstantSource clock;
    private final Map<OrganisationId, Slot> slots = new ConcurrentHashMap<>();

    public KmsKeysets(DynamoDbClient dynamo, String table, KmsClient kms, String keyId, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.kms = kms;
        this.keyId = keyId;
        this.clock = clock;
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink's AEAD is not available", e);
        }
    }

    @Override
    public Aead of(OrganisationId organisation) {
        return slot(organisation)
                .get(() -> Optional.of(loadOrCreate(organisation)), clock)
                .orElseThrow();
    }

    @Override
    public Optional<Aead> existing(OrganisationId organisation) {
        return slot(organisation).get(() -> load(organisation), clock);
    }

    private Slot slot(OrganisationId organisation) {
        return slots.computeIfAbsent(organisation, _ -> new Slot());
    }

    private Aead loadOrCreate(OrganisationId organisation) {
        return load(organisation).orElseGet(() -> {
            create(organisation);
            return load(organisation)
                    .orElseThrow(() -> new IllegalStateException("A keyset vanished while it was created"));
        });
    }

    private Optional<Aead> load(OrganisationId organisation) {
        try {
            Map<String, AttributeValue> stored = dynamo.getItem(request ->
                            request.tableName(table).key(keyOf(organisation)).consistentRead(true))
                    .item();
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(unwrap(organisation, Item.read(stored).bytes("wrapped")));
        } catch (InvalidCiphertextException e) {
            throw new BrokenSeal("The keyset of an organisation does not open: it was changed or moved", e);
        } catch (SdkException e) {
            throw new VaultUnavailable("The keys of an organisation cannot be read now", e);
        }
    }

    /** Stores a new keyset unless somebody else was faster; who lost reads the winner's. */
    private void create(OrganisationId organisation) {
        try {
            Item item = Item.whole()
                    .put("organisation", organisation.value())
                    .put("item", ITEM)
                    .put("wrapped", wrap(organisation, newKeyset()))
                    .put("createdAt", clock.instant());
            dynamo.putItem(request -> request.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(#item)")
                    .expressionAttributeNames(Map.of("#item", "item")));
        } catch (ConditionalCheckFailedException e) {
            return; // Somebody else's keyset is there.
        } catch (SdkException e) {
            throw new VaultUnavailable("Keys for an organisation cannot be made now", e);
        }
    }

    private byte[] wrap(OrganisationId organisation, byte[] keyset) {
        return kms.encrypt(request -> request.keyId(keyId)
                        .plaintext(SdkBytes.fromByteArray(keyset))
                        .encryptionContext(contextOf(organisation)))
                .ciphertextBlob()
                .asByteArray();
    }

    private Aead unwrap(OrganisationId organisation, byte[] wrapped) {
        byte[] keyset = kms.decrypt(request -> request.keyId(keyId)
                        .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                        .encryptionContext(contextOf(organisation)))
                .plaintext()
                .asByteArray();
        try {
            return TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("What KMS unwrapped is no keyset", e);
        }
    }

    private static byte[] newKeyset() {
        try {
            KeysetHandle handle =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            return TinkProtoKeysetFormat.serializeKeyset(
                    handle, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A keyset could not be made", e);
        }
    }

    private static Map<String, AttributeValue> keyOf(OrganisationId organisation) {
        return Map.of("organisation", AttributeValue.fromS(organisation.value()), "item", AttributeValue.fromS(ITEM));
    }

    private static Map<String, String> contextOf(OrganisationId organisation) {
        return Map.of("organisation", organisation.value());
    }

    /** One organisation's keys in memory; its lock lets the first of many callers load and the others wait. */
    private static final class Slot {
        private Optional<Aead> held = Optional.empty();
        private Instant until = Instant.MIN;

        synchronized Optional<Aead> get(Supplier<Optional<Aead>> load, InstantSource clock) {
            if (held.isPresent() && clock.instant().isBefore(until)) {
                return held;
            }
            held = Optional.empty();
            held = load.get();
            until = clock.instant().plus(LIFE);
            return held;
        }
    }
}
