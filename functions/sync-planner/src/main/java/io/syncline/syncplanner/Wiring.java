package io.syncline.syncplanner;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.PlanSync;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static PlanSync planSync(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        return new PlanSync(aws.syncedCalendars(), aws.wakeUps(), clock);
    }
}
