package io.syncline.token;

import io.syncline.audit.Deed;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of each organisation, and which of them seals what. An outage is a {@link VaultUnavailable}.
 *
 * <p>A keyring has one primary key, which seals, and may have older ones, which only open. Everybody who meets a seal
 * of a key that they do not know reads the keyring again, so a new key can be used at once.
 */
public interface Keyrings {

    /** The keyring, or nothing where the organisation never had one. */
    Optional<Keyring> find(OrganisationId organisation);

    /** Organisations whose primary key was made before the moment and that are neither closed nor shredded. */
    List<OrganisationId> withPrimaryBefore(Instant moment, int limit);

    /** Organisations with a rotation under way. */
    List<OrganisationId> rotating(int limit);

    /**
     * Makes a new key the primary one and keeps the old ones, unless that has happened already for this keyring.
     *
     * @param expectedPrimary the key that is primary now; if it is not, nothing happens
     */
    void addPrimary(OrganisationId organisation, KeyId expectedPrimary, Deed deed);

    /**
     * Seals rows anew with the primary key, each on the condition that nobody changed it meanwhile.
     *
     * @param position where a page before ended
     */
    Resealed reseal(OrganisationId organisation, Optional<String> position, int limit);

    /**
     * Destroys every key but the primary one.
     *
     * @return false where a row is still sealed by one of them; then nothing is destroyed
     */
    boolean retire(OrganisationId organisation, Deed deed);

    /** Lets nothing new be sealed: the organisation is leaving. Twice is no error. */
    void close(OrganisationId organisation, Deed deed);

    /** Destroys all keys; what remains is the note that it happened. Twice is no error. */
    void shred(OrganisationId organisation, Deed deed);

    /** Lets a closed or shredded organisation begin anew, with new keys. */
    void readmit(OrganisationId organisation, Deed deed);

    /** Which key seals how many rows, read from the rows themselves. */
    Map<KeyId, Long> census(OrganisationId organisation);

    /** A key of Tink: the number that stands, in hexadecimal, at the beginning of everything that it sealed. */
    record KeyId(String hex) {}

    /**
     * An organisation's keys.
     *
     * @param keys the oldest first; empty after shredding
     * @param primarySince when the primary key became that; nothing is sealed by another one after the caches' life
     */
    record Keyring(
            OrganisationId organisation,
            Standing standing,
            List<Key> keys,
            Optional<KeyId> primary,
            Instant primarySince) {

        public Keyring {
            keys = List.copyOf(keys);
        }

        /** Whether a rotation has begun and its old keys are still there. */
        public boolean isRotating() {
            return keys.size() > 1;
        }
    }

    /** One key. */
    record Key(KeyId id, Instant createdAt) {}

    /** Whether an organisation can have things sealed and opened. */
    enum Standing {
        OPEN,
        CLOSED,
        SHREDDED
    }

    /**
     * A page of rows.
     *
     * @param resealed how many were sealed anew; the others were by the primary key already, or changed meanwhile
     * @param next where the next page begins, if there is one
     */
    record Resealed(int seen, int resealed, Optional<String> next) {}
}
