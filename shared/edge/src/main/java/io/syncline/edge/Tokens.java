package io.syncline.edge;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.connection.Connections;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Pause;
import io.syncline.token.RefreshTokens;
import io.syncline.token.Refreshing;
import io.syncline.token.Registry;
import io.syncline.token.ReviveGrant;
import io.syncline.token.TokenVault;
import io.syncline.traffic.Leases;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Everything that reads or renews tokens, put together in one way, so that all functions refresh under the same leases
 * and rules.
 */
public final class Tokens {

    /** Lets real time pass. */
    public static final Pause PAUSE = moment -> LockSupport.parkNanos(moment.toNanos());

    private final AwsAdapters aws;
    private final InstantSource clock;
    private final TokenVault vault;
    private final Connections connections;
    private final Registry registry;
    private final Leases leases;
    private final Refreshing refreshing;

    public Tokens(AwsAdapters aws, AuthorizationServers servers, InstantSource clock, RandomGenerator random) {
        this.aws = aws;
        this.clock = clock;
        this.vault = aws.tokenVault();
        this.connections = aws.connections();
        this.registry = aws.registry();
        this.leases = aws.leases();
        this.refreshing = new Refreshing(vault, connections, registry, servers, aws.alarms(), clock, random, PAUSE);
    }

    /** For whoever needs an access token now. */
    public ObtainAccessToken obtainAccessToken() {
        return new ObtainAccessToken(vault, refreshing, leases, aws.auditTrail(), clock, PAUSE);
    }

    /** For whoever looks whether a dead grant works again. */
    public ReviveGrant reviveGrant() {
        return new ReviveGrant(vault, connections, registry, refreshing, leases);
    }

    /** For the workers that refresh ahead of expiry. */
    public RefreshTokens refreshTokens() {
        return new RefreshTokens(vault, connections, registry, refreshing, leases, clock);
    }
}
