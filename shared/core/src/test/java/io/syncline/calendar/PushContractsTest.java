package io.syncline.calendar;

import org.junit.jupiter.api.Nested;

/** The fakes of push keep the same contracts as the adapters that they stand for. */
class PushContractsTest {

    @Nested
    class OfChannels extends ChannelsContract {
        private final InMemoryChannels channels = new InMemoryChannels();

        @Override
        protected Channels channels() {
            return channels;
        }
    }

    @Nested
    class OfPushReports extends PushReportsContract {
        private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);

        @Override
        protected SyncedCalendars calendars() {
            return calendars;
        }

        @Override
        protected PushReports reports() {
            return calendars;
        }
    }
}
