package io.syncline.connection;

/** How a connection stands. */
public sealed interface ConnectionState {

    /** It works. */
    record Active() implements ConnectionState {}

    /**
     * Its grant is dead; links and cursors are kept until its owner connects again.
     *
     * @param reason one sentence for its owner
     */
    record NeedsReconnect(String reason) implements ConnectionState {}

    /** It was disconnected on purpose: its tokens are destroyed, its mappings are kept for a later return. */
    record Disconnected() implements ConnectionState {}
}
