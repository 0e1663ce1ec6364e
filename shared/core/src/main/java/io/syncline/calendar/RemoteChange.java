package io.syncline.calendar;

/** One entry of a listing. */
public sealed interface RemoteChange {

    EventId id();

    /** The event as it is now. */
    record Present(RemoteEvent event) implements RemoteChange {
        @Override
        public EventId id() {
            return event.id();
        }
    }

    /** The event was deleted: the provider said so and, where its word is not enough, was asked again (R15). */
    record Gone(EventId id) implements RemoteChange {}
}
