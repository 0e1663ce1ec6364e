package io.syncline.microsoft;

import io.syncline.sync.RemoteFailure;

/** How a request to Graph can end. */
sealed interface Reply<T> {

    record Answer<T>(T value) implements Reply<T> {}

    record Refusal<T>(GraphError error) implements Reply<T> {}

    /**
     * No usable answer; whether the request was carried out is unknown.
     *
     * @param reason one sentence without a URL, because a delta link names the mailbox
     */
    record Silence<T>(String reason) implements Reply<T> {

        RemoteFailure failure() {
            return new RemoteFailure.Unavailable(reason);
        }
    }
}
