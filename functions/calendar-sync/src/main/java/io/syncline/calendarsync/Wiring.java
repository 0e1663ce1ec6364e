package io.syncline.calendarsync;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.connection.Provider;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.google.GoogleCalendars;
import io.syncline.microsoft.MicrosoftCalendars;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Puts the function together. */
final class Wiring {

    private Wiring() {}

    static RunCalendarSync runCalendarSync(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        ProviderServers servers = new ProviderServers(environment, aws.providerClients(), clock);
        return new RunCalendarSync(
                aws.syncedCalendars(),
                aws.connections(),
                aws.calendarItems(),
                aws.jobs(),
                new Tokens(aws, servers, clock, random).obtainAccessToken(),
                remotes(environment, clock, random),
                aws.wakeUps(),
                clock);
    }

    private static Function<Provider, RemoteCalendars> remotes(
            Environment environment, InstantSource clock, SecureRandom random) {
        RemoteCalendars google =
                new GoogleCalendars(URI.create(environment.require("GOOGLE_CALENDAR_ROOT_URL")), clock);
        RemoteCalendars microsoft =
                new MicrosoftCalendars(URI.create(environment.require("MICROSOFT_GRAPH_ROOT_URL")), clock, random);
        return provider -> switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }
}
