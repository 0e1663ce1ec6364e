package io.syncline.local.cloud;

import io.syncline.local.cloud.template.Template;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.SimulatorEndpoints;
import io.syncline.local.providers.oauth.OAuthClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which provider is real and which is simulated: real is one whose credentials are in the environment. */
final class Providers implements AutoCloseable {

    private final Map<String, String> parameters = new HashMap<>();
    private final Optional<ProviderSimulators> simulators;

    private Providers(LocalSettings settings, Optional<ProviderSimulators> simulators) {
        this.simulators = simulators;
        if (!useReal(settings.environment(), "GOOGLE", "Google")) {
            simulators.ifPresent(running -> simulateGoogle(running.endpoints(), running.googleClient()));
        }
        if (!useReal(settings.environment(), "MICROSOFT", "Microsoft")) {
            simulators.ifPresent(running -> simulateMicrosoft(running.endpoints(), running.microsoftClient()));
        }
    }

    /**
     * Starts the simulators unless nobody needs them, and loads the calendar file where there is one. What they keep
     * has its own ports, which win over the wanted ones.
     */
    static Providers start(LocalSettings settings, SimulatorSettings.Ports ports) {
        boolean needed = settings.simulated()
                && !(hasCredentials(settings.environment(), "GOOGLE")
                        && hasCredentials(settings.environment(), "MICROSOFT"));
        if (!needed) {
            return new Providers(settings, Optional.empty());
        }
        ProviderSimulators simulators = ProviderSimulators.start(simulated(settings, ports));
        try {
            settings.calendar()
                    .ifPresent(file ->
                            simulators.control().loadCalendarOnce(Provider.GOOGLE, "tess@fieldworks.example", file));
            return new Providers(settings, Optional.of(simulators));
        } catch (RuntimeException e) {
            simulators.close();
            throw e;
        }
    }

    private static SimulatorSettings simulated(LocalSettings settings, SimulatorSettings.Ports ports) {
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withLatency(settings.latency()).withPorts(ports);
        return settings.keep() ? simulated.withKeptIn(settings.work().resolve("simulators")) : simulated;
    }

    /** Values for those parameters about providers that the template declares. */
    Map<String, String> parameters(Template template) {
        Map<String, String> declared = new HashMap<>(parameters);
        declared.keySet().retainAll(template.parameterDefaults().keySet());
        return declared;
    }

    Optional<ProviderSimulators> simulators() {
        return simulators;
    }

    @Override
    public void close() {
        simulators.ifPresent(ProviderSimulators::close);
    }

    private boolean useReal(Map<String, String> environment, String prefix, String parameterPrefix) {
        if (!hasCredentials(environment, prefix)) {
            return false;
        }
        parameters.put(parameterPrefix + "ClientId", environment.getOrDefault(prefix + "_CLIENT_ID", ""));
        parameters.put(parameterPrefix + "ClientSecret", environment.getOrDefault(prefix + "_CLIENT_SECRET", ""));
        return true;
    }

    private static boolean hasCredentials(Map<String, String> environment, String prefix) {
        return !environment.getOrDefault(prefix + "_CLIENT_ID", "").isBlank()
                && !environment.getOrDefault(prefix + "_CLIENT_SECRET", "").isBlank();
    }

    private void simulateGoogle(SimulatorEndpoints endpoints, OAuthClient client) {
        parameters.put("GoogleClientId", client.id());
        parameters.put("GoogleClientSecret", client.secret());
        parameters.put("GoogleAuthorizeUrl", endpoints.googleAuthorize());
        parameters.put("GoogleTokenUrl", endpoints.googleToken());
        parameters.put("GoogleRevokeUrl", endpoints.googleRevoke());
        parameters.put("GoogleUserinfoUrl", endpoints.googleUserinfo());
        parameters.put("GoogleCalendarRootUrl", endpoints.googleCalendarRoot());
        parameters.put("GoogleGmailRootUrl", endpoints.googleGmailRoot());
        parameters.put("GooglePeopleRootUrl", endpoints.googlePeopleRoot());
    }

    private void simulateMicrosoft(SimulatorEndpoints endpoints, OAuthClient client) {
        parameters.put("MicrosoftClientId", client.id());
        parameters.put("MicrosoftClientSecret", client.secret());
        parameters.put("MicrosoftAuthorityUrl", endpoints.microsoftLogin() + "/organizations");
        parameters.put("MicrosoftGraphRootUrl", endpoints.graphRoot());
    }
}
