package io.syncline.calendarsync;

import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.KeepPush;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.Provider;
import io.syncline.edge.CrmEventForm;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.google.GoogleCalendars;
import io.syncline.microsoft.MicrosoftCalendars;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
        SyncedCalendars calendars = aws.syncedCalendars();
        WakeUps wakeUps = aws.wakeUps();
        GoogleCalendars google =
                new GoogleCalendars(URI.create(environment.require("GOOGLE_CALENDAR_ROOT_URL")), clock);
        MicrosoftCalendars microsoft =
                new MicrosoftCalendars(URI.create(environment.require("MICROSOFT_GRAPH_ROOT_URL")), clock, random);
        URI origin = URI.create(environment.require("PUBLIC_ORIGIN"));
        KeepPush keepPush = new KeepPush(
                aws.channels(),
                either(google.channels(origin), microsoft.channels(origin, clock)),
                new RequestSync(calendars, wakeUps),
                clock,
                random);
        return new RunCalendarSync(
                calendars,
                aws.connections(),
                aws.calendarItems(),
                aws.jobs(),
                aws.syncPolicies(),
                aws.crmBus(CrmEventForm::json),
                Optional.of(keepPush),
                new Tokens(aws, servers, clock, random).obtainAccessToken(),
                either(google, microsoft),
                wakeUps,
                clock);
    }

    private static <T> Function<Provider, T> either(T google, T microsoft) {
        return provider -> switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }
}
