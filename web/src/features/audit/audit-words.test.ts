import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/api/types';
import { parseDay, type Day } from '../../shared/time/day';
import { pastDayInWords, sentenceOf, verdictInWords, type Names } from './audit-words';
import { byDay } from './by-day';

const names: Names = {
  people: new Map([['dana', 'Dana Dispatcher']]),
  accounts: new Map([['c_1', 'dana@demo.example']]),
};

const entry: AuditEntry = {
  sequence: 7,
  at: '2026-11-23T08:00:00Z',
  actor: 'person/dana',
  action: 'connection-completed',
  subject: 'connection/c_1',
  outcome: 'done',
  detail: 'for calendar',
  previous: '00',
  hash: 'ab',
};

describe('an entry of the trail', () => {
  it('is told as a sentence, with names', () => {
    expect(sentenceOf(entry, names)).toBe('Dana Dispatcher connected dana@demo.example for calendar.');
    expect(
      sentenceOf(
        {
          ...entry,
          actor: 'function/calendar-sync',
          action: 'token-read',
          detail: 'for calendar: sync of calendar x',
        },
        names,
      ),
    ).toBe('calendar-sync read a token of dana@demo.example for calendar: sync of calendar x.');
  });

  it('says that something was refused or failed, and why', () => {
    expect(
      sentenceOf(
        {
          ...entry,
          action: 'connection-refused',
          subject: 'provider/google',
          outcome: 'refused',
          detail: 'denied',
        },
        names,
      ),
    ).toBe(
      'Dana Dispatcher was not allowed to connect a Google account: access was not allowed on the consent page.',
    );
    expect(sentenceOf({ ...entry, action: 'grant-revoked', outcome: 'failed', detail: '' }, names)).toBe(
      'Dana Dispatcher could not give back the access to dana@demo.example.',
    );
  });

  it('tells decisions in the words of the pages on which they are taken', () => {
    const told = (action: string, subject: string, detail: string) =>
      sentenceOf({ ...entry, action, subject, detail }, names);
    expect(told('conflict-resolved', 'job/J-1 in connection/c_1', 'when: calendar')).toBe(
      'Dana Dispatcher decided a conflict of job J-1 in dana@demo.example: time, as the calendar has it.',
    );
    expect(told('conflict-resolved', 'job/J-1 in connection/c_1', 'deletion: crm')).toBe(
      'Dana Dispatcher decided a conflict of job J-1 in dana@demo.example: deletion, as the CRM has it.',
    );
    expect(told('conflict-resolved', 'job/J in x', 'odd')).toBe(
      'Dana Dispatcher decided a conflict of job J in x: odd.',
    );
    expect(told('review-decided', 'connection/c_1', 'approved: 13 of 25 events')).toBe(
      'Dana Dispatcher decided about paused deletions of dana@demo.example: approved, 13 of 25 events.',
    );
    expect(told('review-undone', 'connection/c_1', '13 events')).toBe(
      'Dana Dispatcher brought back the deleted events of dana@demo.example: 13 events.',
    );
    expect(told('job-put-back', 'connection/c_1', 'job J-1')).toBe(
      'Dana Dispatcher put a job back into the calendar of dana@demo.example: job J-1.',
    );
    expect(told('sync-policy-changed', 'organisation/demo', 'conflicts: ask')).toBe(
      'Dana Dispatcher changed the sync policy of the organisation: conflicts: ask.',
    );
  });

  it('of an unknown action is shown as it is', () => {
    expect(sentenceOf({ ...entry, action: 'flux-inverted', detail: 'twice' }, names)).toBe(
      'Dana Dispatcher: flux-inverted, dana@demo.example, twice',
    );
    expect(sentenceOf({ ...entry, action: 'constructor', detail: '' }, names)).toBe(
      'Dana Dispatcher: constructor, dana@demo.example',
    );
    expect(sentenceOf({ ...entry, outcome: 'postponed' }, names)).toContain('(postponed)');
  });

  it('keeps ids that nobody knows a name for', () => {
    expect(sentenceOf({ ...entry, actor: 'person/u9', subject: 'connection/c_9', detail: '' }, names)).toBe(
      'u9 connected connection c_9.',
    );
    expect(sentenceOf({ ...entry, actor: 'stranger', subject: 'callback', detail: '' }, names)).toBe(
      'Somebody who is not signed in connected callback.',
    );
  });

  it('is not taken apart by signs within a name', () => {
    const odd: Names = { ...names, accounts: new Map([['c_1', '$&*@demo.example']]) };
    expect(sentenceOf(entry, odd)).toBe('Dana Dispatcher connected $&*@demo.example for calendar.');
  });

  it('stands under its day, and the days keep their order', () => {
    const days = byDay([
      { ...entry, at: '2026-11-23T23:30:00Z' },
      { ...entry, at: '2026-11-23T20:00:00Z' },
      { ...entry, at: '2026-11-22T20:00:00Z' },
    ]);
    // Seen from Berlin, half past eleven at night in Greenwich is the next day.
    expect(days.map(({ day, entries }) => [day, entries.length])).toEqual([
      ['2026-11-24', 1],
      ['2026-11-23', 1],
      ['2026-11-22', 1],
    ]);
  });
});

describe('a day of the past', () => {
  const day = (text: string): Day => parseDay(text) ?? ('never' as Day);

  it('is named by its distance, and has its year where that is another one', () => {
    const today = day('2026-11-23');
    expect(pastDayInWords(today, today)).toMatch(/^Today, /);
    expect(pastDayInWords(day('2026-11-22'), today)).toMatch(/^Yesterday, /);
    expect(pastDayInWords(day('2025-12-31'), today)).toMatch(/ 2025$/);
  });
});

describe('a verification', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const checkedAt = now.toISOString();

  it('says how much is proven and up to where it is sealed', () => {
    const { title, detail } = verdictInWords(
      { intact: true, checkedAt, entries: 12_345, sealed: 12_340, sealedAt: '2026-11-23T11:57:00Z' },
      now,
    );
    expect(title).toBe('The trail is as it was written');
    expect(detail).toBe(
      '12,345 entries were checked. A seal vouches for everything up to entry 12,340, made 3 minutes ago; what came later is vouched for by the next one.',
    );
    expect(verdictInWords({ intact: true, checkedAt, entries: 3 }, now).detail).toContain('No seal vouches');
    expect(verdictInWords({ intact: true, checkedAt, entries: 3, sealed: 3 }, now).detail).toContain(
      'A seal vouches for all of them.',
    );
  });

  it('names the first entry that was touched, and what was done to it', () => {
    const damages = ['changed', 'removed', 'inserted', 'reordered', 'cut-off', 'forged-seal'] as const;
    const told = damages.map((damage) =>
      verdictInWords({ intact: false, checkedAt, sequence: 42, damage, explanation: 'So it is.' }, now),
    );
    expect(told.map(({ title }) => title)).toEqual(
      damages.map(() => 'The trail was tampered with at entry 42'),
    );
    expect(new Set(told.map(({ detail }) => detail)).size).toBe(damages.length);
    expect(told[0]?.detail).toContain('So it is.');
  });
});
