package io.syncline.connection;

import java.time.Instant;

/**
 * Why a connection does not work right now although nobody has to do anything about it.
 *
 * @param reason one sentence for its owner
 * @param nextTry when it is tried again by itself
 */
public record Trouble(String reason, Instant since, Instant nextTry) {}
