/**
 * Storage in DynamoDB. Every item carries {@code schema}; nothing here creates a table.
 *
 * <p>The sync table:
 *
 * <table>
 * <caption>Items by key</caption>
 * <tr><th>partition</th><th>item</th><th>holds</th><th>in index</th></tr>
 * <tr><td>{@code <org>#calendar#<connection>#<hash of the calendar id>}</td><td>{@code STATE}</td>
 *     <td>one calendar: mode, counters, cursor, last run, push, plan, open review, and who runs it now</td>
 *     <td>{@code due}: {@code due#0..3} by {@code dueAt} (epoch seconds), unless it is OFF</td></tr>
 * <tr><td>the same</td><td>{@code OWED#<time>#<event>}</td><td>what the CRM is still to be told</td><td></td></tr>
 * <tr><td>the same</td><td>{@code PENDING#<job>}</td><td>a job that waits for the next run</td><td></td></tr>
 * <tr><td>the same</td><td>{@code LINK#<job>}</td><td>a job in this calendar, with baseline and disputes</td>
 *     <td>{@code timeline}: {@code <org>#<connection>#conflict} by job, while conflicts are open</td></tr>
 * <tr><td>the same</td><td>{@code EVENT#<event>}</td><td>what is known of an event; nobody's expire 60 days after
 *     their end</td><td>{@code timeline}: {@code <org>#<connection>/<hash>#event#<slot>}, nobody's only</td></tr>
 * <tr><td>the same</td><td>{@code LINE#<job>#<time>#<stored>#<number>#<hash>}</td><td>what happened to a job, for 30
 *     days</td><td></td></tr>
 * <tr><td>the same</td><td>{@code ATTEMPT#<item>}</td><td>how often an item was tried after a crash, for a
 *     day</td><td></td></tr>
 * <tr><td>the same</td><td>{@code REVIEW#<id>}</td><td>a review that was decided, for 30 days</td><td></td></tr>
 * <tr><td>the same</td><td>{@code DELETED#<review>#<job>}</td><td>what was deleted under a review, for 30
 *     days</td><td></td></tr>
 * <tr><td>the same</td><td>{@code RESOLVED#<hash of the conflict id>}</td><td>the latest decision about a conflict, for
 *     30 days</td><td></td></tr>
 * <tr><td>{@code <org>#job#<job>}</td><td>{@code JOB}</td><td>a job of the CRM</td>
 *     <td>{@code timeline}: {@code <org>#job#<slot>}</td></tr>
 * <tr><td>{@code <org>#policy}</td><td>{@code POLICY}</td><td>what the organisation decided about changes</td>
 *     <td></td></tr>
 * <tr><td>{@code channel#<channel>}</td><td>{@code CHANNEL}</td><td>whose a channel for notices is, with SHA-256 of its
 *     secret; expires a day after its end</td><td></td></tr>
 * </table>
 *
 * <p>Nothing sorts between {@code OWED#} and {@code PENDING#}, so that a run learns with one query whether anything
 * waits. States, links, events and jobs are at schema 2, which knows series; rows of schema 1 are read as well.
 *
 * <p>The hash is SHA-256 in base64url: calendar ids are case-sensitive and may have 1,024 characters, and a partition
 * key that shows no e-mail address tells nothing in a log. In the {@code timeline} index a slot is the UTC month of the
 * start ({@code 2026-11}), {@code long} for what lasts more than 31 days, or {@code series} for what happens again;
 * {@code startsAt} is the start, of a series of its first time, to the second, {@code #} and the id. Indexes are
 * eventually consistent: a list may be a moment behind the row.
 *
 * <p>The connections table ({@code organisation}, {@code connection}) is described by {@link ConnectionForm}; its indexes
 * are {@code by-account} and {@code unfinished}. The traffic table ({@code key}) holds leases and what alarms were raised.
 * The pending table ({@code id}) holds started connections under random ids, requests for an administrator's consent
 * under {@code consent#…} and who was removed under {@code removed#…}.
 */
@NullMarked
package io.syncline.aws.dynamo;

import org.jspecify.annotations.NullMarked;
