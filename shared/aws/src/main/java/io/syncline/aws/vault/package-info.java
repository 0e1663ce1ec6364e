/**
 * Tokens and other secrets at rest: sealed with a keyset per organisation (Tink, AES-256-GCM) that a KMS key wraps.
 *
 * <p>The vault table has the keys {@code organisation} and {@code item}:
 *
 * <table>
 * <caption>Items by key</caption>
 * <tr><th>item</th><th>holds</th><th>in index {@code due}</th></tr>
 * <tr><td>{@code keyset}</td><td>the wrapped keyset, see {@link io.syncline.aws.vault.KeysetForm}; after shredding what is
 *     left is the note that it happened</td><td>{@code keyring}, {@code keyring-rotating} or {@code keyring-gone} by when
 *     the primary key became that</td></tr>
 * <tr><td>{@code token#<connection>}</td><td>the sealed tokens of a connection, see
 *     {@link io.syncline.aws.vault.TokenForm}</td><td>{@code refresh#0..3} by when they are to be refreshed, if ever</td>
 *     </tr>
 * </table>
 *
 * <p>The keys of the index are {@code refreshSlot} and {@code refreshAt} (a {@code SortableInstant}). Whatever stands in a
 * row in the clear can be changed by whoever can write the table; only what is sealed is bound to its place.
 */
@NullMarked
package io.syncline.aws.vault;

import org.jspecify.annotations.NullMarked;
