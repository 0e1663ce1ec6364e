/**
 * Storage in DynamoDB. Every item carries {@code schema}; nothing here creates a table.
 *
 * <p>The sync table:
 *
 * <table>
 * <caption>Items by key</caption>
 * <tr><th>partition</th><th>item</th><th>holds</th><th>in index</th></tr>
 * <tr><td>{@code <org>#calendar#<connection>#<hash of the calendar id>}</td><td>{@code STATE}</td>
 *     <td>one calendar: mode, counters, cursor, last run, and who runs it now</td>
 *     <td>{@code due}: {@code due#0..3} by {@code dueAt} (epoch seconds), unless it is OFF</td></tr>
 * <tr><td>the same</td><td>{@code PENDING#<job>}</td><td>a job that waits for the next run</td><td></td></tr>
 * <tr><td>the same</td><td>{@code LINK#<job>}</td><td>a job in this calendar, with baseline and disputes</td>
 *     <td>{@code timeline}: {@code <org>#<connection>/<hash>#conflict} by job, while conflicts are open</td></tr>
 * <tr><td>the same</td><td>{@code EVENT#<event>}</td><td>what is known of an event; nobody's expire 60 days after
 *     their end</td><td>{@code timeline}: {@code <org>#<connection>/<hash>#event#<month or long>}, nobody's only</td></tr>
 * <tr><td>{@code <org>#job#<job>}</td><td>{@code JOB}</td><td>a job of the CRM</td>
 *     <td>{@code timeline}: {@code <org>#job#<month or long>}</td></tr>
 * </table>
 *
 * <p>The hash is SHA-256 in base64url: calendar ids are case-sensitive and may have 1,024 characters, and a partition
 * key that shows no e-mail address tells nothing in a log. In the {@code timeline} index a slot is the UTC month of the
 * start ({@code 2026-11}), or {@code long} for what lasts more than 31 days; {@code startsAt} is the start to the
 * second, {@code #} and the id. Indexes are eventually consistent: a list may be a moment behind the row.
 *
 * <p>The connections table ({@code organisation}, {@code connection}) is described by {@link ConnectionForm}; its indexes
 * are {@code by-account} and {@code unfinished}. The traffic table ({@code key}) holds leases and what alarms were raised.
 * The pending table ({@code id}) holds started connections under random ids, requests for an administrator's consent
 * under {@code consent#…} and who was removed under {@code removed#…}.
 */
@NullMarked
package io.syncline.aws.dynamo;

import org.jspecify.annotations.NullMarked;
