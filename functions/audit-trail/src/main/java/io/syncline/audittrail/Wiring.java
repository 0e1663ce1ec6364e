package io.syncline.audittrail;

import io.syncline.audit.AuditTrail;
import io.syncline.audit.ReadTrail;
import io.syncline.audit.RecordLook;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static TrailRoutes trailRoutes(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        AuditTrail trail = aws.auditTrail();
        return new TrailRoutes(
                new ReadTrail(trail),
                new VerifyTrail(trail, aws.seals(), aws.sealSignatures()),
                new RecordLook(trail, aws.leases()),
                trail,
                clock);
    }
}
