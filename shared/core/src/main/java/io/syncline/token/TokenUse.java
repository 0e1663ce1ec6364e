package io.syncline.token;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.Service;

/**
 * What a token is asked for.
 *
 * @param service without this permission there is no token
 * @param actor on whose behalf
 * @param purpose a few words for the trail, such as {@code calendar sync}
 */
public record TokenUse(Service service, Actor actor, String purpose) {

    Deed read(Connection connection) {
        return Deed.done(actor, Action.TOKEN_READ, connection.subject(), "for " + service.word() + ": " + purpose);
    }

    Deed refused(Connection connection) {
        return Deed.refused(actor, Action.TOKEN_READ, connection.subject(), "for " + service.word() + ": " + purpose);
    }

    Deed failed(Connection connection) {
        return Deed.failed(
                actor, Action.TOKEN_READ, connection.subject(), "for " + service.word() + ": it does not open");
    }
}
