import { describe, expect, it } from 'vitest';
import type { CalendarSync, Connection } from '../../shared/api/types';
import {
  accountTrouble,
  actionOf,
  announcement,
  countsInWords,
  directionInWords,
  gapInWords,
  isMoving,
  planInWords,
  progressInWords,
  runInWords,
} from './sync-words';

const none = { pushed: 0, pulled: 0, imported: 0, conflicts: 0, failed: 0 };
const running: CalendarSync = {
  connectionId: 'c1',
  provider: 'google',
  calendarId: 'tess',
  calendarName: 'Tess',
  person: 'tess',
  state: 'running',
  direction: 'two-way',
  push: { state: 'none' },
  action: { kind: 'none', label: 'Nothing to do' },
  counts: none,
  conflicts: 0,
  waiting: 0,
};

describe('the status of a calendar', () => {
  it('moves while a run is under way or about to be', () => {
    expect(isMoving(running)).toBe(true);
    expect(isMoving({ ...running, state: 'queued' })).toBe(true);
    expect(isMoving({ ...running, state: 'in-step' })).toBe(false);
  });

  it('says what a run is doing, with and without knowing how much there is', () => {
    expect(progressInWords({ phase: 'push', done: 50, total: 500 })).toBe(
      'Writing jobs to the calendar: 50 of 500',
    );
    expect(progressInWords({ phase: 'pull', done: 50 })).toBe('Reading changes of the calendar: 50 so far');
  });

  it('says what a run did, and leaves out what it did not', () => {
    expect(countsInWords({ ...none, pushed: 3, conflicts: 1 })).toBe('3 to the calendar, 1 conflict');
    expect(countsInWords(none)).toBe('Nothing had changed');
  });

  it('R17_does_not_say_of_a_paused_run_that_it_could_not_look', () => {
    const lastRun = { startedAt: '2026-11-23T08:00:00Z', outcome: 'paused', counts: none } as const;
    expect(runInWords(lastRun)).toBe('Stopped before any deletion');
    expect(runInWords({ ...lastRun, outcome: 'deferred' })).toBe('Could not look');
  });

  it('is called read-only not before a run has found that out', () => {
    const lastRun = { startedAt: '2026-11-23T08:00:00Z', outcome: 'completed', counts: none } as const;
    expect(directionInWords(running)).toBe('Two-way');
    expect(directionInWords({ ...running, direction: 'read-only' })).toBeUndefined();
    expect(directionInWords({ ...running, direction: 'read-only', lastRun })).toBe('Read-only');
  });

  it('is announced by quarters, not by every step', () => {
    const at = (done: number) => announcement({ ...running, progress: { phase: 'push', done, total: 100 } });
    expect(at(26)).toBe(at(49));
    expect(at(49)).not.toBe(at(50));
    expect(at(50)).toBe('Tess: syncing, writing, 50 %');
  });

  it('tells what is wrong with its account where it does not say so itself', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    const account: Connection = {
      id: 'c1',
      provider: 'google',
      account: { email: 'tess@demo.example' },
      owner: 'tess',
      own: true,
      services: [],
      state: 'degraded',
      nextTry: '2026-11-23T12:04:00Z',
      connectedAt: '2026-11-20T08:00:00Z',
    };
    expect(accountTrouble(running, undefined, now)).toBeUndefined();
    expect(accountTrouble(running, { ...account, state: 'active' }, now)).toBeUndefined();
    expect(accountTrouble(running, account, now)).toMatch(/by itself in 4 minutes\.$/);
    expect(accountTrouble({ ...running, problem: 'Wait.' }, account, now)).toBeUndefined();
    expect(
      accountTrouble({ ...running, problem: 'Wait.' }, { ...account, state: 'needs-administrator' }, now),
    ).toContain('administrator');
  });

  it('R16_says_what_the_first_sync_was_going_to_do', () => {
    expect(
      planInWords({ creates: 120, updates: 1, deletes: 0, imports: 64, at: '2026-11-23T08:00:00Z' }),
    ).toBe(
      '120 jobs to be written into the calendar, 1 event to be changed, 0 events to be taken off, 64 other events to be seen.',
    );
  });

  it('R26_says_which_gap_was_caught_up_with', () => {
    expect(gapInWords(running)).toBeUndefined();
    const lastRun = { startedAt: '2026-11-23T08:00:00Z', outcome: 'completed', counts: none } as const;
    expect(gapInWords({ ...running, lastRun })).toBeUndefined();
    expect(
      gapInWords({ ...running, lastRun: { ...lastRun, behindSince: '2026-11-21T13:00:00Z' } }),
    ).toContain('nothing had been heard of this calendar since');
  });

  it('has the one thing to do of its account where it has none itself', () => {
    const account = { state: 'needs-reconnect' } as Connection;
    const review = { kind: 'review', label: 'Review the deletions' } as const;
    expect(actionOf(running, undefined).kind).toBe('none');
    expect(actionOf(running, account).kind).toBe('reconnect');
    expect(actionOf({ ...running, action: review }, account)).toBe(review);
  });
});
