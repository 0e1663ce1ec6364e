package io.syncline.tests.histories;

import io.syncline.calendar.CalendarRef;
import io.syncline.connection.Provider;
import io.syncline.identity.UserId;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import java.util.List;

/** A technician's own calendar, as seen on the phone. */
record Phone(UserId owner, Provider provider, String email, CalendarRef ref) {

    static final String CALENDAR = "primary";

    io.syncline.local.providers.account.Provider side() {
        return switch (provider) {
            case GOOGLE -> io.syncline.local.providers.account.Provider.GOOGLE;
            case MICROSOFT -> io.syncline.local.providers.account.Provider.MICROSOFT;
        };
    }

    /** What stands there: single events, and each series once. */
    List<UserEvent> events(SimulatorControl control) {
        return control.events(side(), email, CALENDAR);
    }
}
