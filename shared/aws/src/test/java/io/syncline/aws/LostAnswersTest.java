package io.syncline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.vault.LocalVault;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Review;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.connection.Samples;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.traffic.Leases.Lease;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The request was carried out, its answer got lost, and the SDK sent it again: nobody loses to themselves. */
class LostAnswersTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final ConnectionId HERS = new ConnectionId("c_1");
    private static final CalendarRef WORK = new CalendarRef(HERS, new CalendarId("work@x"));
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private static final Deed DEED = Deed.done(Actor.function("test"), Action.TOKEN_REFRESHED, "connection/c_1", "");

    private Class<? extends SdkRequest> lost = SdkRequest.class;
    private final AtomicBoolean loseNext = new AtomicBoolean();
    private final DynamoDbClient client = LocalDynamo.client(new LosingAnswers());

    @Test
    void a_lease_is_taken() {
        DynamoLeases leases = new DynamoLeases(
                new Table(client, LocalDynamo.trafficTable(), Backoff.standard(random)), clock, random);
        loseNext.set(true);
        assertThat(leases.take("acme#token", LIFE)).isPresent();
        assertThat(loseNext).isFalse();
        assertThat(leases.take("acme#token", LIFE)).isEmpty();
    }

    @Test
    void a_calendar_is_claimed() {
        DynamoSyncedCalendars calendars = new DynamoSyncedCalendars(
                new Table(client, LocalDynamo.syncTable(), Backoff.standard(random)), clock, random);
        calendars.choose(calendar());
        loseNext.set(true);
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        assertThat(loseNext).isFalse();
        assertThat(calendars.claim(ACME, WORK, LIFE)).isEmpty();
        assertThat(calendars.release(claim, claim.calendar())).isPresent();
    }

    @Test
    void R17_a_decision_about_deletions_is_made() {
        DynamoSyncedCalendars calendars = new DynamoSyncedCalendars(
                new Table(client, LocalDynamo.syncTable(), Backoff.standard(random)), clock, random);
        calendars.choose(calendar());
        Review review = new Review("r-1", Review.Kind.IN_CALENDAR, clock.instant(), 9, 10, List.of(), Optional.empty());
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.release(claim, claim.calendar().reviewed(Optional.of(review)));
        loseNext.set(true);
        assertThat(calendars.decide(ACME, WORK, "r-1", Review.Answer.REFUSED, new UserId("ann"), clock.instant()))
                .isTrue();
        assertThat(loseNext).isFalse();
        assertThat(calendars.decide(ACME, WORK, "r-1", Review.Answer.APPROVED, new UserId("ann"), clock.instant()))
                .isFalse();
    }

    @Test
    void several_leases_are_taken() {
        DynamoLeases leases = new DynamoLeases(
                new Table(client, LocalDynamo.trafficTable(), Backoff.standard(random)), clock, random);
        loseNext.set(true);
        Map<String, Lease> taken = leases.takeAll(List.of("acme#1", "acme#2"), LIFE);
        assertThat(taken).containsOnlyKeys("acme#1", "acme#2");
        assertThat(loseNext).isFalse();
        assertThat(leases.takeAll(List.of("acme#1", "acme#2"), LIFE)).isEmpty();
        leases.releaseAll(taken.values());
        assertThat(leases.takeAll(List.of("acme#1", "acme#2"), LIFE)).hasSize(2);
    }

    @Test
    void F3_a_rotated_token_is_stored_with_one_entry() {
        LocalVault local = new LocalVault(clock);
        LocalVault losing = local.through(client);
        commit(losing, tokens(0));
        lose(TransactWriteItemsRequest.class);
        assertThat(commit(losing, tokens(1))).isTrue();
        assertThat(losing.vault().read(ACME, HERS)).contains(tokens(2));
        assertThat(recorded(local, "token-refreshed")).isEqualTo(2);
    }

    @Test
    void a_connection_is_stored_with_one_entry() {
        LocalVault local = new LocalVault(clock);
        Connection fresh = Samples.connection(ACME, new UserId("tess"), "account-1");
        lose(TransactWriteItemsRequest.class);
        assertThat(local.through(client)
                        .registry()
                        .commit(ACME, List.of(new Change.PutConnection(fresh)), List.of(DEED)))
                .isTrue();
        assertThat(local.connections().find(ACME, fresh.id())).contains(fresh.stored());
        assertThat(recorded(local, "token-refreshed")).isEqualTo(1);
    }

    @Test
    void a_deed_that_changes_nothing_is_appended_once() {
        LocalVault local = new LocalVault(clock);
        lose(TransactWriteItemsRequest.class);
        local.through(client).trail().append(ACME, List.of(DEED));
        assertThat(recorded(local, "token-refreshed")).isEqualTo(1);
    }

    @Test
    void a_note_is_kept_once() {
        LocalVault local = new LocalVault(clock);
        lose(PutItemRequest.class);
        local.through(client).trail().note(ACME, DEED);
        clock.goOn(Duration.ofSeconds(61));
        assertThat(local.trail().chainNotes(ACME)).isEqualTo(1);
    }

    @Test
    void notes_are_chained_once() {
        LocalVault local = new LocalVault(clock);
        local.trail().note(ACME, DEED);
        clock.goOn(Duration.ofSeconds(61));
        lose(TransactWriteItemsRequest.class);
        assertThat(local.through(client).trail().chainNotes(ACME)).isEqualTo(1);
        assertThat(local.trail().chainNotes(ACME)).isZero();
        assertThat(recorded(local, "token-refreshed")).isEqualTo(1);
    }

    @AfterEach
    void an_answer_was_lost_indeed() {
        assertThat(loseNext).isFalse();
    }

    private void lose(Class<? extends SdkRequest> answerTo) {
        lost = answerTo;
        loseNext.set(true);
    }

    private static boolean commit(LocalVault local, TokenSet tokens) {
        return local.registry().commit(ACME, List.of(new Change.PutTokens(HERS, tokens)), List.of(DEED));
    }

    private static long recorded(LocalVault local, String action) {
        return local.trail().read(ACME, 1, 100).stream()
                .filter(stored -> stored.entry().deed().action().equals(action))
                .count();
    }

    private static TokenSet tokens(long version) {
        return new TokenSet(
                Secret.of("access"),
                Optional.of(Secret.of("refresh")),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of("x"),
                Optional.empty(),
                version);
    }

    private SyncedCalendar calendar() {
        return new SyncedCalendar(
                ACME,
                WORK,
                Provider.GOOGLE,
                new UserId("tess"),
                "Work",
                SyncedCalendar.Mode.JOBS,
                false,
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
                Optional.empty());
    }

    /** Loses the next answer after the server has done its work. */
    private final class LosingAnswers implements ExecutionInterceptor {
        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            if (lost.isInstance(context.request()) && loseNext.getAndSet(false)) {
                throw RetryableException.create("Connection reset");
            }
        }
    }
}
