/**
 * Tokens and other secrets at rest: sealed with a keyset per organisation (Tink, AES-256-GCM) that a KMS key wraps.
 *
 * <p>The vault table: {@code organisation} and {@code item}, which is {@code keyset} for the wrapped keyset and
 * {@code token#<connection>} for the sealed tokens of a connection.
 */
@NullMarked
package io.syncline.aws.vault;

import org.jspecify.annotations.NullMarked;
