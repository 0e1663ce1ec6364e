package io.syncline.calendar;

import java.util.ArrayList;
import java.util.List;

/** A bus that nobody listens to: what was sent is kept to be looked at. */
public final class RecordingCrmBus implements CrmBus {

    private final List<CrmEvent> sent = new ArrayList<>();
    private int failures;

    /** The next calls take nothing. */
    public synchronized void failNext(int times) {
        failures = times;
    }

    @Override
    public synchronized void send(List<CrmEvent> events) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("The bus takes nothing now");
        }
        sent.addAll(events);
    }

    /** All that were sent, in their order; the same one twice where it was sent twice. */
    public synchronized List<CrmEvent> sent() {
        return List.copyOf(sent);
    }

    /** Those of one kind. */
    public synchronized <E extends CrmEvent> List<E> sent(Class<E> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
