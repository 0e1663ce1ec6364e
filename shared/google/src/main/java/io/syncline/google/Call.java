package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;

/** One call of the API that can share a request with others. */
sealed interface Call {

    GoogleApi.Request<?> request();

    /** Answered with one event, or with nothing where it is deleted. */
    record ForEvent(GoogleApi.Request<?> request) implements Call {
        static ForEvent of(GoogleApi.Request<Event> request) {
            return new ForEvent(request);
        }
    }

    /** Answered with a page of events. */
    record ForEvents(GoogleApi.Request<Events> request) implements Call {}
}
