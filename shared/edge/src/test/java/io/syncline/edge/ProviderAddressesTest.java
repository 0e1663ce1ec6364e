package io.syncline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.aws.start.Environment;
import io.syncline.oauth.ApiRoots;
import io.syncline.oauth.GoogleEndpoints;
import io.syncline.oauth.MicrosoftEndpoints;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderAddressesTest {

    @Test
    void without_variables_the_real_providers_are_meant() {
        ProviderAddresses addresses = new ProviderAddresses(new Environment(Map.of()));

        assertThat(addresses.google()).isEqualTo(GoogleEndpoints.real());
        assertThat(addresses.microsoft()).isEqualTo(MicrosoftEndpoints.real());
        assertThat(addresses.apiRoots()).isEqualTo(ApiRoots.real());
    }

    @Test
    void every_address_can_be_another_one() {
        ProviderAddresses addresses = new ProviderAddresses(new Environment(Map.of(
                "GOOGLE_AUTHORIZE_URL", "http://google/auth",
                "GOOGLE_TOKEN_URL", "http://google/token",
                "GOOGLE_REVOKE_URL", "http://google/revoke",
                "GOOGLE_USERINFO_URL", "http://google/userinfo",
                "GOOGLE_CALENDAR_ROOT_URL", "http://calendar/",
                "GOOGLE_GMAIL_ROOT_URL", "http://gmail/",
                "GOOGLE_PEOPLE_ROOT_URL", "http://people/",
                "MICROSOFT_AUTHORITY_URL", "http://login/organizations",
                "MICROSOFT_GRAPH_ROOT_URL", "http://graph/v1.0")));

        assertThat(addresses.google())
                .isEqualTo(new GoogleEndpoints(
                        URI.create("http://google/auth"),
                        URI.create("http://google/token"),
                        URI.create("http://google/revoke"),
                        URI.create("http://google/userinfo")));
        assertThat(addresses.microsoft())
                .isEqualTo(MicrosoftEndpoints.under(
                        URI.create("http://login/organizations"), URI.create("http://graph/v1.0")));
        assertThat(addresses.microsoft().adminConsent()).hasToString("http://login/organizations/v2.0/adminconsent");
        assertThat(addresses.apiRoots())
                .isEqualTo(new ApiRoots(
                        URI.create("http://calendar/"),
                        URI.create("http://gmail/"),
                        URI.create("http://people/"),
                        URI.create("http://graph/v1.0")));
    }
}
