package io.syncline.aws;

import io.syncline.InMemoryClock;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.AuditTrailContract;
import io.syncline.audit.SealSignatures;
import io.syncline.audit.SealSignaturesContract;
import io.syncline.audit.Seals;
import io.syncline.audit.SealsContract;
import io.syncline.authorisation.ConsentRequests;
import io.syncline.authorisation.ConsentRequestsContract;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.PendingAuthorisationsContract;
import io.syncline.authorisation.Removals;
import io.syncline.authorisation.RemovalsContract;
import io.syncline.aws.audit.FakeS3;
import io.syncline.aws.audit.KmsSealSignatures;
import io.syncline.aws.audit.S3Seals;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoCalendarItems;
import io.syncline.aws.dynamo.DynamoConsentRequests;
import io.syncline.aws.dynamo.DynamoExplanations;
import io.syncline.aws.dynamo.DynamoJobs;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoRemovals;
import io.syncline.aws.dynamo.DynamoResolutions;
import io.syncline.aws.dynamo.DynamoReviews;
import io.syncline.aws.dynamo.DynamoSyncPolicies;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.vault.FakeKms;
import io.syncline.aws.vault.LocalVault;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarItemsContract;
import io.syncline.calendar.Explanations;
import io.syncline.calendar.ExplanationsContract;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.JobsContract;
import io.syncline.calendar.Resolutions;
import io.syncline.calendar.ResolutionsContract;
import io.syncline.calendar.Reviews;
import io.syncline.calendar.ReviewsContract;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPoliciesContract;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.SyncedCalendarsContract;
import io.syncline.connection.Connections;
import io.syncline.connection.ConnectionsContract;
import io.syncline.token.Keyrings;
import io.syncline.token.KeyringsContract;
import io.syncline.token.Registry;
import io.syncline.token.RegistryContract;
import io.syncline.token.TokenVault;
import io.syncline.token.TokenVaultContract;
import io.syncline.traffic.Leases;
import io.syncline.traffic.LeasesContract;
import java.security.SecureRandom;
import org.junit.jupiter.api.Nested;

/** The adapters keep the same contracts as the fakes that stand for them. */
class DynamoContractsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InMemoryClock CLOCK = InMemoryClock.atNoon();

    private static Table table(String name) {
        return new Table(LocalDynamo.client(), name, Backoff.standard(RANDOM));
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
            return new DynamoCalendarItems(table, CLOCK);
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
            return new DynamoCalendarItems(table, CLOCK);
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
    class OfSyncPolicies extends SyncPoliciesContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected SyncPolicies policies() {
            return new DynamoSyncPolicies(table);
        }
    }

    @Nested
    class OfExplanations extends ExplanationsContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected Explanations explanations() {
            return new DynamoExplanations(table, CLOCK);
        }

        @Override
        protected CalendarItems items() {
            return new DynamoCalendarItems(table, CLOCK);
        }
    }

    @Nested
    class OfReviews extends ReviewsContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected Reviews reviews() {
            return new DynamoReviews(table, clock);
        }

        @Override
        protected CalendarItems items() {
            return new DynamoCalendarItems(table, clock);
        }
    }

    @Nested
    class OfResolutions extends ResolutionsContract {
        private final Table table = table(LocalDynamo.syncTable());

        @Override
        protected Resolutions resolutions() {
            return new DynamoResolutions(table, clock);
        }

        @Override
        protected CalendarItems items() {
            return new DynamoCalendarItems(table, clock);
        }
    }

    @Nested
    class OfConnections extends ConnectionsContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected Connections connections() {
            return local.connections();
        }

        @Override
        protected Registry registry() {
            return local.registry();
        }
    }

    @Nested
    class OfTokenVault extends TokenVaultContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected TokenVault vault() {
            return local.vault();
        }

        @Override
        protected Registry registry() {
            return local.registry();
        }
    }

    @Nested
    class OfRegistry extends RegistryContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected Registry registry() {
            return local.registry();
        }

        @Override
        protected Connections connections() {
            return local.connections();
        }

        @Override
        protected TokenVault vault() {
            return local.vault();
        }

        @Override
        protected AuditTrail trail() {
            return local.trail();
        }
    }

    @Nested
    class OfKeyrings extends KeyringsContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected Keyrings keyrings() {
            return local.keyrings();
        }

        @Override
        protected TokenVault vault() {
            return local.vault();
        }

        @Override
        protected Registry registry() {
            return local.registry();
        }

        @Override
        protected AuditTrail trail() {
            return local.trail();
        }
    }

    /** Whoever changes the keys is another process than whoever seals and reads, whose keys in memory are older. */
    @Nested
    class OfKeyringsOfAnotherProcess extends KeyringsContract {
        private final LocalVault local = new LocalVault(clock);
        private final LocalVault operator = local.inAnotherProcess();
        private final LocalVault reader = local.inAnotherProcess();

        @Override
        protected Keyrings keyrings() {
            return operator.keyrings();
        }

        @Override
        protected TokenVault vault() {
            return reader.vault();
        }

        @Override
        protected Registry registry() {
            return local.inAnotherProcess().registry();
        }

        @Override
        protected AuditTrail trail() {
            return local.trail();
        }
    }

    @Nested
    class OfAuditTrail extends AuditTrailContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected AuditTrail trail() {
            return local.trail();
        }
    }

    @Nested
    class OfSeals extends SealsContract {
        private final Seals seals = new S3Seals(new FakeS3(), "seals");

        @Override
        protected Seals seals() {
            return seals;
        }
    }

    @Nested
    class OfSealSignatures extends SealSignaturesContract {
        private final SealSignatures signatures = new KmsSealSignatures(new FakeKms(), "key-1");

        @Override
        protected SealSignatures signatures() {
            return signatures;
        }
    }

    @Nested
    class OfPendingAuthorisations extends PendingAuthorisationsContract {
        private final LocalVault local = new LocalVault(clock);

        @Override
        protected PendingAuthorisations pending() {
            return local.pending();
        }

        @Override
        protected AuditTrail trail() {
            return local.trail();
        }

        @Override
        protected Keyrings keyrings() {
            return local.keyrings();
        }
    }

    @Nested
    class OfConsentRequests extends ConsentRequestsContract {
        private final Table table = table(LocalDynamo.pendingTable());

        @Override
        protected ConsentRequests requests() {
            return new DynamoConsentRequests(table);
        }
    }

    @Nested
    class OfRemovals extends RemovalsContract {
        private final Table table = table(LocalDynamo.pendingTable());

        @Override
        protected Removals removals() {
            return new DynamoRemovals(table);
        }
    }

    @Nested
    class OfLeases extends LeasesContract {
        private final Table table = table(LocalDynamo.trafficTable());

        @Override
        protected Leases leases() {
            return new DynamoLeases(table, clock, RANDOM);
        }
    }
}
