package io.syncline.connection;

import java.time.Instant;
import java.util.Optional;

/** How a connection stands. */
public sealed interface ConnectionState {

    /** It works, or will again by itself. */
    record Active() implements ConnectionState {}

    /**
     * Its grant is dead; links and cursors are kept until its owner connects again.
     *
     * @param reason one sentence for its owner
     * @param claims what the provider asks for at the next sign-in (a claims challenge), as its JSON
     */
    record NeedsReconnect(String reason, Instant since, Optional<String> claims) implements ConnectionState {}

    /**
     * The provider's organisation does not allow it: an administrator there has to act first.
     *
     * @param reason one sentence for its owner
     */
    record NeedsAdministrator(String reason, Instant since) implements ConnectionState {}

    /** It was disconnected on purpose: its tokens are destroyed, its mappings are kept for a later return. */
    record Disconnected(Instant since) implements ConnectionState {}
}
