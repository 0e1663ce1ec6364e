package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.cloud.template.Template;
import io.syncline.local.providers.SimulatorSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses and credentials of the simulated providers, as values for a template's parameters. */
class ProvidersTest {

    @TempDir
    Path work;

    @Test
    void a_template_is_given_values_for_the_parameters_that_it_declares_and_for_no_others() {
        Template template = Template.parse("""
                Parameters:
                  GoogleGmailRootUrl: { Type: String }
                  GooglePeopleRootUrl: { Type: String }
                  Unrelated: { Type: String, Default: mine }
                """);

        try (Providers providers = Providers.start(
                LocalSettings.defaults().withWork(work).withEnvironment(Map.of()), SimulatorSettings.Ports.ANY)) {
            var endpoints = providers.simulators().orElseThrow().endpoints();

            assertThat(providers.parameters(template))
                    .isEqualTo(Map.of(
                            "GoogleGmailRootUrl", endpoints.googleGmailRoot(),
                            "GooglePeopleRootUrl", endpoints.googlePeopleRoot()));
        }
    }
}
