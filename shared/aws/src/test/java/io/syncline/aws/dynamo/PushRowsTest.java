package io.syncline.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.ChannelOwner;
import io.syncline.calendar.Channels;
import io.syncline.calendar.ChannelsContract;
import io.syncline.calendar.PushReports;
import io.syncline.calendar.PushReportsContract;
import io.syncline.calendar.SecretHash;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Channels and what providers report about them, as rows of the sync table. */
class PushRowsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static Table table() {
        return new Table(LocalDynamo.client(), LocalDynamo.syncTable(), Backoff.standard(RANDOM));
    }

    @Nested
    class OfChannels extends ChannelsContract {
        private final Table table = table();

        @Override
        protected Channels channels() {
            return new DynamoChannels(table);
        }

        @Test
        void a_row_shows_no_secret_and_expires_a_day_after_its_channel() {
            Secret secret = Secret.of("the secret itself");
            ChannelId id = new ChannelId("channel-000000000001");
            channels()
                    .save(new ChannelOwner(
                            id,
                            Provider.GOOGLE,
                            new OrganisationId("acme"),
                            new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x")),
                            SecretHash.of(secret),
                            Instant.parse("2026-11-30T08:00:00Z")));

            Map<String, AttributeValue> row = LocalDynamo.client()
                    .getItem(get -> get.tableName(table.name()).key(DynamoChannels.key(id)))
                    .item();
            assertThat(row.toString()).doesNotContain(secret.reveal());
            assertThat(row.get("expiresAt").n())
                    .isEqualTo(
                            Long.toString(Instant.parse("2026-12-01T08:00:00Z").getEpochSecond()));
        }
    }

    @Nested
    class OfPushReports extends PushReportsContract {
        private final Table table = table();

        @Override
        protected SyncedCalendars calendars() {
            return new DynamoSyncedCalendars(table, clock, RANDOM);
        }

        @Override
        protected PushReports reports() {
            return new DynamoPushReports(table, clock);
        }
    }

    /** Notices that come while a run ends: each asks for a run right before the row is written. */
    @Nested
    class InAStorm {
        private final InMemoryClock clock = InMemoryClock.atNoon();
        private final Table calm = table();
        private final DynamoSyncedCalendars calendars = new DynamoSyncedCalendars(calm, clock, RANDOM);
        private final Table stormy = new Table(
                LocalDynamo.client(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(
                            Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
                        calendars.request(SampleCalendar.ORGANISATION, SampleCalendar.REF);
                    }
                }),
                calm.name(),
                Backoff.standard(RANDOM));

        @Test
        void S18_a_run_ends_however_many_requests_come_meanwhile_and_another_one_is_due() {
            calendars.choose(SampleCalendar.of(Provider.GOOGLE, clock.instant()));
            calendars.request(SampleCalendar.ORGANISATION, SampleCalendar.REF);
            Claim claim = calendars
                    .claim(SampleCalendar.ORGANISATION, SampleCalendar.REF, Duration.ofMinutes(2))
                    .orElseThrow();
            SyncedCalendar done = SampleCalendar.ended(claim.calendar(), clock.instant());

            SyncedCalendar after = new DynamoSyncedCalendars(stormy, clock, RANDOM)
                    .release(claim, done)
                    .orElseThrow();

            assertThat(after.isDirty()).isTrue();
            assertThat(calendars.due(clock.instant().plus(Duration.ofMinutes(1)), 10))
                    .hasSize(1);
        }
    }
}
