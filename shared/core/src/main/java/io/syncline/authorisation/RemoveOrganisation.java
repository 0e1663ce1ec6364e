package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import java.util.List;

/**
 * An organisation leaves: nobody of it can start anything any more, all its accounts are disconnected, and at last its
 * keys are destroyed, so that nothing that was ever sealed for it can be read again. Its history and its trail stay.
 *
 * <p>It goes on where it broke off, and is done once {@link Progress#shredded()} says so.
 */
public final class RemoveOrganisation {

    private final Connections connections;
    private final Keyrings keyrings;
    private final Disconnect disconnect;

    public RemoveOrganisation(Connections connections, Keyrings keyrings, Disconnect disconnect) {
        this.connections = connections;
        this.keyrings = keyrings;
        this.disconnect = disconnect;
    }

    /**
     * How far it is.
     *
     * @param waiting accounts whose provider did not answer yet; they keep the keys alive for an hour at most
     */
    public record Progress(int disconnected, int waiting, boolean shredded) {}

    /** Goes on, or begins. */
    public Progress run(OrganisationId organisation, Actor actor) {
        keyrings.close(
                organisation,
                Deed.done(actor, Action.ORGANISATION_REMOVED, "organisation/" + organisation.value(), "begins"));
        List<Connection> live = connections.ofOrganisation(organisation).stream()
                .filter(one -> !one.isDisconnected())
                .toList();
        live.forEach(connection -> disconnect.run(connection, actor, "the organisation was removed"));
        int waiting = (int) connections.ofOrganisation(organisation).stream()
                .filter(one -> !one.isDisconnected() || !one.unfinished().isEmpty())
                .count();
        if (waiting == 0) {
            keyrings.shred(
                    organisation,
                    Deed.done(
                            actor,
                            Action.KEYS_SHREDDED,
                            "organisation/" + organisation.value(),
                            "nothing that was sealed for it opens any more"));
        }
        return new Progress(live.size(), waiting, waiting == 0);
    }
}
