package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.ReviveGrant;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes;
import io.syncline.token.ServiceProbes.Probe;
import io.syncline.token.TokenUse;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks now whether an account works: each service that is switched on is used once at the provider. A grant that was
 * taken for dead is tried once more; an administrator may have allowed it meanwhile.
 */
public final class CheckConnection {

    private final Connections connections;
    private final ObtainAccessToken tokens;
    private final ReviveGrant reviveGrant;
    private final ServiceProbes probes;
    private final ConsentRequests consentRequests;
    private final AuditTrail trail;

    public CheckConnection(
            Connections connections,
            ObtainAccessToken tokens,
            ReviveGrant reviveGrant,
            ServiceProbes probes,
            ConsentRequests consentRequests,
            AuditTrail trail) {
        this.connections = connections;
        this.tokens = tokens;
        this.reviveGrant = reviveGrant;
        this.probes = probes;
        this.consentRequests = consentRequests;
        this.trail = trail;
    }

    /** What was found of a service. */
    public enum Finding {
        WORKS,
        /** The account has to be connected again, or an administrator has to act. */
        NEEDS_RECONNECT,
        /** The service was not allowed by the account. */
        NOT_GRANTED,
        /** The account allowed it, but the provider refuses it all the same: no mailbox, no licence, a policy. */
        REFUSED_BY_PROVIDER,
        /** The provider does not answer now. */
        UNAVAILABLE
    }

    /**
     * What was found.
     *
     * @param connection as it is after the check
     */
    public record Check(Connection connection, Map<Service, Finding> findings) {
        public Check {
            findings = Map.copyOf(findings);
        }
    }

    /** Checks, or nothing where there is no such connection or it is not the caller's to manage. */
    public Optional<Check> run(Caller caller, ConnectionId id) {
        return connections
                .find(caller.organisation(), id)
                .filter(one -> caller.manages(one.owner()) && !one.isDisconnected())
                .map(connection -> check(caller, connection));
    }

    private Check check(Caller caller, Connection before) {
        Connection connection = revived(before, Actor.of(caller));
        Map<Service, Finding> findings = new EnumMap<>(Service.class);
        for (Service service : connection.requested()) {
            findings.put(service, finding(caller, connection, service));
        }
        trail.append(
                caller.organisation(),
                List.of(Deed.done(
                        Actor.of(caller), Action.CONNECTION_CHECKED, connection.subject(), inWords(findings))));
        return new Check(
                connections.find(connection.organisation(), connection.id()).orElse(connection), findings);
    }

    /** Where the grant works again, nobody waits for an administrator any more. */
    private Connection revived(Connection before, Actor actor) {
        Connection connection = reviveGrant.run(before, actor);
        if (before.whatIsWrong().isPresent() && connection.whatIsWrong().isEmpty()) {
            consentRequests.remove(connection.organisation(), connection.owner(), connection.provider());
        }
        return connection;
    }

    private Finding finding(Caller caller, Connection connection, Service service) {
        if (!service.isCoveredBy(connection.granted())) {
            return Finding.NOT_GRANTED;
        }
        TokenUse use = new TokenUse(service, Actor.of(caller), "check");
        return used(connection, use, tokens.run(connection, use), true);
    }

    private Finding used(Connection connection, TokenUse use, Grant grant, boolean mayRenew) {
        return switch (grant) {
            case Grant.Valid valid -> probed(connection, use, valid.tokens().accessToken(), mayRenew);
            case Grant.NeedsReconnect _ -> Finding.NEEDS_RECONNECT;
            case Grant.NotPermitted _ -> Finding.NOT_GRANTED;
            case Grant.Deferred _ -> Finding.UNAVAILABLE;
        };
    }

    private Finding probed(Connection connection, TokenUse use, Secret token, boolean mayRenew) {
        Probe probe = probes.probe(connection.provider(), use.service(), token);
        return switch (probe) {
            case WORKS -> Finding.WORKS;
            case NOT_PERMITTED -> Finding.REFUSED_BY_PROVIDER;
            case UNAVAILABLE -> Finding.UNAVAILABLE;
            case UNAUTHORIZED ->
                mayRenew
                        ? used(connection, use, tokens.renew(connection, use, token, Optional.empty()), false)
                        : Finding.NEEDS_RECONNECT;
        };
    }

    private static String inWords(Map<Service, Finding> findings) {
        return String.join(
                ", ",
                findings.entrySet().stream()
                        .map(entry -> entry.getKey().word() + " "
                                + entry.getValue()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '))
                        .toList());
    }
}
