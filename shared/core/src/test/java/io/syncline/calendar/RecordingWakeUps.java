package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.ArrayList;
import java.util.List;

/** Wake-ups that nobody receives: they are kept to be looked at. */
public final class RecordingWakeUps implements WakeUps {

    private final List<Wake> sent = new ArrayList<>();

    @Override
    public synchronized void wake(OrganisationId organisation, CalendarRef calendar, long requested) {
        sent.add(new Wake(organisation, calendar, requested));
    }

    /** All that were sent, in their order. */
    public synchronized List<Wake> sent() {
        return List.copyOf(sent);
    }

    /** All that were sent since the last time somebody took them. */
    public synchronized List<Wake> take() {
        List<Wake> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** A message. */
    public record Wake(OrganisationId organisation, CalendarRef calendar, long requested) {}
}
