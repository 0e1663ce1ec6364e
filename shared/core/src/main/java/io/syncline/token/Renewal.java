package io.syncline.token;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What follows from a token endpoint's answer to a refresh. */
sealed interface Renewal {

    /**
     * New tokens, which have to be stored before anybody uses them.
     *
     * @param rotated whether the provider gave a new refresh token: the old one may be dead by now
     */
    record Renewed(TokenSet tokens, TokenAnswer.Granted granted, boolean rotated) implements Renewal {}

    /** The grant is dead, if nobody else renewed it meanwhile. */
    record Dead(ConnectionState state, String code) implements Renewal {}

    /** Our client is refused: everybody's refresh fails until the operator acts. */
    record OperatorFault(String code) implements Renewal {}

    /** Later. */
    record Later(Optional<Duration> retryAfter, String reason) implements Renewal {}

    /** Decides; the answer is the one to {@code old}'s refresh token. */
    static Renewal of(Connection connection, TokenSet old, TokenAnswer answer, Instant now, RefreshAhead ahead) {
        return switch (answer) {
            case TokenAnswer.Granted granted -> renewed(old, granted, now, ahead);
            case TokenAnswer.GrantRefused refused -> dead(connection, now, refused);
            case TokenAnswer.AdministratorRefused(String code) ->
                new Dead(new ConnectionState.NeedsAdministrator(administrator(connection), now), code);
            case TokenAnswer.ClientRefused(String code) -> new OperatorFault(code);
            case TokenAnswer.Unavailable(Optional<Duration> retryAfter, String reason) -> new Later(retryAfter, reason);
        };
    }

    /** What follows where there is no refresh token at all. */
    static Renewal withoutRefreshToken(Connection connection, Instant now) {
        return dead(connection, now, new TokenAnswer.GrantRefused("no_refresh_token"));
    }

    private static Renewal renewed(TokenSet old, TokenAnswer.Granted granted, Instant now, RefreshAhead ahead) {
        boolean rotated = granted.refreshToken()
                .filter(token -> !old.refreshToken().equals(Optional.of(token)))
                .isPresent();
        TokenSet tokens = new TokenSet(
                granted.accessToken(),
                granted.refreshToken().or(old::refreshToken), // no new one means that the old one lives on
                now.plus(granted.life()),
                granted.scopes().isEmpty() ? old.scopes() : granted.scopes(),
                Optional.of(ahead.of(now, granted.life())),
                old.version());
        return new Renewed(tokens, granted, rotated);
    }

    private static Dead dead(Connection connection, Instant now, TokenAnswer.GrantRefused refused) {
        String reason = connection.provider().title()
                + " does not accept the permission for " + connection.account().email()
                + " any more. Connect the account again to go on; nothing is lost meanwhile.";
        return new Dead(new ConnectionState.NeedsReconnect(reason, now, refused.claims()), refused.code());
    }

    private static String administrator(Connection connection) {
        return connection.provider().title() + " asks for an administrator's consent before "
                + connection.account().email()
                + " can be used. Ask the administrator of that account's organisation to allow Syncline, then check"
                + " again; nothing is lost meanwhile.";
    }
}
