package io.syncline.aws.dynamo;

import org.jspecify.annotations.Nullable;

/** Storage throttled or collided until patience ended: nothing is half-written, try again later. */
public final class StorageBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageBusy(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
