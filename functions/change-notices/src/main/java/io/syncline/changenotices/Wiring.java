package io.syncline.changenotices;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.calendar.RequestSync;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static ReceiveNotice receiveNotice(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
        RequestSync requestSync = new RequestSync(aws.syncedCalendars(), aws.wakeUps());
        return new ReceiveNotice(aws.channels(), aws.pushReports(), requestSync, clock);
    }
}
