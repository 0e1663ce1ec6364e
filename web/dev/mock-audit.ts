import { createHash } from 'node:crypto';
import type { AuditEntry, AuditVerification } from '../src/shared/api/types';

type Deed = [actor: string, action: string, subject: string, outcome: string, detail: string];

const tale: readonly Deed[] = [
  ['person/tess', 'connection-started', 'provider/google', 'done', 'for calendar'],
  ['person/tess', 'connection-completed', 'connection/c-tess', 'done', 'for calendar'],
  ['person/tess', 'calendar-chosen', 'connection/c-tess', 'done', 'Tess Technician'],
  [
    'function/calendar-sync',
    'token-read',
    'connection/c-tess',
    'done',
    'for calendar: sync of calendar tess@demo.example',
  ],
  ['function/token-refresh', 'token-refreshed', 'connection/c-tess', 'done', 'the refresh token stays'],
  ['person/tom', 'connection-started', 'provider/microsoft', 'done', 'for calendar, mail'],
  ['person/tom', 'consent-asked-of-administrator', 'provider/microsoft', 'done', 'for calendar, mail'],
  ['person/tom', 'connection-refused', 'provider/microsoft', 'refused', 'administrator'],
  ['stranger', 'consent-answered-by-administrator', 'consent/tom', 'done', 'unverified yes'],
  ['person/tom', 'connection-completed', 'connection/c-tom', 'done', 'for calendar, mail; not allowed: mail'],
  ['person/ada', 'connections-seen', 'organisation/demo', 'done', ''],
  ['person/ada', 'permission-changed', 'connection/c-tom', 'done', 'switched on: calendar'],
  ['function/calendar-sync', 'token-read', 'connection/c-tom', 'refused', 'for mail: sync of mail'],
  ['function/token-refresh', 'grant-dead', 'connection/c-gone', 'failed', 'invalid_grant'],
  ['function/token-refresh', 'owner-told', 'connection/c-gone', 'done', ''],
  ['person/dana', 'access-refused', 'connection/c-tess', 'refused', 'not-allowed'],
  ['operator/command', 'key-rotated', 'organisation/demo', 'done', 'a new key seals'],
  ['function/key-rotation', 'key-retired', 'organisation/demo', 'done', 'the old key is destroyed'],
  ['person/ada', 'member-removed', 'member/uma', 'done', '2 accounts'],
  ['person/ada', 'connection-disconnected', 'connection/c-gone', 'done', 'its owner was removed'],
  ['function/token-refresh', 'grant-revoked', 'connection/c-gone', 'done', 'at the provider'],
  ['function/token-refresh', 'token-destroyed', 'connection/c-gone', 'done', ''],
  ['person/ada', 'a-deed-of-a-later-version', 'connection/c-tess', 'done', 'with words of its own'],
  ['person/ada', 'trail-verified', 'organisation/demo', 'done', ''],
];

/** A trail of so many entries, the oldest first, the newest of this minute. */
export function trailOf(count: number): AuditEntry[] {
  let previous = '0'.repeat(64);
  return Array.from({ length: count }, (_, index) => {
    const deed = tale[index % tale.length];
    if (deed === undefined) throw new Error('The tale is empty.');
    const [actor, action, subject, outcome, detail] = deed;
    const sequence = index + 1;
    const at = new Date(Date.now() - (count - index) * 47 * 60_000).toISOString();
    const hash = createHash('sha256').update(`${previous}${sequence}${action}`).digest('hex');
    const entry = { sequence, at, actor, action, subject, outcome, detail, previous, hash };
    previous = hash;
    return entry;
  });
}

/** A page as the API gives it. */
export function auditPage(trail: readonly AuditEntry[], query: URLSearchParams) {
  const wants = (name: string, fits: (wanted: string) => boolean) => {
    const wanted = query.get(name);
    return wanted === null || fits(wanted);
  };
  const limit = Number(query.get('limit') ?? 100);
  const before = Number(query.get('next') ?? Infinity);
  const fitting = trail
    .filter(({ sequence }) => sequence < before)
    .filter(
      ({ actor, action, subject, outcome, at }) =>
        wants('actor', (wanted) => actor === wanted) &&
        wants('action', (wanted) => action === wanted) &&
        wants('subject', (wanted) => subject.startsWith(wanted)) &&
        wants('outcome', (wanted) => outcome === wanted) &&
        wants('from', (wanted) => at >= wanted) &&
        wants('until', (wanted) => at < wanted),
    )
    .reverse();
  const entries = fitting.slice(0, limit);
  const last = entries.at(-1);
  const next = fitting.length > limit && last !== undefined ? String(last.sequence) : undefined;
  return { entries, next };
}

const columns = [
  'sequence',
  'at',
  'actor',
  'action',
  'subject',
  'outcome',
  'detail',
  'previous',
  'hash',
] as const;

export function csvOf(entries: readonly AuditEntry[]): string {
  const quoted = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;
  const rows = entries.map((entry) => columns.map((column) => quoted(entry[column])).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}

export const jsonLinesOf = (entries: readonly AuditEntry[]) =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

export function verificationOf(trail: readonly AuditEntry[], tampered: boolean): AuditVerification {
  const checkedAt = new Date().toISOString();
  if (tampered) {
    return {
      intact: false,
      checkedAt,
      sequence: 240,
      damage: 'changed',
      explanation: 'What entry 240 says does not fit its hash.',
    };
  }
  const sealedAt = new Date(Date.now() - 180_000).toISOString();
  return { intact: true, checkedAt, entries: trail.length, sealed: Math.max(trail.length - 4, 0), sealedAt };
}
