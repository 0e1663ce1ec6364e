package io.syncline.calendar;

import java.util.List;

/** The way to the CRM: the event bus. */
public interface CrmBus {

    /**
     * Sends events, in their order.
     *
     * @throws RuntimeException where not all of them were taken: they are sent again later
     */
    void send(List<CrmEvent> events);
}
