/**
 * The trail in DynamoDB, its seals in S3, and their signatures by KMS.
 *
 * <p>The audit table has the keys {@code organisation} (text) and {@code sequence} (number). Items are only ever put, each
 * on the condition that none is there: no function holds Update or Delete.
 *
 * <table>
 * <caption>Items by key</caption>
 * <tr><th>organisation</th><th>sequence</th><th>holds</th><th>expires</th></tr>
 * <tr><td>{@code <org>}</td><td>1, 2, 3 …</td><td>an entry of the chain: {@code number} (its own sequence, so that a row
 *     that was moved shows), {@code at} (epoch milliseconds), {@code actor}, {@code action}, {@code subject},
 *     {@code outcome}, {@code detail}, {@code previous} and {@code hash} (32 bytes each)</td><td>never</td></tr>
 * <tr><td>{@code <org>#notes}</td><td>epoch microseconds × 10⁹ + a random part</td><td>a note: {@code at}, {@code actor},
 *     {@code action}, {@code subject}, {@code outcome}, {@code detail}</td><td>after 30 days</td></tr>
 * <tr><td>{@code <org>#chained}</td><td>that of a note</td><td>that the note is in the chain, stored in one transaction
 *     with its entry; the newest says where to go on</td><td>60 days after its note, so that no note outlives its
 *     mark</td></tr>
 * </table>
 *
 * <p>Every item also carries {@code schema} and {@code writer}: a random text by which a writer whose answer got lost knows
 * its own item again. It is no part of what is hashed.
 */
@NullMarked
package io.syncline.aws.audit;

import org.jspecify.annotations.NullMarked;
