package io.syncline.jobevents;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.RequestSync;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
record Wiring(PutJob putJob, CancelJob cancelJob) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        RequestSync requestSync = new RequestSync(aws.syncedCalendars(), aws.wakeUps());
        return new Wiring(
                new PutJob(aws.jobs(), aws.connections(), requestSync, clock),
                new CancelJob(aws.jobs(), requestSync, clock));
    }
}
