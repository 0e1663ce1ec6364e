package io.syncline.oauthcallback;

import io.syncline.authorisation.AnswerAdminConsent;
import io.syncline.authorisation.CompleteConnection;
import io.syncline.authorisation.RedirectUris;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.RequestSync;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.token.RefreshAhead;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
record Wiring(CompleteConnection completeConnection, AnswerAdminConsent answerAdminConsent) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        return new Wiring(
                completeConnection(environment, aws, clock, random),
                new AnswerAdminConsent(aws.consentRequests(), aws.stateSignatures(), aws.auditTrail(), clock));
    }

    private static CompleteConnection completeConnection(
            Environment environment, AwsAdapters aws, InstantSource clock, SecureRandom random) {
        return new CompleteConnection(
                new ProviderServers(environment, aws.providerClients(), clock),
                aws.pendingAuthorisations(),
                aws.consentRequests(),
                aws.removals(),
                aws.stateSignatures(),
                new RedirectUris(URI.create(environment.require("PUBLIC_ORIGIN"))),
                aws.tokenVault(),
                aws.connections(),
                aws.registry(),
                aws.auditTrail(),
                aws.alarms(),
                new RequestSync(aws.syncedCalendars(), aws.wakeUps()),
                new RefreshAhead(random),
                clock,
                Tokens.PAUSE);
    }
}
