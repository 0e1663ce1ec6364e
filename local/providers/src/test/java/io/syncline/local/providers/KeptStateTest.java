package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.ConsentVisitor;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.PortTaken;
import io.syncline.local.providers.kept.UnreadableState;
import io.syncline.local.providers.oauth.IssuedToken;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.local.providers.push.Channel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State in a folder: what a client holds is worth the same after a restart. */
class KeptStateTest {

    private static final String TESS = "tess@fieldworks.example";
    private static final String DANA = "dana@fieldworks.example";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String WINDOW = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z";

    @TempDir
    Path folder;

    private ProviderSimulators simulators;
    private SimulatorControl control;
    private Visitor visitor;

    @BeforeEach
    void start() {
        simulators = ProviderSimulators.start(settings());
        control = simulators.control();
        visitor = new Visitor(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    @Test
    void a_google_sync_token_goes_on_where_it_was() {
        var token = visitor.accessToken(Provider.GOOGLE, TESS);
        var before = visitor.get(googleEvents(), token);
        restart();
        control.create(Provider.GOOGLE, TESS, "primary", event("After the restart"));

        var changes = visitor.get(
                googleEvents() + "?syncToken="
                        + before.body().path("nextSyncToken").asText(),
                token);

        assertThat(before.body().path("items")).hasSize(6);
        assertThat(changes.body().path("items")).hasSize(1);
        assertThat(changes.body().at("/items/0/summary").asText()).isEqualTo("After the restart");
    }

    @Test
    void a_delta_link_goes_on_where_it_was_at_the_same_address() {
        var token = visitor.accessToken(Provider.MICROSOFT, DANA);
        var link = visitor.get(graphCalendar() + "/calendarView/delta" + WINDOW, token)
                .body()
                .path("@odata.deltaLink")
                .asText();
        assertThat(link).startsWith(simulators.endpoints().graph());
        restart();
        var quiet = visitor.get(link, token);
        control.create(Provider.MICROSOFT, DANA, "primary", event("After the restart"));
        var changes = visitor.get(link, token);

        assertThat(quiet.status()).isEqualTo(200);
        assertThat(quiet.body().path("value")).isEmpty();
        assertThat(changes.body().path("value")).hasSize(1);
        assertThat(changes.body().at("/value/0/subject").asText()).isEqualTo("After the restart");
    }

    @Test
    void T16_an_expired_sync_state_stays_expired() {
        var token = visitor.accessToken(Provider.GOOGLE, TESS);
        var syncToken =
                visitor.get(googleEvents(), token).body().path("nextSyncToken").asText();
        control.expireSyncState(Provider.GOOGLE, TESS);
        restart();

        assertThat(visitor.get(googleEvents() + "?syncToken=" + syncToken, token)
                        .status())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_refresh_token_still_works(Provider provider) {
        var refresh =
                visitor.connect(provider, owner(provider)).path("refresh_token").asText();
        restart();

        var reply = visitor.token(provider, visitor.refreshForm(refresh));

        assertThat(reply.status()).isEqualTo(200);
        var place = provider == Provider.GOOGLE ? googleEvents() : graphCalendar() + "/events";
        assertThat(visitor.get(place, reply.body().path("access_token").asText())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_administrators_consent_and_the_organisations_decision_stay() {
        var tenants = control.tenants(Provider.MICROSOFT);
        tenants.forbidConsent("fieldworks.example", "consent_required");
        tenants.makeAdministrator(DANA);
        new ConsentVisitor().approve(adminConsent("https://graph.microsoft.com/Mail.Read"), DANA);
        restart();

        var kept = control.tenants(Provider.MICROSOFT);
        assertThat(kept.letsConsent("fieldworks.example")).isFalse();
        assertThat(kept.isAdministrator(DANA)).isTrue();
        assertThat(kept.consented(
                        "fieldworks.example", simulators.microsoftClient().id()))
                .containsExactly("Mail.Read");
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        var refused = visitor.allow(Provider.MICROSOFT, "joe@fieldworks.example", asked);
        assertThat(refused.first("error")).contains("consent_required");
    }

    @Test
    void access_for_a_while_ends_when_it_was_to_end() {
        control.signIns(Provider.GOOGLE).limitAccess(TESS, Duration.ofDays(30));
        var refresh =
                visitor.connect(Provider.GOOGLE, TESS).path("refresh_token").asText();
        restart();

        control.advanceClock(Duration.ofDays(29));
        assertThat(visitor.token(Provider.GOOGLE, visitor.refreshForm(refresh)).status())
                .isEqualTo(200);
        control.advanceClock(Duration.ofDays(1));
        assertThat(visitor.token(Provider.GOOGLE, visitor.refreshForm(refresh)).status())
                .isEqualTo(400);
    }

    @Test
    void state_from_before_there_was_mail_is_still_read() throws Exception {
        var refresh =
                visitor.connect(Provider.GOOGLE, TESS).path("refresh_token").asText();
        simulators.close();
        var kept = (ObjectNode) Json.read(Files.readString(file())).orElseThrow();
        kept.withObject("/ports").remove(List.of("gmail", "people"));
        kept.withObject("/google").remove("tenants");
        kept.withObject("/microsoft").remove("tenants");
        Files.writeString(file(), kept.toString());
        start();

        assertThat(visitor.token(Provider.GOOGLE, visitor.refreshForm(refresh)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_revoked_grant_stays_revoked_and_an_expired_access_token_expired(Provider provider) {
        var revoked = visitor.connect(provider, owner(provider));
        control.revokeGrants(provider, owner(provider));
        var expired = visitor.accessToken(provider, owner(provider));
        control.expireTokens(owner(provider));
        restart();

        var form = visitor.refreshForm(revoked.path("refresh_token").asText());
        assertThat(visitor.token(provider, form).body().path("error").asText()).isEqualTo("invalid_grant");
        var place = provider == Provider.GOOGLE ? googleEvents() : graphCalendar() + "/events";
        assertThat(visitor.get(place, revoked.path("access_token").asText()).status())
                .isEqualTo(401);
        assertThat(visitor.get(place, expired).status()).isEqualTo(401);
    }

    @Test
    void an_old_etag_matches_until_the_event_changes() {
        var google = visitor.accessToken(Provider.GOOGLE, TESS);
        var microsoft = visitor.accessToken(Provider.MICROSOFT, DANA);
        var atGoogle = visitor.get(googleEvents(), google).body().at("/items/0");
        var atGraph = visitor.get(graphCalendar() + "/events", microsoft).body().at("/value/0");
        restart();

        var googleEvent = googleEvents() + "/" + atGoogle.path("id").asText();
        var graphEvent = graphCalendar() + "/events/" + atGraph.path("id").asText();
        for (int status : List.of(200, 412)) {
            assertThat(patch(
                                    googleEvent,
                                    google,
                                    "summary",
                                    atGoogle.path("etag").asText())
                            .status())
                    .isEqualTo(status);
            assertThat(patch(
                                    graphEvent,
                                    microsoft,
                                    "subject",
                                    atGraph.path("@odata.etag").asText())
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void tombstones_are_still_there() {
        var token = visitor.accessToken(Provider.GOOGLE, TESS);
        var id = control.create(Provider.GOOGLE, TESS, "Jobs", event("Gone")).id();
        var gone = control.create(Provider.GOOGLE, TESS, "primary", event("Gone too"));
        var syncToken =
                visitor.get(googleEvents(), token).body().path("nextSyncToken").asText();
        control.delete(Provider.GOOGLE, TESS, "Jobs", id);
        control.delete(Provider.GOOGLE, TESS, "primary", gone.id());
        restart();

        assertThat(control.deletedEvents(Provider.GOOGLE, TESS, "Jobs"))
                .extracting(UserEvent::id)
                .containsExactly(id);
        var changes = visitor.get(googleEvents() + "?syncToken=" + syncToken, token);
        assertThat(changes.body().at("/items/0/id").asText()).isEqualTo(gone.id());
        assertThat(changes.body().at("/items/0/status").asText()).isEqualTo("cancelled");
    }

    @Test
    void R10_T32_a_transaction_id_creates_nothing_new() {
        var token = visitor.accessToken(Provider.MICROSOFT, DANA);
        var body = graphEvent("Once").put("transactionId", "job-7");
        var first = visitor.send("POST", graphCalendar() + "/events", token, body);
        restart();
        var second = visitor.send("POST", graphCalendar() + "/events", token, body);
        var other = visitor.send("POST", graphCalendar() + "/events", token, body.put("subject", "Twice"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("id").asText())
                .isEqualTo(first.body().path("id").asText());
        assertThat(other.body().at("/error/code").asText()).isEqualTo("ErrorDuplicateTransactionId");
    }

    @Test
    void extended_properties_and_everything_else_of_an_event_are_the_same() {
        var google = visitor.accessToken(Provider.GOOGLE, TESS);
        var body = Json.object().put("id", "marked").put("summary", "“Ä” <b>\n\u0001 \uD83D\uDE80");
        body.putObject("start").put("date", "2026-11-25");
        body.putObject("end").put("date", "2026-11-26");
        body.putObject("extendedProperties").putObject("private").put("job", "J=7");
        visitor.send("POST", googleEvents(), google, body);
        var before = visitor.get(googleEvents() + "?privateExtendedProperty=job%3DJ%3D7", google);
        restart();
        var after = visitor.get(googleEvents() + "?privateExtendedProperty=job%3DJ%3D7", google);

        assertThat(before.body().path("items")).hasSize(1);
        assertThat(after.body()).isEqualTo(before.body());
    }

    @Test
    void demo_data_is_planted_only_once() {
        control.delete(
                Provider.GOOGLE,
                TESS,
                "primary",
                control.events(Provider.GOOGLE, TESS, "primary").getFirst().id());
        var before = control.events(Provider.GOOGLE, TESS, "primary");
        restart();

        assertThat(control.accounts()).hasSize(4);
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).isEqualTo(before);
        assertThat(control.events(Provider.GOOGLE, TESS, "Holidays")).hasSize(10);
    }

    @Test
    void a_calendar_file_is_loaded_only_once_and_another_one_all_the_same(@TempDir Path files) throws IOException {
        var file = calendarFile(files.resolve("a.ics"), "Picnic");
        assertThat(control.loadCalendarOnce(Provider.GOOGLE, TESS, file)).isEqualTo(1);
        restart();

        assertThat(control.loadCalendarOnce(Provider.GOOGLE, TESS, file)).isZero();
        assertThat(control.loadCalendarOnce(Provider.GOOGLE, TESS, calendarFile(files.resolve("b.ics"), "Concert")))
                .isEqualTo(1);
    }

    @Test
    void the_time_the_rotation_policy_and_the_issued_secrets_are_kept() {
        control.advanceClock(Duration.ofDays(3));
        control.tokenPolicy(Provider.MICROSOFT).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        control.tokenPolicy(Provider.GOOGLE).setAccessTokenLife(Duration.ofSeconds(7));
        var token = visitor.accessToken(Provider.GOOGLE, TESS);
        restart();

        assertThat(control.now()).isEqualTo(NOW.plus(Duration.ofDays(3)));
        assertThat(control.tokenPolicy(Provider.MICROSOFT).rotation()).isEqualTo(TokenPolicy.Rotation.REFUSE_OLD);
        assertThat(control.tokenPolicy(Provider.GOOGLE).accessTokenLife()).isEqualTo(Duration.ofSeconds(7));
        assertThat(control.tokenPolicy(Provider.MICROSOFT).accessTokenLife()).isEqualTo(Duration.ofSeconds(3599));
        assertThat(control.issuedTokens()).extracting(IssuedToken::value).contains(token);
    }

    @Test
    void the_ports_of_kept_state_win_over_the_wanted_ones() throws IOException {
        var before = simulators.endpoints();
        simulators.close();
        var elsewhere = SimulatorSettings.Ports.from(1);
        simulators = ProviderSimulators.start(settings().withPorts(elsewhere));

        assertThat(simulators.endpoints()).isEqualTo(before);
        assertThatThrownBy(() -> ProviderSimulators.start(settings())).isInstanceOf(PortTaken.class);
    }

    @Test
    void a_change_is_written_while_the_simulators_run() throws Exception {
        control.create(Provider.MICROSOFT, DANA, "primary", event("Written soon"));
        while (!Files.readString(file()).contains("Written soon")) {
            Thread.sleep(50);
        }
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"half\":",
                "{\"keys\":[]}",
                "{\"format\":\"syncline-simulated-providers\",\"version\":2}",
                "{\"format\":\"syncline-simulated-providers\",\"version\":1}"
            })
    void a_file_that_holds_no_state_is_one_sentence_and_stays(String content) throws IOException {
        simulators.close();
        Files.writeString(file(), content);

        assertThatThrownBy(() -> ProviderSimulators.start(settings()))
                .isInstanceOf(UnreadableState.class)
                .hasMessageStartingWith("The providers' state in " + file() + " cannot be read, because ")
                .hasMessageNotContaining("\n");
        assertThat(file()).hasContent(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ports\":{|\"ports\":{\"graph\":0,",
                "\"clockAhead\":\"PT0S\"|\"clockAhead\":\"-PT1S\"",
                "\"deleted\":false|\"deleted\":0",
                "\"kind\":\"PRIMARY\"|\"kind\":\"NEW\"",
                "\"zone\":\"Europe/Zurich\"|\"zone\":\"Mars\"",
                "\"place\":2|\"place\":1",
                "\"email\":\"tom@|\"email\":\"tess@",
                "\"lastGrant\":0|\"lastGrant\":1.5",
                "\"refreshTokens\":[|\"refreshTokens\":[{\"value\":\"v\",\"grant\":9,\"superseded\":false}"
            })
    void state_that_contradicts_itself_is_refused_and_leaves_nothing_open(String change) throws IOException {
        simulators.close();
        var whole = Files.readString(file());
        var parts = change.split("\\|", 2);
        var broken = change.contains("graph\":0")
                ? whole.replaceFirst("\"graph\":\\d+", "\"graph\":0")
                : whole.replaceFirst(java.util.regex.Pattern.quote(parts[0]), parts[1]);
        assertThat(broken).isNotEqualTo(whole);
        Files.writeString(file(), broken);

        assertThatThrownBy(() -> ProviderSimulators.start(settings())).isInstanceOf(UnreadableState.class);
        assertThat(file()).hasContent(broken);
        Files.writeString(file(), whole);
        start();
    }

    @Test
    void channels_and_subscriptions_go_on() {
        var channel = Json.object()
                .put("id", "c-1")
                .put("type", "web_hook")
                .put("address", "https://hub.example/notices")
                .put("token", "secret");
        var watch = googleEvents() + "/watch";
        control.push().pause();
        visitor.send("POST", watch, visitor.accessToken(Provider.GOOGLE, TESS), channel);
        restart();
        control.push().pause();
        assertThat(control.push().channels()).extracting(Channel::id).containsExactly("c-1");
        control.create(Provider.GOOGLE, TESS, "primary", event("Watched"));
        assertThat(control.push().pendingNotices())
                .extracting(notice -> notice.headers().get("X-Goog-Channel-Token"))
                .containsExactly("secret");
        assertThat(visitor.send("POST", watch, visitor.accessToken(Provider.GOOGLE, TESS), channel)
                        .status())
                .isEqualTo(400);
    }

    private void restart() {
        simulators.close();
        start();
    }

    private Path file() {
        return folder.resolve("providers.json");
    }

    private SimulatorSettings settings() {
        return SimulatorSettings.defaults().withClock(InstantSource.fixed(NOW)).withKeptIn(folder);
    }

    private URI adminConsent(String scope) {
        return URI.create(simulators.endpoints().microsoftAdminConsent() + "?"
                + Visitor.form(Map.of(
                        "client_id",
                        simulators.microsoftClient().id(),
                        "redirect_uri",
                        Visitor.REDIRECT,
                        "scope",
                        scope)));
    }

    private String googleEvents() {
        return simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events";
    }

    private String graphCalendar() {
        return simulators.endpoints().graphRoot() + "/me/calendar";
    }

    private Reply patch(String event, String token, String field, String etag) {
        return visitor.send("PATCH", event, token, Json.object().put(field, "Changed"), "If-Match", etag);
    }

    private static String owner(Provider provider) {
        return provider == Provider.GOOGLE ? TESS : DANA;
    }

    private static UserEvent event(String title) {
        return UserEvent.of(title, new UserEvent.When.AllDay(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26)));
    }

    private static ObjectNode graphEvent(String subject) {
        var event = Json.object().put("subject", subject);
        event.putObject("start").put("dateTime", "2026-11-25T08:00:00").put("timeZone", "UTC");
        event.putObject("end").put("dateTime", "2026-11-25T09:00:00").put("timeZone", "UTC");
        return event;
    }

    private static Path calendarFile(Path file, String title) throws IOException {
        return Files.writeString(file, """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                PRODID:-//test//EN\r
                BEGIN:VEVENT\r
                UID:1\r
                DTSTAMP:20261101T000000Z\r
                DTSTART:20261125T080000Z\r
                DTEND:20261125T090000Z\r
                SUMMARY:%s\r
                END:VEVENT\r
                END:VCALENDAR\r
                """.formatted(title));
    }
}
