package io.syncline.changenotices;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.InMemoryClock;
import io.syncline.aws.http.HttpRequest;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.ChannelOwner;
import io.syncline.calendar.InMemoryChannels;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.Push;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.calendar.RecordingWakeUps;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.SecretHash;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.token.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices as they come through the gateway, genuine and otherwise. */
class NoticeRoutesTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final ChannelId GOOGLES = new ChannelId("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final ChannelId MICROSOFTS = new ChannelId("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    private static final String SECRET = "kPYI5_7Bk0XJ2c0pJYy3N3hXb2wqf3k1q7m0n9s2u8A";

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final InMemoryChannels channels = new InMemoryChannels();
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final RecordingWakeUps wakeUps = new RecordingWakeUps();
    private final NoticeRoutes routes =
            new NoticeRoutes(new ReceiveNotice(channels, calendars, new RequestSync(calendars, wakeUps), clock));

    @BeforeEach
    void watchACalendarOfEach() {
        watch(Provider.GOOGLE, GOOGLES);
        watch(Provider.MICROSOFT, MICROSOFTS);
    }

    @Test
    void a_notice_of_google_wakes_its_calendar_and_is_answered_with_nothing() {
        APIGatewayV2HTTPResponse answer = google(GOOGLES.value(), SECRET, "exists");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isNull();
        assertThat(wakeUps.sent()).extracting(wake -> wake.calendar()).containsExactly(ref(Provider.GOOGLE));
    }

    @Test
    void T39_the_sync_message_of_google_asks_for_nothing() {
        assertThat(google(GOOGLES.value(), SECRET, "sync").getStatusCode()).isEqualTo(200);
        assertThat(wakeUps.sent()).isEmpty();
    }

    @Test
    void S20_every_forgery_of_google_is_answered_like_a_genuine_notice_and_changes_nothing() {
        APIGatewayV2HTTPResponse genuine = google(GOOGLES.value(), SECRET, "exists");
        wakeUps.take();
        long writes = channels.writes();

        for (APIGatewayV2HTTPResponse forged : List.of(
                google(GOOGLES.value(), "guessed", "exists"),
                google(GOOGLES.value(), "", "exists"),
                google(GOOGLES.value(), "x".repeat(100_000), "exists"),
                google("cccccccccccccccccccccccc", SECRET, "exists"),
                google("../../etc/passwd", SECRET, "exists"),
                google("", SECRET, "exists"),
                google(MICROSOFTS.value(), SECRET, "exists"),
                post("/notices/google", Map.of(), Optional.of("{\"a\":"), Map.of()))) {
            assertThat(forged.getStatusCode()).isEqualTo(genuine.getStatusCode());
            assertThat(forged.getHeaders()).isEqualTo(genuine.getHeaders());
            assertThat(forged.getBody()).isNull();
        }
        assertThat(wakeUps.sent()).isEmpty();
        assertThat(channels.writes()).isEqualTo(writes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notices/microsoft", "/notices/microsoft/lifecycle"})
    void T39_the_handshake_is_answered_with_the_decoded_token_as_plain_text(String path) {
        String token = "Validation: Testing client application reachability for subscription <b>&\u00e9 Request-Id: 1";
        APIGatewayV2HTTPResponse answer = post(
                path,
                Map.of("content-type", "text/plain; charset=utf-8"),
                Optional.empty(),
                Map.of("validationToken", token, "connection", "c_1"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isEqualTo(token);
        assertThat(answer.getHeaders())
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("x-content-type-options", "nosniff");
    }

    @Test
    void nothing_is_echoed_that_does_not_come_as_a_handshake() {
        String script = "<script>alert(1)</script>";
        for (APIGatewayV2HTTPResponse answer : List.of(
                post(
                        "/notices/microsoft",
                        Map.of("content-type", "application/x-www-form-urlencoded"),
                        Optional.empty(),
                        Map.of("validationToken", script)),
                post("/notices/microsoft", Map.of(), Optional.empty(), Map.of("validationToken", script)),
                post(
                        "/notices/microsoft",
                        Map.of("content-type", "text/plain"),
                        Optional.empty(),
                        Map.of("validationToken", "x".repeat(5_000))))) {
            assertThat(answer.getStatusCode()).isEqualTo(202);
            assertThat(answer.getBody()).isNull();
        }
    }

    @Test
    void F23_notices_of_several_tenants_in_one_post_are_each_taken_for_itself() {
        APIGatewayV2HTTPResponse answer = graph("{\"value\":[" + notice(MICROSOFTS.value() + "." + SECRET, "") + ","
                + notice(MICROSOFTS.value() + ".wrong", "") + ","
                + notice("cccccccccccccccccccccccc." + SECRET, "") + ",7,null,{},{\"clientState\":5}]}");

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(answer.getBody()).isNull();
        assertThat(wakeUps.sent()).extracting(wake -> wake.calendar()).containsExactly(ref(Provider.MICROSOFT));
    }

    @Test
    void F22_a_removed_subscription_is_noted_and_looked_into() {
        hearing();
        graph(lifecycle("subscriptionRemoved"));

        assertThat(push().channel()).isEmpty();
        assertThat(wakeUps.sent()).hasSize(1);
    }

    @Test
    void F22_a_subscription_that_wants_to_be_reauthorised_is_renewed_by_the_next_run() {
        hearing();
        graph(lifecycle("reauthorizationRequired"));

        assertThat(push().channel()).isPresent();
        assertThat(push().dueAt()).isEqualTo(clock.instant());
        assertThat(wakeUps.sent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missed", "somethingOfTheFuture"})
    void F23_where_notices_got_lost_the_calendar_is_looked_at(String event) {
        hearing();
        Push before = push();
        graph(lifecycle(event));

        assertThat(push()).isEqualTo(before);
        assertThat(wakeUps.sent()).hasSize(1);
    }

    @Test
    void S20_a_forged_loss_has_no_effect() {
        hearing();
        Push before = push();
        graph("{\"value\":[{\"lifecycleEvent\":\"subscriptionRemoved\",\"clientState\":\"" + MICROSOFTS.value()
                + ".guessed\"}]}");

        assertThat(push()).isEqualTo(before);
        assertThat(wakeUps.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"value\":{}}",
                "{\"value\":[",
                "not json",
                "{\"value\":[{\"clientState\":\"no.dot.of.ours\"}]}",
                "{\"value\":[{\"clientState\":\"aaaaaaaaaaaaaaaaaaaaaaaa\"}]}"
            })
    void a_body_that_says_nothing_is_answered_like_any_other(String body) {
        APIGatewayV2HTTPResponse answer = graph(body);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(answer.getBody()).isNull();
        assertThat(wakeUps.sent()).isEmpty();
    }

    @Test
    void a_huge_body_and_a_deep_one_are_answered_like_any_other_and_not_read() {
        String genuine = notice(MICROSOFTS.value() + "." + SECRET, "");
        String huge = "{\"value\":[" + genuine + "],\"x\":\"" + "x".repeat(1_100_000) + "\"}";
        String deep = "[".repeat(100_000);

        assertThat(graph(huge).getStatusCode()).isEqualTo(202);
        assertThat(graph(deep).getStatusCode()).isEqualTo(202);
        assertThat(wakeUps.sent()).isEmpty();
    }

    @Test
    void a_body_of_bytes_that_are_no_text_is_answered_like_any_other() {
        APIGatewayV2HTTPEvent event = event("/notices/microsoft", Map.of("content-type", "application/json"), Map.of());
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xc3, 0x28}));
        event.setIsBase64Encoded(true);

        assertThat(answer("/notices/microsoft", event).getStatusCode()).isEqualTo(202);
    }

    @Test
    void a_body_in_base64_is_read() {
        APIGatewayV2HTTPEvent event = event("/notices/microsoft", Map.of("content-type", "application/json"), Map.of());
        String body = "{\"value\":[" + notice(MICROSOFTS.value() + "." + SECRET, "") + "]}";
        event.setBody(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);
        answer("/notices/microsoft", event);

        assertThat(wakeUps.sent()).hasSize(1);
    }

    @Test
    void S18_a_post_with_four_thousand_guesses_costs_no_more_than_one_with_a_hundred() {
        String guesses = IntStream.range(0, 4_000)
                .mapToObj(number -> notice("%024d.%s".formatted(number, SECRET), ""))
                .collect(Collectors.joining(","));
        String genuine = notice(MICROSOFTS.value() + "." + SECRET, "");

        assertThat(graph("{\"value\":[" + genuine + "," + guesses + "]}").getStatusCode())
                .isEqualTo(202);
        assertThat(wakeUps.sent()).hasSize(1);
        assertThat(GraphNotices.in(HttpRequest.of(withBody("{\"value\":[" + guesses + "]}"))))
                .hasSize(100);
    }

    private APIGatewayV2HTTPResponse google(String channel, String token, String state) {
        return post(
                "/notices/google",
                Map.of(
                        "X-Goog-Channel-ID", channel,
                        "X-Goog-Channel-Token", token,
                        "X-Goog-Resource-State", state,
                        "X-Goog-Message-Number", "10"),
                Optional.empty(),
                Map.of());
    }

    private APIGatewayV2HTTPResponse graph(String body) {
        return answer("/notices/microsoft", withBody(body));
    }

    private static APIGatewayV2HTTPEvent withBody(String body) {
        APIGatewayV2HTTPEvent event = event("/notices/microsoft", Map.of("content-type", "application/json"), Map.of());
        event.setBody(body);
        return event;
    }

    private APIGatewayV2HTTPResponse post(
            String path, Map<String, String> headers, Optional<String> body, Map<String, String> query) {
        APIGatewayV2HTTPEvent event = event(path, headers, query);
        body.ifPresent(event::setBody);
        return answer(path, event);
    }

    private APIGatewayV2HTTPResponse answer(String path, APIGatewayV2HTTPEvent event) {
        return routes.routes().get("POST " + path).answer(HttpRequest.of(event)).toGateway();
    }

    private static APIGatewayV2HTTPEvent event(String path, Map<String, String> headers, Map<String, String> query) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRouteKey("POST " + path);
        event.setHeaders(new HashMap<>(headers));
        event.setQueryStringParameters(new HashMap<>(query));
        return event;
    }

    private static String notice(String clientState, String more) {
        return "{\"subscriptionId\":\"s-1\",\"changeType\":\"updated\",\"resource\":\"Users/u/Events/e\","
                + "\"resourceData\":{\"id\":\"e\"},\"clientState\":\"" + clientState + "\",\"tenantId\":\"t\"" + more
                + "}";
    }

    private static String lifecycle(String event) {
        return "{\"value\":[" + notice(MICROSOFTS.value() + "." + SECRET, ",\"lifecycleEvent\":\"" + event + "\"")
                + "]}";
    }

    private Push push() {
        return calendars
                .find(ACME, ref(Provider.MICROSOFT))
                .flatMap(SyncedCalendar::push)
                .orElseThrow();
    }

    private void hearing() {
        Channel open = new Channel(
                MICROSOFTS,
                "s-1",
                clock.instant().plus(Duration.ofDays(7)),
                clock.instant().plus(Duration.ofDays(5)));
        var claim = calendars
                .claim(ACME, ref(Provider.MICROSOFT), Duration.ofMinutes(1))
                .orElseThrow();
        Push push = new Push(Optional.of(open), Optional.empty(), open.renewAt());
        calendars.release(claim, claim.calendar().hearing(push));
    }

    private static CalendarRef ref(Provider provider) {
        return new CalendarRef(new ConnectionId("c_" + provider.word()), new CalendarId("work"));
    }

    private void watch(Provider provider, ChannelId channel) {
        channels.save(new ChannelOwner(
                channel,
                provider,
                ACME,
                ref(provider),
                SecretHash.of(Secret.of(SECRET)),
                clock.instant().plus(Duration.ofDays(8))));
        calendars.choose(new SyncedCalendar(
                ACME,
                ref(provider),
                provider,
                new UserId("tess"),
                "Work",
                Mode.JOBS,
                true,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }
}
