package io.syncline;

import io.syncline.authorisation.InMemoryPendingAuthorisations;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.PendingAuthorisationsContract;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarItemsContract;
import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.InMemoryJobs;
import io.syncline.calendar.InMemoryRows;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.JobsContract;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.SyncedCalendarsContract;
import io.syncline.connection.Connections;
import io.syncline.connection.ConnectionsContract;
import io.syncline.connection.InMemoryConnections;
import io.syncline.token.InMemoryTokenVault;
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
    class OfConnections extends ConnectionsContract {
        @Override
        protected Connections connections() {
            return new InMemoryConnections();
        }
    }

    @Nested
    class OfTokenVault extends TokenVaultContract {
        @Override
        protected TokenVault vault() {
            return new InMemoryTokenVault();
        }
    }

    @Nested
    class OfPendingAuthorisations extends PendingAuthorisationsContract {
        @Override
        protected PendingAuthorisations pending() {
            return new InMemoryPendingAuthorisations();
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
