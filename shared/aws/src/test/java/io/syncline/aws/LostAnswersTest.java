package io.syncline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.vault.DynamoTokenVault;
import io.syncline.aws.vault.FakeKms;
import io.syncline.aws.vault.KmsKeysets;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The request was carried out, its answer got lost, and the SDK sent it again: nobody loses to themselves. */
class LostAnswersTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final ConnectionId HERS = new ConnectionId("c_1");
    private static final CalendarRef WORK = new CalendarRef(HERS, new CalendarId("work@x"));
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final SecureRandom random = new SecureRandom();
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
    void a_rotated_token_is_stored() {
        String table = LocalDynamo.vaultTable();
        DynamoTokenVault vault = new DynamoTokenVault(
                client, table, new KmsKeysets(LocalDynamo.client(), table, new FakeKms(), "key", clock));
        TokenSet tokens =
                new TokenSet(Secret.of("access"), Optional.of(Secret.of("refresh")), clock.instant(), Set.of("x"), 0);
        loseNext.set(true);
        TokenSet stored = vault.store(ACME, HERS, tokens, 0).orElseThrow();
        assertThat(loseNext).isFalse();
        assertThat(vault.read(ACME, HERS)).contains(stored);
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
                0);
    }

    /** Loses the next answer after the server has done its work. */
    private final class LosingAnswers implements ExecutionInterceptor {
        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            if (loseNext.getAndSet(false)) {
                throw RetryableException.create("Connection reset");
            }
        }
    }
}
