package io.syncline.local.providers.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.HttpHost;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handshakes and notices over real HTTP, and the control API. */
class PushOverHttpTest extends Simulated {

    private final BlockingQueue<Request> arrived = new LinkedBlockingQueue<>();
    private HttpHost subscriber;

    @BeforeEach
    void listen() {
        subscriber = HttpHost.bind("subscriber", 0);
        subscriber.start(this::taken);
    }

    @AfterEach
    void hangUp() {
        subscriber.close();
    }

    private Answer taken(Request request) {
        var token = request.query().first("validationToken");
        if (token.isPresent()) {
            return Answer.text(200, token.get());
        }
        arrived.add(request);
        return Answer.empty(202);
    }

    @Test
    void T39_google_says_sync_and_then_that_something_changed() throws Exception {
        watch();
        assertThat(next().headers().first("X-Goog-Resource-State")).contains("sync");
        control.delete(Provider.GOOGLE, TESS, "primary", anEvent(Provider.GOOGLE, TESS));
        var notice = next();
        assertThat(notice.headers().first("X-Goog-Resource-State")).contains("exists");
        assertThat(notice.headers().first("X-Goog-Channel-Token")).contains("secret");
        assertThat(notice.bodyLength()).isZero();
    }

    @Test
    void T39_microsoft_asks_for_its_token_and_then_says_what_changed() throws Exception {
        subscribe();
        control.delete(Provider.MICROSOFT, DANA, "primary", anEvent(Provider.MICROSOFT, DANA));
        var item = next().json().orElseThrow().at("/value/0");
        assertThat(item.path("changeType").asText()).isEqualTo("deleted");
        assertThat(item.path("clientState").asText()).isEqualTo("secret");
    }

    @Test
    void T39_a_subscriber_that_is_not_there_fails_the_handshake() {
        subscriber.close();
        assertThat(post(simulators.endpoints().graphRoot() + "/subscriptions", microsoft(), wanted())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void notices_pile_up_while_the_post_is_paused_and_are_seen() throws Exception {
        watch();
        next();
        assertThat(sim("POST", "", Json.object().put("paused", true)).status()).isEqualTo(204);
        control.delete(Provider.GOOGLE, TESS, "primary", anEvent(Provider.GOOGLE, TESS));
        var seen = sim("GET", "", Json.object()).body();
        assertThat(seen.path("pending")).hasSize(1);
        assertThat(seen.path("channels")).hasSize(1);
        assertThat(seen.at("/post/paused").asBoolean()).isTrue();
        sim("POST", "/flush", Json.object());
        assertThat(next().headers().first("X-Goog-Channel-ID")).contains("c-1");
    }

    @Test
    void a_notice_is_forged_over_http() throws Exception {
        var forged = Json.object().put("url", subscriber.origin() + "/notices");
        forged.putObject("headers").put("X-Goog-Channel-ID", "nobody's");
        assertThat(sim("POST", "/forge", forged).status()).isEqualTo(204);
        assertThat(next().headers().first("X-Goog-Channel-ID")).contains("nobody's");
    }

    @Test
    void a_lifecycle_notice_is_sent_and_the_subscription_ends() throws Exception {
        var id = subscribe();
        var removed = Json.object().put("subscription", id).put("event", "subscriptionRemoved");
        assertThat(sim("POST", "/lifecycle", removed).status()).isEqualTo(204);
        var item = next().json().orElseThrow().at("/value/0");
        assertThat(item.path("lifecycleEvent").asText()).isEqualTo("subscriptionRemoved");
        assertThat(sim("POST", "/lifecycle", removed).status()).isEqualTo(404);
    }

    @Test
    void what_the_control_does_not_know_is_said() {
        assertThat(sim("POST", "/kill", Json.object().put("id", "nothing")).status())
                .isEqualTo(404);
        assertThat(sim("POST", "/expire", Json.object()).status()).isEqualTo(400);
        assertThat(sim("POST", "", Json.object().put("dropShare", 2)).status()).isEqualTo(400);
        var unknown = Json.object().put("subscription", "s").put("event", "exploded");
        assertThat(sim("POST", "/lifecycle", unknown).status()).isEqualTo(400);
    }

    @Test
    void a_channel_is_killed_over_http() {
        watch();
        assertThat(sim("POST", "/kill", Json.object().put("id", "c-1")).status())
                .isEqualTo(204);
        assertThat(control.push().channels()).isEmpty();
    }

    private Request next() throws InterruptedException {
        var request = arrived.poll(10, TimeUnit.SECONDS);
        assertThat(request).as("a notice within ten seconds").isNotNull();
        return request;
    }

    private void watch() {
        var asked = Json.object()
                .put("id", "c-1")
                .put("type", "web_hook")
                .put("address", subscriber.origin() + "/notices")
                .put("token", "secret");
        var url = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events/watch";
        assertThat(post(url, token(Provider.GOOGLE, TESS), asked).status()).isEqualTo(200);
    }

    private String subscribe() {
        var created = post(simulators.endpoints().graphRoot() + "/subscriptions", microsoft(), wanted());
        assertThat(created.status()).isEqualTo(201);
        return created.body().path("id").asText();
    }

    private ObjectNode wanted() {
        return Json.object()
                .put("changeType", "created,updated,deleted")
                .put("notificationUrl", subscriber.origin() + "/notices")
                .put("lifecycleNotificationUrl", subscriber.origin() + "/lifecycle")
                .put("resource", "me/events")
                .put("expirationDateTime", NOW.plus(Duration.ofDays(2)).toString())
                .put("clientState", "secret");
    }

    private String microsoft() {
        return token(Provider.MICROSOFT, DANA);
    }

    private String anEvent(Provider provider, String email) {
        return control.events(provider, email, "primary").getFirst().id();
    }

    private Reply post(String url, String token, ObjectNode body) {
        return visitor.send("POST", url, token, body);
    }

    private Reply sim(String method, String path, ObjectNode body) {
        return visitor.send(method, simulators.endpoints().control() + "/_sim/push" + path, "", body);
    }
}
