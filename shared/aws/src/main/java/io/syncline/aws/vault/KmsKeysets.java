package io.syncline.aws.vault;

import com.google.crypto.tink.KeysetHandle;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.GuardedWrite;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.Table;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Standing;
import io.syncline.token.OrganisationGone;
import io.syncline.token.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keysets in the vault table, see {@link KeysetForm}, wrapped by one KMS key, see {@link KeyWrapping}.
 *
 * <p>Unwrapped keysets stay in memory for at most five minutes, so a warm function calls KMS once per organisation in that
 * time, however many ask at once. While KMS or the table is down, what is in memory keeps working for the rest of its
 * time. A keyset that changed is noticed by its version, which costs a read and no call of KMS.
 */
public final class KmsKeysets implements Keysets {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Table vault;
    private final KeyWrapping wrapping;
    private final AuditedWrites writes;
    private final InstantSource clock;
    private final Map<OrganisationId, Slot> slots = new ConcurrentHashMap<>();

    public KmsKeysets(Table vault, KeyWrapping wrapping, AuditedWrites writes, InstantSource clock) {
        this.vault = vault;
        this.wrapping = wrapping;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public OpenKeyset of(OrganisationId organisation) {
        try {
            return toSealWith(organisation);
        } catch (BrokenSeal e) {
            throw new VaultUnavailable("Nothing can be sealed: the keys of the organisation do not open", e);
        }
    }

    private OpenKeyset toSealWith(OrganisationId organisation) {
        Held held = slot(organisation).get(false);
        if (held.standing().isEmpty()) {
            create(organisation);
            held = slot(organisation).get(true);
        }
        if (held.isOfSchemaOne()) {
            upgrade(organisation);
            held = slot(organisation).get(true);
        }
        return held.keys()
                .filter(held::whileOpen)
                .orElseThrow(() -> new OrganisationGone(
                        "The organisation was removed from this installation: nothing is sealed for it any more"));
    }

    @Override
    public Optional<OpenKeyset> existing(OrganisationId organisation) {
        return slot(organisation).get(false).keys();
    }

    @Override
    public Optional<OpenKeyset> newest(OrganisationId organisation) {
        return slot(organisation).get(true).keys();
    }

    @Override
    public GuardedWrite stillOpen(OrganisationId organisation, KeyId used) {
        return KeysetForm.stillOpen(vault.name(), organisation, used);
    }

    private Slot slot(OrganisationId organisation) {
        return slots.computeIfAbsent(organisation, Slot::new);
    }

    /** What is stored; a row of schema 1 is understood with the help of the key service. */
    Optional<KeysetForm.Row> row(OrganisationId organisation) {
        return stored(organisation)
                .map(item -> KeysetForm.isOfSchemaOne(item)
                        ? ofSchemaOne(organisation, item, wrapping.unwrap(organisation, item.bytes("wrapped")))
                        : KeysetForm.read(organisation, item));
    }

    private Optional<Item> stored(OrganisationId organisation) {
        try {
            return vault.get(KeysetForm.key(organisation), KeysetForm.SCHEMA);
        } catch (SdkException e) {
            throw new VaultUnavailable("The keys of an organisation cannot be read now", e);
        }
    }

    private static KeysetForm.Row ofSchemaOne(OrganisationId organisation, Item item, KeysetHandle keyset) {
        Keyrings.Key key = new Keyrings.Key(TinkKeys.primary(keyset), KeysetForm.createdAt(item));
        Keyring keyring =
                new Keyring(organisation, Standing.OPEN, List.of(key), Optional.of(key.id()), key.createdAt());
        return new KeysetForm.Row(keyring, Optional.of(item.bytes("wrapped")), 0);
    }

    /** Stores a new keyset unless somebody else was faster; who lost reads the winner's. */
    private void create(OrganisationId organisation) {
        Deed deed = Deed.done(
                Actor.function("vault"), Action.KEY_CREATED, "organisation/" + organisation.value(), "its first key");
        writes.commit(organisation, List.of(KeysetForm.create(vault.name(), fresh(organisation, 1))), List.of(deed));
    }

    /** A row of schema 1 stands in no index: nobody would rotate its key or seal its organisation's trail. */
    private void upgrade(OrganisationId organisation) {
        row(organisation)
                .filter(row -> row.version() == 0)
                .ifPresent(row -> writes.commit(
                        organisation, List.of(KeysetForm.replace(vault.name(), row.next(), 0)), List.of()));
    }

    /** A keyset with one new key. */
    KeysetForm.Row fresh(OrganisationId organisation, long version) {
        KeysetHandle keyset = TinkKeys.one();
        Keyrings.Key key = new Keyrings.Key(TinkKeys.primary(keyset), clock.instant());
        Keyring keyring =
                new Keyring(organisation, Standing.OPEN, List.of(key), Optional.of(key.id()), key.createdAt());
        return new KeysetForm.Row(keyring, Optional.of(wrapping.wrap(organisation, keyset)), version);
    }

    /**
     * What was loaded.
     *
     * @param standing empty where the organisation never had keys
     * @param keys empty where it has none
     */
    private record Held(Optional<Standing> standing, Optional<OpenKeyset> keys, long version) {
        static final Held NOTHING = new Held(Optional.empty(), Optional.empty(), -1);

        boolean isOfSchemaOne() {
            return version == 0;
        }

        boolean whileOpen(OpenKeyset keyset) {
            return keys.equals(Optional.of(keyset)) && standing.equals(Optional.of(Standing.OPEN));
        }
    }

    /** One organisation's keys in memory; its lock lets the first of many callers load and the others wait. */
    private final class Slot {
        private final OrganisationId organisation;
        private Held held = Held.NOTHING;
        private Instant until = Instant.MIN;

        Slot(OrganisationId organisation) {
            this.organisation = organisation;
        }

        /**
         * The keys.
         *
         * @param asStored whether a look at the row is wanted even if they are not old
         */
        synchronized Held get(boolean asStored) {
            boolean isYoung = held.keys().isPresent() && clock.instant().isBefore(until);
            if (isYoung && !asStored) {
                return held;
            }
            Held before = held;
            if (!isYoung) {
                held = Held.NOTHING;
            }
            Optional<Item> item = stored(organisation);
            if (item.isEmpty()) {
                held = Held.NOTHING;
            } else if (!isYoung || versionOf(item.get()) != before.version()) {
                held = loaded(item.get());
                until = clock.instant().plus(LIFE);
            }
            return held;
        }

        private Held loaded(Item item) {
            if (KeysetForm.isOfSchemaOne(item)) {
                KeysetHandle keyset = wrapping.unwrap(organisation, item.bytes("wrapped"));
                return new Held(Optional.of(Standing.OPEN), Optional.of(TinkKeys.open(keyset)), 0);
            }
            KeysetForm.Row row = KeysetForm.read(organisation, item);
            Optional<OpenKeyset> keys = row.wrapped().map(bytes -> TinkKeys.open(wrapping.unwrap(organisation, bytes)));
            return new Held(Optional.of(row.keyring().standing()), keys, row.version());
        }

        private static long versionOf(Item item) {
            return item.maybeNumber("version").orElse(0L);
        }
    }
}
