package io.syncline.oauthstart;

import io.syncline.authorisation.RedirectUris;
import io.syncline.authorisation.StartConnection;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.edge.ProviderServers;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static StartConnection startConnection(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        return new StartConnection(
                aws.connections(),
                new ProviderServers(environment, aws.providerClients(), clock),
                aws.pendingAuthorisations(),
                aws.stateSignatures(),
                new RedirectUris(URI.create(environment.require("PUBLIC_ORIGIN"))),
                random,
                clock);
    }
}
