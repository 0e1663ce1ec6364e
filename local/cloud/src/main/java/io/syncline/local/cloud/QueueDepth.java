package io.syncline.local.cloud;

/**
 * How full a queue is.
 *
 * @param waiting messages that can be received
 * @param inFlight messages that were received and not deleted
 * @param delayed messages that cannot be received yet
 * @param deadLetters whether it is where failed messages end
 */
public record QueueDepth(int waiting, int inFlight, int delayed, boolean deadLetters) {

    public int total() {
        return waiting + inFlight + delayed;
    }
}
