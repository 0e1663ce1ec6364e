package io.syncline.auditseal;

import io.syncline.audit.SealTrail;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.identity.Organisations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
record Wiring(Organisations organisations, SealTrail sealTrail, VerifyTrail verifyTrail) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        return new Wiring(
                aws.organisations(),
                new SealTrail(aws.auditTrail(), aws.seals(), aws.sealSignatures(), clock),
                new VerifyTrail(aws.auditTrail(), aws.seals(), aws.sealSignatures()));
    }
}
