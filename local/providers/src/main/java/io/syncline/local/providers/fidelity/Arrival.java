package io.syncline.local.providers.fidelity;

import java.util.Optional;

/**
 * A request at a provider's door.
 *
 * @param account the e-mail address of the account that it speaks for
 * @param kind what it is for; a batch is only an envelope
 * @param inBatch whether it is a part of a batch
 * @param atOnce how many HTTP requests the account has under way, this one or its batch included
 */
public record Arrival(Optional<String> account, LedgerEntry.Kind kind, boolean inBatch, int atOnce) {}
