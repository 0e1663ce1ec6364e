package io.syncline.oauthcallback;

import io.syncline.authorisation.CompleteConnection;
import io.syncline.authorisation.RedirectUris;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.RequestSync;
import io.syncline.edge.ProviderServers;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static CompleteConnection completeConnection(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        return new CompleteConnection(
                new ProviderServers(environment, aws.providerClients(), clock),
                aws.pendingAuthorisations(),
                aws.stateSignatures(),
                new RedirectUris(URI.create(environment.require("PUBLIC_ORIGIN"))),
                aws.tokenVault(),
                aws.connections(),
                new RequestSync(aws.syncedCalendars(), aws.wakeUps()),
                clock);
    }
}
