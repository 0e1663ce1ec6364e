package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.push.LifecycleEvent;
import io.syncline.local.providers.push.PushControl;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import io.syncline.tests.company.When;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers tell of changes over HTTP, and channels are kept open; no poll comes by within a test. */
@ExtendWith(SharedCloud.class)
class PushJourneyTest {

    /** Generous for a busy machine, and less than the four minutes to the next poll. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Company company;
    private final RunningCloud cloud;
    private final Person dora;
    private final Person tess;

    PushJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.dora = company.dispatcher();
        this.tess = company.technician("tess");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R25_a_change_in_the_calendar_reaches_the_crm_without_a_poll(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        tess.connectAndChoose(calendar);
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));

        calendar.edit("Boiler service", event -> event.withWhen(When.of(3, "15:00", "16:00")));

        until(() -> dora.job("J-1").path("when").equals(When.timed(3, "15:00", "16:00")));
    }

    @Test
    void F22_a_channel_of_google_is_followed_by_another_when_80_percent_of_its_life_are_over() {
        Mailbox calendar = company.account(Provider.GOOGLE, "tess");
        String connection = tess.connectAndChoose(calendar);
        String first = onlyChannel(calendar);

        mostOfItsLifeIsOver(connection);
        tess.sync(connection);

        assertThat(onlyChannel(calendar)).isNotEqualTo(first);
        tellsAtOnce(calendar);
    }

    @Test
    void F22_a_subscription_of_microsoft_is_prolonged_when_80_percent_of_its_life_are_over() {
        Mailbox calendar = company.account(Provider.MICROSOFT, "tess");
        String connection = tess.connectAndChoose(calendar);
        String first = onlySubscription(calendar);
        Instant end = expiryOf(first);

        mostOfItsLifeIsOver(connection);
        tess.sync(connection);

        assertThat(onlySubscription(calendar)).isEqualTo(first);
        assertThat(expiryOf(first)).isAfter(end);
        tellsAtOnce(calendar);
    }

    @Test
    void S20_a_subscription_that_microsoft_removed_is_opened_anew() {
        Mailbox calendar = company.account(Provider.MICROSOFT, "tess");
        tess.connectAndChoose(calendar);
        String first = onlySubscription(calendar);

        push().lifecycle(first, LifecycleEvent.SUBSCRIPTION_REMOVED);

        until(() -> push().subscriptions().stream()
                .anyMatch(one ->
                        one.account().equals(calendar.email()) && !one.id().equals(first)));
        cloud.settle();
        tellsAtOnce(calendar);
    }

    @Test
    void F22_a_subscription_that_is_gone_at_its_renewal_is_opened_anew() {
        Mailbox calendar = company.account(Provider.MICROSOFT, "tess");
        String connection = tess.connectAndChoose(calendar);
        push().kill(onlySubscription(calendar));

        mostOfItsLifeIsOver(connection);
        tess.sync(connection);

        onlySubscription(calendar);
        tellsAtOnce(calendar);
    }

    @Test
    void S20_a_forged_notice_is_answered_like_a_genuine_one_and_has_no_effect() throws Exception {
        Mailbox calendar = company.account(Provider.GOOGLE, "tess");
        String connection = tess.connectAndChoose(calendar);
        String channel = onlyChannel(calendar);
        ObjectNode before = state(connection);

        HttpResponse<String> forged = HTTP.send(notice(channel, "guessed"), BodyHandlers.ofString());
        HttpResponse<String> unknown = HTTP.send(notice("0".repeat(40), "guessed"), BodyHandlers.ofString());

        for (HttpResponse<String> answer : List.of(forged, unknown)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
        cloud.settle();
        assertThat(state(connection)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_an_account_that_is_disconnected_is_not_listened_to_any_more(Provider provider) {
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);

        tess.delete("/v1/connections/" + connection).success();
        cloud.settle();
        calendar.create(UserEvent.of("Nobody's business", When.of(2, "09:00", "10:00")));
        cloud.settle();

        assertThat(dora.event("Nobody's business")).isEmpty();
    }

    private void tellsAtOnce(Mailbox calendar) {
        calendar.create(UserEvent.of("Lunch with Tom", When.of(1, "12:00", "13:00")));
        until(() -> tess.event("Lunch with Tom").isPresent());
    }

    private String onlyChannel(Mailbox calendar) {
        List<String> open = push().channels().stream()
                .filter(channel -> channel.account().equals(calendar.email()))
                .map(channel -> channel.id())
                .toList();
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private String onlySubscription(Mailbox calendar) {
        List<String> open = push().subscriptions().stream()
                .filter(subscription -> subscription.account().equals(calendar.email()))
                .map(subscription -> subscription.id())
                .toList();
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private Instant expiryOf(String subscription) {
        return push().subscriptions().stream()
                .filter(one -> one.id().equals(subscription))
                .findFirst()
                .orElseThrow()
                .expiration();
    }

    private HttpRequest notice(String channel, String secret) {
        return HttpRequest.newBuilder(URI.create(cloud.cloud().origin() + "/notices/google"))
                .header("X-Goog-Channel-ID", channel)
                .header("X-Goog-Channel-Token", secret)
                .header("X-Goog-Resource-State", "exists")
                .POST(BodyPublishers.noBody())
                .build();
    }

    /** As if so many days had passed: the row says that it is time to renew the channel. */
    private void mostOfItsLifeIsOver(String connection) {
        ObjectNode row = state(connection);
        ((ObjectNode) row.at("/push/M")).putObject("dueAt").put("S", "2026-01-01T00:00:00Z");
        table().put(row);
    }

    private ObjectNode state(String connection) {
        String partition = company.id() + "#calendar#" + connection + '#' + hash(tess.primary(connection));
        return table().partition("partition", partition).stream()
                .filter(row -> row.at("/item/S").asText().equals("STATE"))
                .findFirst()
                .orElseThrow();
    }

    private static String hash(String calendar) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(calendar.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Table table() {
        return new Table(cloud, "SyncTable");
    }

    private PushControl push() {
        return cloud.providers().push();
    }

    /** Waits for what a notice causes, which comes when it comes. */
    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nobody told of it within " + LONGEST);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
