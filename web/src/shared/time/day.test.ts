import { describe, expect, it } from 'vitest';
import {
  comingWeekdayOf,
  daysBetween,
  dayOf,
  firstWeekdayOf,
  parseDay,
  plusDays,
  startOf,
  weekNumberOf,
  weekOf,
  type Day,
} from './day';

const day = (text: string) => parseDay(text) as Day;

describe('a day', () => {
  it('is read only when it exists', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29');
    for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'today', '']) {
      expect(parseDay(text)).toBeUndefined();
    }
  });

  it('follows another across months, years and clock changes', () => {
    expect(plusDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(plusDays(day('2026-03-28'), 2)).toBe('2026-03-30');
    expect(plusDays(day('2026-03-01'), -1)).toBe('2026-02-28');
    expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
    expect(daysBetween(day('2026-10-26'), day('2026-10-24'))).toBe(-2);
  });

  it('starts at midnight of the viewer, also on days of 23 and 25 hours', () => {
    expect(startOf(day('2026-03-29')).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOf(day('2026-03-30')).toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(dayOf(new Date('2026-10-24T22:00:00Z'))).toBe('2026-10-25');
    expect(dayOf(new Date('2026-10-25T22:59:59Z'))).toBe('2026-10-25');
  });
});

describe('a week', () => {
  it('starts on the weekday of the language', () => {
    expect(weekOf(day('2026-11-22'), 1)[0]).toBe('2026-11-16');
    expect(weekOf(day('2026-11-22'), 7)[0]).toBe('2026-11-22');
    expect(weekOf(day('2026-11-22'), 7)[6]).toBe('2026-11-28');
    expect(firstWeekdayOf('en-US')).toBe(7);
    expect(firstWeekdayOf('de-DE')).toBe(1);
  });

  it('is the coming one at a weekend', () => {
    expect(comingWeekdayOf(day('2026-11-20'))).toBe('2026-11-20');
    expect(comingWeekdayOf(day('2026-11-21'))).toBe('2026-11-23');
    expect(comingWeekdayOf(day('2026-11-22'))).toBe('2026-11-23');
  });

  it('has its ISO number at both ends of a year', () => {
    expect(weekNumberOf(day('2026-01-01'))).toBe(1);
    expect(weekNumberOf(day('2026-12-31'))).toBe(53);
    expect(weekNumberOf(day('2027-01-03'))).toBe(53);
    expect(weekNumberOf(day('2027-01-04'))).toBe(1);
  });
});
