import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Clock,
  Hourglass,
  RefreshCw,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Action, CalendarSync, Connection, Counts, SyncState } from '../../shared/api/types';
import { isDead, sinceAndNext, whyInWords } from '../../shared/connection/health-words';
import { count } from '../../shared/lib/count';
import { dateName, clockTime } from '../../shared/time/in-words';
import type { Tone } from '../../shared/ui/badge';

/** A state of a calendar in a word or two. */
export const syncStateWords: Record<SyncState, { label: string; icon: LucideIcon; tone: Tone }> = {
  never: { label: 'Not synced yet', icon: CircleDashed, tone: 'neutral' },
  queued: { label: 'About to start', icon: Clock, tone: 'busy' },
  running: { label: 'Syncing', icon: RefreshCw, tone: 'busy' },
  'in-step': { label: 'In step', icon: CircleCheck, tone: 'ok' },
  paused: { label: 'Paused', icon: CirclePause, tone: 'warn' },
  delayed: { label: 'Delayed', icon: Hourglass, tone: 'warn' },
  'needs-reconnect': { label: 'Needs reconnecting', icon: TriangleAlert, tone: 'warn' },
  failed: { label: 'Failed', icon: CircleAlert, tone: 'bad' },
};

/** True while a run is under way or about to be. */
export function isMoving({ state }: CalendarSync): boolean {
  return state === 'queued' || state === 'running';
}

/** What a run is doing now. */
export function progressInWords({ phase, done, total }: NonNullable<CalendarSync['progress']>): string {
  const what = phase === 'push' ? 'Writing jobs to the calendar' : 'Reading changes of the calendar';
  return total === undefined ? `${what}: ${done} so far` : `${what}: ${done} of ${total}`;
}

/** What a run did, in one line; nothing is left out that is not zero. */
export function countsInWords(counts: Counts): string {
  const parts = [
    [counts.pushed, 'to the calendar'],
    [counts.pulled, 'to the CRM'],
    [counts.imported, 'other events'],
    [counts.conflicts, counts.conflicts === 1 ? 'conflict' : 'conflicts'],
    [counts.failed, 'not written'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? 'Nothing had changed' : said.join(', ');
}

/** What a run did; one that could not do its work does not say that there was nothing to do. */
export function runInWords({ outcome, counts }: NonNullable<CalendarSync['lastRun']>): string {
  const nothing = Object.values(counts).every((count) => count === 0);
  if (nothing && outcome === 'paused') return 'Stopped before any deletion';
  return nothing && outcome !== 'completed' ? 'Could not look' : countsInWords(counts);
}

/**
 * What a screen reader is told of a moving calendar: its phase and full quarters, so that it hears four sentences and
 * not one a second.
 */
export function announcement({ calendarName, state, progress }: CalendarSync): string {
  const name = `${calendarName}: ${syncStateWords[state].label.toLowerCase()}`;
  if (progress?.total === undefined || progress.total === 0) return name;
  const quarter = Math.floor((progress.done / progress.total) * 4) * 25;
  return `${name}, ${progress.phase === 'push' ? 'writing' : 'reading'}, ${quarter} %`;
}

/** What is wrong with the account of a calendar, where the calendar does not say it itself. */
export function accountTrouble(
  { problem }: CalendarSync,
  connection: Connection | undefined,
  now: Date,
): string | undefined {
  switch (connection?.state) {
    case undefined:
    case 'active':
      return undefined;
    case 'degraded':
    case 'needs-reconnect':
      return problem === undefined
        ? `${whyInWords(connection)} ${sinceAndNext(connection, now)}`.trim()
        : undefined;
    case 'needs-administrator':
      return `${whyInWords(connection)} ${sinceAndNext(connection, now)}`.trim();
  }
}

const directionWords: Record<CalendarSync['direction'], string> = {
  'two-way': 'Two-way',
  'read-only': 'Read-only',
};

/**
 * Whether jobs go into a calendar, as far as it is known: before its first run has ended, only a calendar that is
 * written says so.
 */
export function directionInWords({ direction, lastRun }: CalendarSync): string | undefined {
  return direction === 'read-only' && lastRun === undefined ? undefined : directionWords[direction];
}

/** How a run ended, before the moment at which it did. */
export function outcomeInWords(outcome: NonNullable<CalendarSync['lastRun']>['outcome']): string {
  switch (outcome) {
    case 'completed':
      return 'Completed';
    case 'continued':
      return 'To be continued; stopped';
    case 'superseded':
      return 'Overtaken by a newer run';
    case 'deferred':
      return 'Put off';
    case 'paused':
      return 'Paused';
    case 'failed':
      return 'Failed';
  }
}

/** What the first sync was going to do (R16), in a sentence. */
export function planInWords({
  creates,
  updates,
  deletes,
  imports,
}: NonNullable<CalendarSync['plan']>): string {
  return [
    `${count(creates, 'job')} to be written into the calendar,`,
    `${count(updates, 'event')} to be changed,`,
    `${count(deletes, 'event')} to be taken off,`,
    `${count(imports, 'other event')} to be seen.`,
  ].join(' ');
}

/** Which gap the last run caught up with (R26), in a sentence. */
export function gapInWords({ lastRun }: CalendarSync): string | undefined {
  if (lastRun?.behindSince === undefined) return undefined;
  const since = new Date(lastRun.behindSince);
  return `The last run caught up: nothing had been heard of this calendar since ${dateName(since)}, ${clockTime(since)}. What was changed meanwhile, on both sides, is taken over.`;
}

/** The one thing to do: of the calendar, or of its account where the calendar does not say it yet. */
export function actionOf({ action }: CalendarSync, connection: Connection | undefined): Action {
  if (action.kind !== 'none' && action.kind !== 'wait') return action;
  if (connection === undefined || !isDead(connection)) return action;
  return connection.state === 'needs-reconnect'
    ? { kind: 'reconnect', label: 'Connect again' }
    : { kind: 'ask-administrator', label: 'See what to do' };
}
