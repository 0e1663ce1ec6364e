package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.ArrayList;
import java.util.List;

/** What a run owes the CRM: stored with the change that it reports, sent afterwards, and noted until it was sent. */
final class Outbox {

    private static final int AT_ONCE = 50;

    private final CrmBus bus;
    private final CalendarItems items;
    private final OrganisationId organisation;
    private final CalendarRef calendar;
    private final List<CrmEvent> owed = new ArrayList<>();

    Outbox(CrmBus bus, CalendarItems items, OrganisationId organisation, CalendarRef calendar) {
        this.bus = bus;
        this.items = items;
        this.organisation = organisation;
        this.calendar = calendar;
    }

    /** Adds what was stored as owed. */
    void add(List<CrmEvent> events) {
        owed.addAll(events);
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    /**
     * Sends what is owed and takes the notes away; a crash in between sends it again, with the same ids. A bus that does
     * not take it now keeps nobody's calendar waiting: the notes stay, and the next run sends them.
     */
    void flush() {
        while (!owed.isEmpty()) {
            List<CrmEvent> part = List.copyOf(owed.subList(0, Math.min(AT_ONCE, owed.size())));
            if (!sent(part)) {
                owed.clear();
                return;
            }
            items.commit(
                    organisation,
                    calendar,
                    part.stream()
                            .map(event -> new Commit(event.id(), List.of(new RowChange.Told(event))))
                            .toList());
            owed.subList(0, part.size()).clear();
        }
    }

    private boolean sent(List<CrmEvent> events) {
        try {
            bus.send(events);
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }
}
