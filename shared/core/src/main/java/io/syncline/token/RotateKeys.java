package io.syncline.token;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Resealed;
import io.syncline.token.Keyrings.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Changes the key of an organisation while everything goes on: a new key becomes the primary one, each row is sealed
 * anew, and once nothing can be sealed by the old key any more and nothing is, it is destroyed. It goes on where it
 * broke off.
 */
public final class RotateKeys {

    /**
     * Longer than a process keeps an old keyring in memory, and longer than a started connection waits: after it
     * nothing is sealed by the old key, and nothing that lives.
     */
    public static final Duration OLD_KEYS_LIVE = Duration.ofMinutes(15);

    /** How old a primary key becomes before the schedule changes it. */
    public static final Duration KEY_LIFE = Duration.ofDays(90);

    private static final int PAGE = 40;

    private final Keyrings keyrings;
    private final InstantSource clock;

    public RotateKeys(Keyrings keyrings, InstantSource clock) {
        this.keyrings = keyrings;
        this.clock = clock;
    }

    /** How far a rotation is. */
    public enum Phase {
        /** The organisation has no keys, or left. */
        NOTHING_TO_DO,
        /** All rows are under the new key; the old one is kept a little longer for whoever is still at it. */
        WAITING,
        /** The old key is destroyed. */
        DONE
    }

    /** How far a rotation is, and how many rows this run sealed anew. */
    public record Progress(Phase phase, long resealed) {}

    /** Begins a rotation, unless one is under way, and takes it as far as it can go now. */
    public Progress begin(OrganisationId organisation, Actor actor) {
        Optional<Keyring> keyring = open(organisation);
        if (keyring.isPresent() && !keyring.get().isRotating()) {
            keyrings.addPrimary(
                    organisation,
                    keyring.get().primary().orElseThrow(),
                    Deed.done(actor, Action.KEY_ROTATED, "organisation/" + organisation.value(), "a new key seals"));
        }
        return goOn(organisation, actor);
    }

    /** Takes a rotation that is under way as far as it can go now. */
    public Progress goOn(OrganisationId organisation, Actor actor) {
        Optional<Keyring> keyring = open(organisation);
        if (keyring.isEmpty() || !keyring.get().isRotating()) {
            return new Progress(Phase.NOTHING_TO_DO, 0);
        }
        long resealed = resealAll(organisation);
        if (clock.instant().isBefore(keyring.get().primarySince().plus(OLD_KEYS_LIVE))) {
            return new Progress(Phase.WAITING, resealed);
        }
        boolean retired = keyrings.retire(
                organisation,
                Deed.done(
                        actor, Action.KEY_RETIRED, "organisation/" + organisation.value(), "the old key is destroyed"));
        return new Progress(retired ? Phase.DONE : Phase.WAITING, resealed);
    }

    private Optional<Keyring> open(OrganisationId organisation) {
        return keyrings.find(organisation).filter(keyring -> keyring.standing() == Standing.OPEN);
    }

    private long resealAll(OrganisationId organisation) {
        long resealed = 0;
        Optional<String> position = Optional.empty();
        do {
            Resealed page = keyrings.reseal(organisation, position, PAGE);
            resealed += page.resealed();
            position = page.next();
        } while (position.isPresent());
        return resealed;
    }
}
