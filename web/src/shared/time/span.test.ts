import { describe, expect, it } from 'vitest';
import { daysOf, fillsDays, instantOf, spanOf } from './span';

describe('a wall time', () => {
  it('is the instant that a clock of its zone shows', () => {
    expect(instantOf('2026-11-23T09:00:00', 'Europe/Berlin').toISOString()).toBe('2026-11-23T08:00:00.000Z');
    expect(instantOf('2026-07-23T09:00', 'Europe/Berlin').toISOString()).toBe('2026-07-23T07:00:00.000Z');
    expect(instantOf('2026-11-23T09:00:00', 'Asia/Kathmandu').toISOString()).toBe('2026-11-23T03:15:00.000Z');
    expect(instantOf('2026-11-23T09:00:00', 'UTC').toISOString()).toBe('2026-11-23T09:00:00.000Z');
  });

  it('that a clock skips in spring is read on the clock before the jump', () => {
    expect(instantOf('2026-03-29T02:30:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-03-08T02:30:00', 'America/New_York').toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    );
  });

  it('that a clock shows twice in autumn is the first of the two', () => {
    expect(instantOf('2026-10-25T02:30:00', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-11-01T01:30:00', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  it('of an unknown zone or shape never throws', () => {
    expect(instantOf('2026-11-23T09:00:00', 'Mars/Olympus').toISOString()).toBe('2026-11-23T08:00:00.000Z');
    expect(instantOf('soon', 'UTC').getTime()).toBe(0);
  });
});

describe('a span', () => {
  it('of dates keeps its dates in every zone', () => {
    const span = spanOf({ startDate: '2026-11-23', endDate: '2026-11-25' });
    expect(daysOf(span)).toEqual({ first: '2026-11-23', last: '2026-11-24' });
    expect(fillsDays(span)).toBe(true);
  });

  it('of dates without length is a day', () => {
    expect(daysOf(spanOf({ startDate: '2026-11-23', endDate: '2026-11-23' }))).toEqual({
      first: '2026-11-23',
      last: '2026-11-23',
    });
  });

  it('that ends at midnight does not touch the next day', () => {
    const span = spanOf({
      start: '2026-11-23T22:00:00',
      end: '2026-11-24T00:00:00',
      timeZone: 'Europe/Berlin',
    });
    expect(daysOf(span)).toEqual({ first: '2026-11-23', last: '2026-11-23' });
    expect(fillsDays(span)).toBe(false);
  });

  it('of another zone may fall on another day', () => {
    const span = spanOf({ start: '2026-11-24T07:00:00', end: '2026-11-24T09:00:00', timeZone: 'Asia/Tokyo' });
    expect(daysOf(span)).toEqual({ first: '2026-11-23', last: '2026-11-24' });
  });

  it('of a day and longer fills days', () => {
    expect(
      fillsDays(
        spanOf({ start: '2026-11-23T09:00:00', end: '2026-11-24T09:00:00', timeZone: 'Europe/Berlin' }),
      ),
    ).toBe(true);
  });

  it('never ends before it starts', () => {
    const span = spanOf({
      start: '2026-11-23T10:00:00',
      end: '2026-11-23T09:00:00',
      timeZone: 'Europe/Berlin',
    });
    expect(span.kind === 'timed' && span.end.getTime() === span.start.getTime()).toBe(true);
  });
});
