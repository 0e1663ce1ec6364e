package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.RotateKeys;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks after the keys of an organisation from time to time: begins to change a key that is old, goes on with a change
 * that is under way, and goes on removing an organisation that leaves. Doing it twice does it once.
 */
public final class ManageKeyrings {

    private final Keyrings keyrings;
    private final RotateKeys rotateKeys;
    private final RemoveOrganisation removeOrganisation;
    private final InstantSource clock;

    public ManageKeyrings(
            Keyrings keyrings, RotateKeys rotateKeys, RemoveOrganisation removeOrganisation, InstantSource clock) {
        this.keyrings = keyrings;
        this.rotateKeys = rotateKeys;
        this.removeOrganisation = removeOrganisation;
        this.clock = clock;
    }

    /**
     * Does what is to be done now.
     *
     * @return what was done in one sentence for the log, or an empty text where there was nothing to do
     */
    public String run(OrganisationId organisation, Actor actor) {
        Optional<Keyring> keyring = keyrings.find(organisation);
        if (keyring.isEmpty()) {
            return "";
        }
        return switch (keyring.get().standing()) {
            case OPEN -> rotated(keyring.get(), actor);
            case CLOSED -> shown(removeOrganisation.run(organisation, actor));
            case SHREDDED -> "";
        };
    }

    private String rotated(Keyring keyring, Actor actor) {
        if (keyring.isRotating()) {
            return shown(rotateKeys.goOn(keyring.organisation(), actor));
        }
        return isOld(keyring) ? shown(rotateKeys.begin(keyring.organisation(), actor)) : "";
    }

    private boolean isOld(Keyring keyring) {
        return keyring.primarySince().plus(RotateKeys.KEY_LIFE).isBefore(clock.instant());
    }

    private static String shown(RotateKeys.Progress progress) {
        return switch (progress.phase()) {
            case NOTHING_TO_DO -> "";
            case WAITING -> "A new key seals; " + progress.resealed() + " rows were sealed anew.";
            case DONE -> "The old key is destroyed; " + progress.resealed() + " rows were sealed anew.";
        };
    }

    private static String shown(RemoveOrganisation.Progress progress) {
        return progress.shredded()
                ? "The organisation is removed; its keys are destroyed."
                : "The organisation is being removed; " + progress.waiting() + " accounts are waited for.";
    }

    /** Lets an organisation that was removed, or is being removed, begin anew. */
    public void readmit(OrganisationId organisation, Actor actor) {
        keyrings.readmit(
                organisation,
                Deed.done(
                        actor,
                        Action.ORGANISATION_READMITTED,
                        "organisation/" + organisation.value(),
                        "with new keys"));
    }
}
