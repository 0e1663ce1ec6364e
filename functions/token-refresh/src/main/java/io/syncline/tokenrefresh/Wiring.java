package io.syncline.tokenrefresh;

import io.syncline.authorisation.EndGrant;
import io.syncline.authorisation.FinishConnections;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.StopSync;
import io.syncline.connection.Connections;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.token.PlanRefresh;
import io.syncline.token.RefreshTokens;
import io.syncline.token.Registry;
import io.syncline.token.TokenVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
record Wiring(PlanRefresh planRefresh, FinishConnections finishConnections, RefreshTokens refreshTokens) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        ProviderServers servers = new ProviderServers(environment, aws.providerClients(), clock);
        Connections connections = aws.connections();
        TokenVault vault = aws.tokenVault();
        Registry registry = aws.registry();
        EndGrant endGrant =
                new EndGrant(connections, vault, registry, servers, new StopSync(aws.syncedCalendars()), clock);
        return new Wiring(
                new PlanRefresh(vault, aws.refreshOrders(), clock),
                new FinishConnections(connections, registry, aws.announcements(), aws.consentRequests(), endGrant),
                new Tokens(aws, servers, clock, random).refreshTokens());
    }
}
