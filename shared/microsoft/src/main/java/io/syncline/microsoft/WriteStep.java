package io.syncline.microsoft;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.WriteAnswer;
import java.util.Optional;
import java.util.function.Function;

/** One request on the way to the answer of a write. */
sealed interface WriteStep {

    /**
     * Creates the event.
     *
     * @param deleted the event that used the transaction before, and is gone
     */
    record Make(RemoteWrite.Create create, Optional<EventId> deleted) implements WriteStep {}

    /** Changes the event. */
    record Change(RemoteWrite.Update update) implements WriteStep {}

    /** Deletes the event. */
    record Erase(RemoteWrite.Delete delete) implements WriteStep {}

    /** Reads the event that Graph says to have made for the same transaction. */
    record Adopt(RemoteWrite.Create create, EventId existing) implements WriteStep {}

    /** Looks for the event by its key. */
    record Search(RemoteWrite.Create create, EventId deleted) implements WriteStep {}

    /** Where a step led to. */
    sealed interface Outcome {

        record Done(WriteAnswer answer) implements Outcome {}

        record Next(WriteStep step) implements Outcome {}

        /**
         * The master of a series is there.
         *
         * @param fresh whether it is new, and not one that was there before
         */
        record Series(RemoteWrite.Create create, EventId id, boolean fresh) implements Outcome {}

        /** The event is not there, or its whole calendar is not. */
        record Missing() implements Outcome {}
    }

    static WriteStep of(RemoteWrite write) {
        return switch (write) {
            case RemoteWrite.Create create -> new Make(create, Optional.empty());
            case RemoteWrite.Update update -> new Change(update);
            case RemoteWrite.Delete delete -> new Erase(delete);
        };
    }

    /** The request; {@code attempt} is a number that no other attempt has. */
    default Function<GraphServiceClient, RequestInformation> request(EventRequests requests, long attempt) {
        return switch (this) {
            case Make(RemoteWrite.Create create, Optional<EventId> deleted) ->
                requests.post(EventWriting.creation(create.key(), create.details(), deleted, attempt));
            case Change(RemoteWrite.Update update) -> change(requests, update);
            case Erase(RemoteWrite.Delete delete) ->
                requests.delete(delete.id(), Optional.of(delete.version().value()));
            case Adopt(RemoteWrite.Create _, EventId existing) -> requests.get(existing);
            case Search(RemoteWrite.Create create, EventId _) -> requests.search(create.key());
        };
    }

    /** A change of nothing only reads: an empty patch would still make a new version. */
    private static Function<GraphServiceClient, RequestInformation> change(
            EventRequests requests, RemoteWrite.Update update) {
        return EventWriting.differing(update.from(), update.to()).isEmpty()
                ? requests.get(update.id())
                : requests.patch(
                        update.id(),
                        Optional.of(update.version().value()),
                        EventWriting.patch(update.from(), update.to()));
    }
}
