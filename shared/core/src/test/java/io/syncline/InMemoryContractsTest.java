package io.syncline;

import io.syncline.audit.AuditTrail;
import io.syncline.audit.AuditTrailContract;
import io.syncline.audit.FakeSealSignatures;
import io.syncline.audit.InMemoryAuditTrail;
import io.syncline.audit.InMemorySeals;
import io.syncline.audit.SealSignatures;
import io.syncline.audit.SealSignaturesContract;
import io.syncline.audit.Seals;
import io.syncline.audit.SealsContract;
import io.syncline.authorisation.ConsentRequests;
import io.syncline.authorisation.ConsentRequestsContract;
import io.syncline.authorisation.InMemoryConsentRequests;
import io.syncline.authorisation.InMemoryPendingAuthorisations;
import io.syncline.authorisation.InMemoryRemovals;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.PendingAuthorisationsContract;
import io.syncline.authorisation.Removals;
import io.syncline.authorisation.RemovalsContract;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarItemsContract;
import io.syncline.calendar.Explanations;
import io.syncline.calendar.ExplanationsContract;
import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.InMemoryExplanations;
import io.syncline.calendar.InMemoryJobs;
import io.syncline.calendar.InMemoryResolutions;
import io.syncline.calendar.InMemoryReviews;
import io.syncline.calendar.InMemoryRows;
import io.syncline.calendar.InMemorySyncPolicies;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.JobsContract;
import io.syncline.calendar.RemoteCalendarsInMemory;
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
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.Keyrings;
import io.syncline.token.KeyringsContract;
import io.syncline.token.Registry;
import io.syncline.token.RegistryContract;
import io.syncline.token.TokenVault;
import io.syncline.token.TokenVaultContract;
import io.syncline.traffic.InMemoryLeases;
import io.syncline.traffic.Leases;
import io.syncline.traffic.LeasesContract;
import org.junit.jupiter.api.Nested;

/** The fakes keep the same contracts as the adapters that they stand for. */
class InMemoryContractsTest {

    @Nested
    class OfJobs extends JobsContract {
        private final InMemoryRows rows = new InMemoryRows();

        @Override
        protected Jobs jobs() {
            return new InMemoryJobs(rows);
        }

        @Override
        protected CalendarItems items() {
            return new InMemoryCalendarItems(rows);
        }
    }

    @Nested
    class OfCalendarItems extends CalendarItemsContract {
        private final InMemoryRows rows = new InMemoryRows();

        @Override
        protected Jobs jobs() {
            return new InMemoryJobs(rows);
        }

        @Override
        protected CalendarItems items() {
            return new InMemoryCalendarItems(rows);
        }
    }

    @Nested
    class OfSyncedCalendars extends SyncedCalendarsContract {
        @Override
        protected SyncedCalendars calendars() {
            return new InMemorySyncedCalendars(clock);
        }
    }

    @Nested
    class OfSyncPolicies extends SyncPoliciesContract {
        private final SyncPolicies policies = new InMemorySyncPolicies();

        @Override
        protected SyncPolicies policies() {
            return policies;
        }
    }

    @Nested
    class OfExplanations extends ExplanationsContract {
        private final InMemoryRows rows = new InMemoryRows();

        @Override
        protected Explanations explanations() {
            return new InMemoryExplanations(rows);
        }

        @Override
        protected CalendarItems items() {
            return new InMemoryCalendarItems(rows);
        }
    }

    @Nested
    class OfResolutions extends ResolutionsContract {
        private final InMemoryRows rows = new InMemoryRows();

        @Override
        protected Resolutions resolutions() {
            return new InMemoryResolutions(rows, clock);
        }

        @Override
        protected CalendarItems items() {
            return new InMemoryCalendarItems(rows);
        }
    }

    @Nested
    class OfReviews extends ReviewsContract {
        private final InMemoryRows rows = new InMemoryRows();
        private final Reviews reviews = new InMemoryReviews(rows, clock);

        @Override
        protected Reviews reviews() {
            return reviews;
        }

        @Override
        protected CalendarItems items() {
            return new InMemoryCalendarItems(rows);
        }
    }

    @Nested
    class OfRemoteCalendars extends RemoteCalendarsInMemory {}

    @Nested
    class OfRemoteCalendarsWhoseOccurrencesHaveTheirOwnVersions extends RemoteCalendarsInMemory {
        OfRemoteCalendarsWhoseOccurrencesHaveTheirOwnVersions() {
            provider.givesOccurrencesTheirOwnVersions();
        }
    }

    @Nested
    class OfConnections extends ConnectionsContract {
        private final InMemoryRegistry registry = new InMemoryRegistry(clock);

        @Override
        protected Connections connections() {
            return registry.connections();
        }

        @Override
        protected Registry registry() {
            return registry;
        }
    }

    @Nested
    class OfTokenVault extends TokenVaultContract {
        private final InMemoryRegistry registry = new InMemoryRegistry(clock);

        @Override
        protected TokenVault vault() {
            return registry.vault();
        }

        @Override
        protected Registry registry() {
            return registry;
        }
    }

    @Nested
    class OfRegistry extends RegistryContract {
        private final InMemoryRegistry registry = new InMemoryRegistry(clock);

        @Override
        protected Registry registry() {
            return registry;
        }

        @Override
        protected Connections connections() {
            return registry.connections();
        }

        @Override
        protected TokenVault vault() {
            return registry.vault();
        }

        @Override
        protected AuditTrail trail() {
            return registry.trail();
        }
    }

    @Nested
    class OfKeyrings extends KeyringsContract {
        private final InMemoryRegistry registry = new InMemoryRegistry(clock);

        @Override
        protected Keyrings keyrings() {
            return registry.keyrings();
        }

        @Override
        protected TokenVault vault() {
            return registry.vault();
        }

        @Override
        protected Registry registry() {
            return registry;
        }

        @Override
        protected AuditTrail trail() {
            return registry.trail();
        }
    }

    @Nested
    class OfAuditTrail extends AuditTrailContract {
        private final AuditTrail trail = new InMemoryAuditTrail(new InMemoryStorage(), clock);

        @Override
        protected AuditTrail trail() {
            return trail;
        }
    }

    @Nested
    class OfSeals extends SealsContract {
        private final Seals seals = new InMemorySeals();

        @Override
        protected Seals seals() {
            return seals;
        }
    }

    @Nested
    class OfSealSignatures extends SealSignaturesContract {
        private final SealSignatures signatures = new FakeSealSignatures("key-1");

        @Override
        protected SealSignatures signatures() {
            return signatures;
        }
    }

    @Nested
    class OfPendingAuthorisations extends PendingAuthorisationsContract {
        private final InMemoryRegistry registry = new InMemoryRegistry(clock);
        private final PendingAuthorisations pending = new InMemoryPendingAuthorisations(registry);

        @Override
        protected PendingAuthorisations pending() {
            return pending;
        }

        @Override
        protected AuditTrail trail() {
            return registry.trail();
        }

        @Override
        protected Keyrings keyrings() {
            return registry.keyrings();
        }
    }

    @Nested
    class OfConsentRequests extends ConsentRequestsContract {
        private final ConsentRequests requests = new InMemoryConsentRequests(new InMemoryStorage());

        @Override
        protected ConsentRequests requests() {
            return requests;
        }
    }

    @Nested
    class OfRemovals extends RemovalsContract {
        private final Removals removals = new InMemoryRemovals(new InMemoryStorage());

        @Override
        protected Removals removals() {
            return removals;
        }
    }

    @Nested
    class OfLeases extends LeasesContract {
        @Override
        protected Leases leases() {
            return new InMemoryLeases(clock);
        }
    }
}
