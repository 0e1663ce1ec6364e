package io.syncline.aws;

import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.PendingAuthorisationsContract;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoCalendarItems;
import io.syncline.aws.dynamo.DynamoConnections;
import io.syncline.aws.dynamo.DynamoJobs;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.vault.DynamoPendingAuthorisations;
import io.syncline.aws.vault.DynamoTokenVault;
import io.syncline.aws.vault.FakeKms;
import io.syncline.aws.vault.KmsKeysets;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarItemsContract;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.JobsContract;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.SyncedCalendarsContract;
import io.syncline.connection.Connections;
import io.syncline.connection.ConnectionsContract;
import io.syncline.token.TokenVault;
import io.syncline.token.TokenVaultContract;
import io.syncline.traffic.Leases;
import io.syncline.traffic.LeasesContract;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The adapters keep the same contracts as the fakes that stand for them. */
class DynamoContractsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static Table table(String name) {
        return new Table(LocalDynamo.client(), name, Backoff.standard(RANDOM));
    }

    private static KmsKeysets keysets() {
        return new KmsKeysets(
                LocalDynamo.client(), LocalDynamo.vaultTable(), new FakeKms(), "key", InstantSource.system());
    }

    @Nested
    class OfJobs extends JobsContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected Jobs jobs() {
            return new DynamoJobs(table);
        }

        @Override
        protected CalendarItems items() {
            return new DynamoCalendarItems(table);
        }
    }

    @Nested
    class OfCalendarItems extends CalendarItemsContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected Jobs jobs() {
            return new DynamoJobs(table);
        }

        @Override
        protected CalendarItems items() {
            return new DynamoCalendarItems(table);
        }
    }

    @Nested
    class OfSyncedCalendars extends SyncedCalendarsContract {
        @Override
        protected SyncedCalendars calendars() {
            return new DynamoSyncedCalendars(table(LocalDynamo.syncTable()), clock, RANDOM);
        }
    }

    @Nested
    class OfConnections extends ConnectionsContract {
        @Override
        protected Connections connections() {
            return new DynamoConnections(table(LocalDynamo.connectionsTable()));
        }
    }

    @Nested
    class OfTokenVault extends TokenVaultContract {
        @Override
        protected TokenVault vault() {
            return new DynamoTokenVault(LocalDynamo.client(), LocalDynamo.vaultTable(), keysets());
        }
    }

    @Nested
    class OfPendingAuthorisations extends PendingAuthorisationsContract {
        @Override
        protected PendingAuthorisations pending() {
            return new DynamoPendingAuthorisations(LocalDynamo.client(), LocalDynamo.pendingTable(), keysets());
        }
    }

    @Nested
    class OfLeases extends LeasesContract {
        @Override
        protected Leases leases() {
            return new DynamoLeases(table(LocalDynamo.trafficTable()), clock, RANDOM);
        }
    }
}
