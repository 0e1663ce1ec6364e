import { tzOffset } from '@date-fns/tz';
import type { When } from '../api/types';
import { dayOf, parseDay, plusDays, startOf, type Day } from './day';

/** When something is, as seen from this browser's zone. The end is exclusive. */
export type Span =
  { kind: 'timed'; start: Date; end: Date; zone: string } | { kind: 'all-day'; start: Day; end: Day };

const DAY = 86_400_000;

/** Turns wall time and zone into instants, dates into days. What cannot be read becomes an hour of 1970, never an error. */
export function spanOf(when: When): Span {
  if ('startDate' in when) {
    const start = parseDay(when.startDate) ?? dayOf(new Date(0));
    const end = parseDay(when.endDate);
    return { kind: 'all-day', start, end: end !== undefined && end > start ? end : plusDays(start, 1) };
  }
  const start = instantOf(when.start, when.timeZone);
  const end = instantOf(when.end, when.timeZone);
  return { kind: 'timed', start, end: end < start ? start : end, zone: when.timeZone };
}

/**
 * The instant at which a clock in `zone` shows `wall`. A time that the clock skips in spring is read on the clock
 * before the jump; one that it shows twice in autumn is the first of the two (RFC 5545, 3.3.5).
 */
export function instantOf(wall: string, zone: string): Date {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(wall);
  if (match === null) return new Date(0);
  const [year = 1970, month = 1, date = 1, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part as string | undefined) || 0);
  const shown = Date.UTC(year, month - 1, date, hours, minutes, seconds);
  const before = shown - offsetAt(zone, shown - DAY);
  const after = shown - offsetAt(zone, shown + DAY);
  if (Number.isNaN(before)) return new Date(year, month - 1, date, hours, minutes, seconds);
  const isSkippedOrAfterTheJump = before + offsetAt(zone, before) !== shown;
  return new Date(isSkippedOrAfterTheJump && after + offsetAt(zone, after) === shown ? after : before);
}

/** Milliseconds that clocks in `zone` are ahead of UTC at an instant; NaN for an unknown zone. */
function offsetAt(zone: string, instant: number): number {
  return tzOffset(zone, new Date(instant)) * 60_000;
}

/** The first day of a span and the last one that it touches. */
export function daysOf(span: Span): { first: Day; last: Day } {
  if (span.kind === 'all-day') return { first: span.start, last: plusDays(span.end, -1) };
  const first = dayOf(span.start);
  const end = dayOf(span.end);
  const endsAtMidnight = span.end.getTime() === startOf(end).getTime();
  return { first, last: endsAtMidnight && end > first ? plusDays(end, -1) : end };
}

/** True when it belongs into the all-day lane: dates, or a timed item of a day and longer. */
export function fillsDays(span: Span): boolean {
  return span.kind === 'all-day' || span.end.getTime() - span.start.getTime() >= DAY;
}
