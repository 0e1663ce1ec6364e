package io.syncline.keyrotation;

import io.syncline.authorisation.Disconnect;
import io.syncline.authorisation.EndGrant;
import io.syncline.authorisation.ManageKeyrings;
import io.syncline.authorisation.RemoveOrganisation;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.StopSync;
import io.syncline.edge.ProviderServers;
import io.syncline.identity.Organisations;
import io.syncline.token.Keyrings;
import io.syncline.token.ReportKeys;
import io.syncline.token.RotateKeys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
record Wiring(
        Organisations organisations,
        ManageKeyrings manageKeyrings,
        RotateKeys rotateKeys,
        ReportKeys reportKeys,
        RemoveOrganisation removeOrganisation) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        Keyrings keyrings = aws.keyrings();
        RotateKeys rotateKeys = new RotateKeys(keyrings, clock);
        RemoveOrganisation removeOrganisation = removeOrganisation(environment, aws, keyrings, clock);
        return new Wiring(
                aws.organisations(),
                new ManageKeyrings(keyrings, rotateKeys, removeOrganisation, clock),
                rotateKeys,
                new ReportKeys(keyrings),
                removeOrganisation);
    }

    private static RemoveOrganisation removeOrganisation(
            Environment environment, AwsAdapters aws, Keyrings keyrings, InstantSource clock) {
        EndGrant endGrant = new EndGrant(
                aws.connections(),
                aws.tokenVault(),
                aws.registry(),
                new ProviderServers(environment, aws.providerClients(), clock),
                new StopSync(aws.syncedCalendars()),
                clock);
        return new RemoveOrganisation(
                aws.connections(), keyrings, new Disconnect(aws.connections(), aws.registry(), endGrant, clock));
    }
}
