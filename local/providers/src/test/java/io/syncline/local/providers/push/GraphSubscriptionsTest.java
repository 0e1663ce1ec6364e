package io.syncline.local.providers.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subscriptions.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/subscription-post-subscriptions">Create subscription</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Webhooks</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
class GraphSubscriptionsTest extends SimulatedInProcess {

    private static final String ADDRESS = "https://hub.example/notices/microsoft";
    private static final String LIFECYCLE = "https://hub.example/notices/lifecycle";
    private static final String SUBSCRIPTIONS = "/v1.0/subscriptions";

    private final PushControl push = control.push();
    private final String token = microsoftToken(DANA);

    @Test
    void T39_both_addresses_must_repeat_a_token_while_the_request_runs() {
        var asked = new ArrayList<String>();
        endpoint = (url, headers, body, patience) -> {
            asked.add(url.substring(0, url.indexOf('?')) + " " + headers.get("Content-Type") + " " + patience);
            return NoticePost.agreeing().post(url, headers, body, patience);
        };
        assertThat(subscribe(wanted -> {}).status()).isEqualTo(201);
        assertThat(asked)
                .containsExactly(
                        ADDRESS + " text/plain; charset=utf-8 PT10S", LIFECYCLE + " text/plain; charset=utf-8 PT10S");
    }

    @Test
    void T39_the_token_is_not_repeated_as_it_stands_in_the_address() {
        endpoint = (url, headers, body, patience) -> new NoticePost.Receipt(
                200, "text/plain", url.substring(url.indexOf("validationToken=") + 16), Duration.ZERO);
        refusedHandshake();
    }

    @Test
    void T39_a_handshake_fails_by_its_type_its_status_and_its_time() {
        endpoint = repeating(200, "text/html", Duration.ZERO);
        refusedHandshake();
        endpoint = repeating(202, "text/plain", Duration.ZERO);
        refusedHandshake();
        endpoint = repeating(200, "text/plain", Duration.ofMillis(10_001));
        refusedHandshake();
        endpoint = repeating(200, "text/plain; charset=utf-8", Duration.ofSeconds(9));
        assertThat(subscribe(wanted -> {}).status()).isEqualTo(201);
    }

    @Test
    void T39_the_lifecycle_address_is_asked_too() {
        endpoint = (url, headers, body, patience) -> url.startsWith(LIFECYCLE)
                ? NoticePost.Receipt.of(404)
                : NoticePost.agreeing().post(url, headers, body, patience);
        refusedHandshake();
    }

    @Test
    void seven_days_are_the_longest_life_and_45_minutes_the_shortest() {
        assertThat(subscribe(wanted -> expiring(wanted, Duration.ofDays(7).plusSeconds(1)))
                        .status())
                .isEqualTo(400);
        assertThat(subscribe(wanted -> expiring(wanted, Duration.ofMinutes(-1))).status())
                .isEqualTo(400);
        assertThat(expiration(json(subscribe(wanted -> expiring(wanted, Duration.ofMinutes(5))))))
                .isEqualTo(NOW.plus(Duration.ofMinutes(45)));
        assertThat(expiration(json(subscribe(wanted -> expiring(wanted, Duration.ofDays(7))))))
                .isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeType", "notificationUrl", "resource", "expirationDateTime"})
    void what_is_required_is_required(String field) {
        var refused = subscribe(wanted -> wanted.remove(field));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(reason(refused)).isEqualTo("InvalidRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me/calendars/AQMk/events", "me/contacts", "users/somebody@else.example/events", ""})
    void only_the_events_of_ones_whole_mailbox_are_watched(String resource) {
        assertThat(subscribe(wanted -> wanted.put("resource", resource)).status())
                .isEqualTo(400);
    }

    @Test
    void an_address_without_https_and_a_long_client_state_are_refused() {
        assertThat(subscribe(wanted -> wanted.put("notificationUrl", "http://hub.example/n"))
                        .status())
                .isEqualTo(400);
        assertThat(subscribe(wanted -> wanted.put("clientState", "x".repeat(129)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void T39_a_change_is_told_with_client_state_and_tenant() {
        var subscription = json(subscribe(wanted -> {})).path("id").asText();
        var event = json(graph("POST", EVENTS, token, graphEvent("By the API")));
        var item = items(push.take().getFirst()).getFirst();
        assertThat(item.path("subscriptionId").asText()).isEqualTo(subscription);
        assertThat(item.path("changeType").asText()).isEqualTo("created");
        assertThat(item.path("clientState").asText()).isEqualTo("secret");
        assertThat(item.path("tenantId").asText())
                .isEqualTo(control.account(Provider.MICROSOFT, DANA).tenant());
        assertThat(item.at("/resourceData/@odata.type").asText()).isEqualTo("#Microsoft.Graph.Event");
        assertThat(item.at("/resourceData/@odata.etag").asText())
                .isEqualTo(event.path("@odata.etag").asText());
        assertThat(item.path("resource").asText())
                .isEqualTo("Users/%s/Events/%s"
                        .formatted(
                                control.account(Provider.MICROSOFT, DANA).subject(),
                                event.path("id").asText()));
    }

    @Test
    void T39_updates_and_deletions_by_the_person_are_told_as_such() {
        subscribe(wanted -> {});
        var event = control.create(Provider.MICROSOFT, DANA, "primary", byHand("By hand"));
        control.update(Provider.MICROSOFT, DANA, "primary", event.id(), before -> byHand("Changed"));
        control.delete(Provider.MICROSOFT, DANA, "primary", event.id());
        assertThat(changes(push.take())).containsExactly("created", "updated", "deleted");
    }

    @Test
    void only_the_wanted_kinds_of_change_are_told() {
        subscribe(wanted -> wanted.put("changeType", "deleted"));
        var event = control.create(Provider.MICROSOFT, DANA, "primary", byHand("By hand"));
        assertThat(push.pendingNotices()).isEmpty();
        control.delete(Provider.MICROSOFT, DANA, "primary", event.id());
        assertThat(changes(push.take())).containsExactly("deleted");
    }

    @Test
    void ids_in_notices_are_immutable_only_when_the_creation_asked_for_it() {
        subscribe(wanted -> {});
        var immutable = graph("POST", SUBSCRIPTIONS, token, wanted(), "Prefer", "IdType=\"ImmutableId\"");
        var event = control.create(Provider.MICROSOFT, DANA, "primary", byHand("By hand"));
        var ids = push.take().stream()
                .map(notice -> items(notice).getFirst().at("/resourceData/id").asText());
        assertThat(immutable.status()).isEqualTo(201);
        assertThat(ids).hasSize(2).doesNotHaveDuplicates().contains(event.id());
    }

    @Test
    void T39_one_request_holds_notices_of_several_subscriptions_and_tenants() {
        subscribe(wanted -> {});
        var eve = "eve@elsewhere.example";
        graph("POST", SUBSCRIPTIONS, microsoftToken(eve), wanted());
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Dana's"));
        control.create(Provider.MICROSOFT, eve, "primary", byHand("Eve's"));
        var bodies = new ArrayList<String>();
        endpoint = (url, headers, body, patience) -> {
            bodies.add(body);
            return NoticePost.Receipt.of(202);
        };
        assertThat(push.deliverDue()).isEqualTo(1);
        var items = Json.read(bodies.getFirst()).orElseThrow().path("value");
        assertThat(items).hasSize(2);
        assertThat(items.findValuesAsText("tenantId")).doesNotHaveDuplicates();
        assertThat(items.findValuesAsText("subscriptionId")).doesNotHaveDuplicates();
    }

    @Test
    void a_subscription_is_renewed_read_listed_and_deleted() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        var later = Json.object()
                .put("expirationDateTime", NOW.plus(Duration.ofDays(3)).toString());
        var renewed = graph("PATCH", SUBSCRIPTIONS + "/" + id, token, later);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(expiration(json(renewed))).isEqualTo(NOW.plus(Duration.ofDays(3)));
        assertThat(json(get("graph", SUBSCRIPTIONS + "/" + id, token))
                        .path("clientState")
                        .asText())
                .isEqualTo("secret");
        assertThat(json(get("graph", SUBSCRIPTIONS, token)).path("value")).hasSize(1);
        assertThat(graph("DELETE", SUBSCRIPTIONS + "/" + id, token, Json.object())
                        .status())
                .isEqualTo(204);
        assertThat(json(get("graph", SUBSCRIPTIONS, token)).path("value")).isEmpty();
    }

    @Test
    void T39_a_subscription_that_ran_out_is_not_found() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        control.advanceClock(Duration.ofDays(2));
        var fresh = microsoftToken(DANA);
        var later = Json.object()
                .put("expirationDateTime", NOW.plus(Duration.ofDays(4)).toString());
        var gone = graph("PATCH", SUBSCRIPTIONS + "/" + id, fresh, later);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(reason(gone)).isEqualTo("ResourceNotFound");
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Unwatched"));
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void nobody_sees_another_persons_subscription() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        var eve = microsoftToken("eve@elsewhere.example");
        assertThat(get("graph", SUBSCRIPTIONS + "/" + id, eve).status()).isEqualTo(404);
        assertThat(json(get("graph", SUBSCRIPTIONS, eve)).path("value")).isEmpty();
    }

    @Test
    void T39_a_subscription_is_silent_when_the_consent_is_gone() {
        subscribe(wanted -> {});
        control.revokeGrants(Provider.MICROSOFT, DANA);
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Untold"));
        assertThat(push.pendingNotices()).isEmpty();
    }

    @Test
    void T39_missed_notices_are_announced() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        assertThat(push.lifecycle(id, LifecycleEvent.MISSED)).isTrue();
        var news = push.take().getFirst();
        assertThat(news.kind()).isEqualTo(Notice.Kind.LIFECYCLE);
        assertThat(news.url()).isEqualTo(LIFECYCLE);
        assertThat(items(news).getFirst().path("lifecycleEvent").asText()).isEqualTo("missed");
        assertThat(items(news).getFirst().path("clientState").asText()).isEqualTo("secret");
    }

    @Test
    void T39_a_removed_subscription_is_announced_and_gone() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        push.lifecycle(id, LifecycleEvent.SUBSCRIPTION_REMOVED);
        assertThat(lifecycle(push.take())).containsExactly("subscriptionRemoved");
        assertThat(get("graph", SUBSCRIPTIONS + "/" + id, token).status()).isEqualTo(404);
    }

    @Test
    void T39_a_subscription_is_silent_until_it_is_authorised_again() {
        var id = json(subscribe(wanted -> {})).path("id").asText();
        push.lifecycle(id, LifecycleEvent.REAUTHORIZATION_REQUIRED);
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Untold"));
        assertThat(lifecycle(push.take())).containsExactly("reauthorizationRequired");
        var path = SUBSCRIPTIONS + "/" + id + "/reauthorize";
        assertThat(send("graph", "POST", path, token, "").status()).isEqualTo(204);
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Told"));
        assertThat(changes(push.take())).containsExactly("created");
    }

    @Test
    void a_second_subscription_is_accepted_or_refused_as_one_likes() {
        subscribe(wanted -> {});
        assertThat(subscribe(wanted -> {}).status()).isEqualTo(201);
        push.refuseDuplicates(true);
        assertThat(subscribe(wanted -> {}).status()).isEqualTo(409);
    }

    @Test
    void a_failed_delivery_is_tried_again_for_four_hours() {
        subscribe(wanted -> {});
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Told late"));
        endpoint = answering(404);
        for (int hour = 0; hour < 4; hour++) {
            assertThat(push.deliverDue()).isEqualTo(1);
            control.advanceClock(Duration.ofHours(1));
        }
        assertThat(push.deliverDue()).isEqualTo(1);
        assertThat(push.pendingNotices()).isEmpty();
        assertThat(push.counts().lost()).isEqualTo(1);
    }

    @Test
    void a_slow_endpoint_loses_notices_for_ten_minutes() {
        subscribe(wanted -> {});
        endpoint = (url, headers, body, patience) -> new NoticePost.Receipt(202, "", "", Duration.ofSeconds(11));
        for (int event = 0; event < 10; event++) {
            control.create(Provider.MICROSOFT, DANA, "primary", byHand("Event " + event));
            push.deliverDue();
        }
        var delivered = push.counts().delivered();
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Lost"));
        control.advanceClock(Duration.ofSeconds(11));
        push.deliverDue();
        assertThat(push.counts().lost()).isEqualTo(1);
        control.advanceClock(Duration.ofMinutes(11));
        control.create(Provider.MICROSOFT, DANA, "primary", byHand("Told"));
        push.deliverDue();
        assertThat(push.counts().delivered()).isEqualTo(delivered + 1);
    }

    private void refusedHandshake() {
        var refused = subscribe(wanted -> {});
        assertThat(refused.status()).isEqualTo(400);
        assertThat(reason(refused)).isEqualTo("ValidationError");
        assertThat(push.subscriptions()).isEmpty();
    }

    private static NoticePost repeating(int status, String type, Duration took) {
        return (url, headers, body, patience) -> new NoticePost.Receipt(
                status,
                type,
                NoticePost.agreeing().post(url, headers, body, patience).body(),
                took);
    }

    private Answer subscribe(Consumer<ObjectNode> change) {
        var wanted = wanted();
        change.accept(wanted);
        return graph("POST", SUBSCRIPTIONS, token, wanted);
    }

    private static ObjectNode wanted() {
        return Json.object()
                .put("changeType", "created,updated,deleted")
                .put("notificationUrl", ADDRESS)
                .put("lifecycleNotificationUrl", LIFECYCLE)
                .put("resource", "me/events")
                .put("expirationDateTime", NOW.plus(Duration.ofDays(2)).toString())
                .put("clientState", "secret");
    }

    private static void expiring(ObjectNode wanted, Duration in) {
        wanted.put("expirationDateTime", NOW.plus(in).toString());
    }

    private static Instant expiration(JsonNode subscription) {
        return Instant.parse(subscription.path("expirationDateTime").asText());
    }

    private static List<JsonNode> items(Notice notice) {
        var items = new ArrayList<JsonNode>();
        Json.read(notice.body()).orElseThrow().path("value").forEach(items::add);
        return items;
    }

    private static List<String> changes(List<Notice> notices) {
        return texts(notices, "changeType");
    }

    private static List<String> lifecycle(List<Notice> notices) {
        return texts(notices, "lifecycleEvent");
    }

    private static List<String> texts(List<Notice> notices, String field) {
        return notices.stream()
                .flatMap(notice -> items(notice).stream())
                .map(item -> item.path(field).asText())
                .toList();
    }
}
