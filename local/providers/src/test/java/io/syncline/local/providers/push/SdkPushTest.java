package io.syncline.local.providers.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.Subscription;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels and subscriptions under the providers' own Java clients. */
class SdkPushTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String EMAIL = "sdk@fieldworks.example";

    private ProviderSimulators simulators;

    @BeforeEach
    void start() {
        simulators = ProviderSimulators.start(
                SimulatorSettings.defaults().withClock(InstantSource.fixed(NOW)).withNoticePost(NoticePost.agreeing()));
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    @Test
    void a_channel_is_opened_and_stopped() throws IOException {
        var client = google();
        var opened = client.events()
                .watch(
                        "primary",
                        new com.google.api.services.calendar.model.Channel()
                                .setId("c-1")
                                .setType("web_hook")
                                .setAddress("https://hub.example/notices")
                                .setToken("secret")
                                .setParams(Map.of("ttl", "3600")))
                .execute();
        assertThat(opened.getExpiration()).isEqualTo(NOW.plusSeconds(3_600).toEpochMilli());
        client.channels().stop(opened).execute();
        assertThatThrownBy(() -> client.channels().stop(opened).execute())
                .isInstanceOfSatisfying(
                        GoogleJsonResponseException.class,
                        gone -> assertThat(gone.getStatusCode()).isEqualTo(404));
    }

    @Test
    void a_subscription_is_created_renewed_authorised_again_and_deleted() {
        var client = graph();
        var created = client.subscriptions().post(wanted());
        assertThat(created.getClientState()).isEqualTo("secret");
        var one = client.subscriptions().bySubscriptionId(created.getId());
        var later = new Subscription();
        later.setExpirationDateTime(now().plusDays(6));
        assertThat(one.patch(later).getExpirationDateTime()).isAfter(created.getExpirationDateTime());
        one.reauthorize().post();
        assertThat(client.subscriptions().get().getValue()).hasSize(1);
        one.delete();
        assertThatThrownBy(one::get).isInstanceOfSatisfying(ODataError.class, gone -> {
            assertThat(gone.getResponseStatusCode()).isEqualTo(404);
            assertThat(gone.getError().getCode()).isEqualTo("ResourceNotFound");
        });
    }

    private static Subscription wanted() {
        var wanted = new Subscription();
        wanted.setChangeType("created,updated,deleted");
        wanted.setNotificationUrl("https://hub.example/notices");
        wanted.setLifecycleNotificationUrl("https://hub.example/lifecycle");
        wanted.setResource("me/events");
        wanted.setExpirationDateTime(now().plusDays(2));
        wanted.setClientState("secret");
        return wanted;
    }

    private static OffsetDateTime now() {
        return NOW.atOffset(ZoneOffset.UTC);
    }

    private Calendar google() {
        var token = new Visitor(simulators).accessToken(Provider.GOOGLE, EMAIL);
        HttpRequestInitializer bearer = request -> request.getHeaders().setAuthorization("Bearer " + token);
        return new Calendar.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), bearer)
                .setApplicationName("syncline-test")
                .setRootUrl(simulators.endpoints().googleCalendarRoot())
                .build();
    }

    private GraphServiceClient graph() {
        var token = new Visitor(simulators).accessToken(Provider.MICROSOFT, EMAIL);
        var bearer = new BaseBearerTokenAuthenticationProvider(new AccessTokenProvider() {
            @Override
            public String getAuthorizationToken(URI uri, Map<String, Object> context) {
                return token;
            }

            @Override
            public AllowedHostsValidator getAllowedHostsValidator() {
                return new AllowedHostsValidator();
            }
        });
        return new GraphServiceClient(
                new BaseGraphRequestAdapter(bearer, simulators.endpoints().graphRoot()));
    }
}
