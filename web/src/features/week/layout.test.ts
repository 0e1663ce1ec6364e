import { describe, expect, it } from 'vitest';
import type { CalendarItem, SingleWhen } from '../../shared/api/types';
import { parseDay, weekOf, type Day } from '../../shared/time/day';
import { layOutDay, layOutLane } from './layout';
import { huesOf, peopleIn, wanted, weekItems } from './week-items';

const monday = parseDay('2026-11-23') as Day;
const week = weekOf(monday, 1);

const timed = (start: string, end: string): SingleWhen => ({
  start: `2026-11-${start}`,
  end: `2026-11-${end}`,
  timeZone: 'Europe/Berlin',
});

const item = (title: string, when: SingleWhen, more: Partial<CalendarItem> = {}): CalendarItem => ({
  id: title,
  itemId: title,
  links: [],
  kind: 'job',
  title,
  when,
  availability: 'busy',
  ...more,
});

function placesOn(day: Day, ...items: CalendarItem[]) {
  return Object.fromEntries(
    layOutDay(weekItems(items), day).map(({ item: { item }, start, end, column, width, columns }) => [
      item.title,
      { start, end, column, width, columns },
    ]),
  );
}

describe('a day', () => {
  it('gives an item alone the whole width', () => {
    expect(placesOn(monday, item('a', timed('23T09:00', '23T10:30')))).toEqual({
      a: { start: 540, end: 630, column: 0, width: 1, columns: 1 },
    });
  });

  it('puts overlapping items side by side and lets each fill the free room to its right', () => {
    const places = placesOn(
      monday,
      item('a', timed('23T09:00', '23T12:00')),
      item('b', timed('23T09:30', '23T10:00')),
      item('c', timed('23T09:45', '23T11:00')),
      item('d', timed('23T11:00', '23T12:00')),
    );
    expect(places['a']).toMatchObject({ column: 0, width: 1, columns: 3 });
    expect(places['b']).toMatchObject({ column: 1, width: 1, columns: 3 });
    expect(places['c']).toMatchObject({ column: 2, width: 1, columns: 3 });
    expect(places['d']).toMatchObject({ column: 1, width: 2, columns: 3 });
  });

  it('does not narrow items that only touch', () => {
    const places = placesOn(
      monday,
      item('a', timed('23T09:00', '23T10:00')),
      item('b', timed('23T10:00', '23T11:00')),
    );
    expect(places['a']).toMatchObject({ column: 0, columns: 1 });
    expect(places['b']).toMatchObject({ column: 0, columns: 1 });
  });

  it('shows the piece of a night on each of its days', () => {
    const night = item('night', timed('23T22:00', '24T02:00'));
    expect(placesOn(monday, night)['night']).toMatchObject({ start: 1320, end: 1440 });
    expect(placesOn(week[1] as Day, night)['night']).toMatchObject({ start: 0, end: 120 });
    expect(placesOn(week[2] as Day, night)).toEqual({});
  });

  it('keeps an item without length readable, also just before midnight', () => {
    expect(placesOn(monday, item('a', timed('23T23:59', '23T23:59')))['a']).toMatchObject({
      start: 1416,
      end: 1440,
    });
  });

  it('leaves items that fill days to the lane', () => {
    expect(placesOn(monday, item('a', { startDate: '2026-11-23', endDate: '2026-11-24' }))).toEqual({});
  });
});

describe('the all-day lane', () => {
  it('packs spans into as few rows as they need and cuts them at the week', () => {
    const laid = layOutLane(
      weekItems([
        item('holiday', { startDate: '2026-11-20', endDate: '2026-11-25' }),
        item('fair', { startDate: '2026-11-24', endDate: '2026-12-05' }),
        item('call-out', { startDate: '2026-11-25', endDate: '2026-11-26' }),
        item('elsewhere', { startDate: '2026-11-30', endDate: '2026-12-01' }),
      ]),
      week,
    );
    expect(laid.map(({ item: { item }, ...place }) => ({ title: item.title, ...place }))).toEqual([
      { title: 'holiday', row: 0, firstColumn: 0, lastColumn: 1, fromBefore: true, goesOn: false },
      { title: 'fair', row: 1, firstColumn: 1, lastColumn: 6, fromBefore: false, goesOn: true },
      { title: 'call-out', row: 0, firstColumn: 2, lastColumn: 2, fromBefore: false, goesOn: false },
    ]);
  });
});

describe('the items of a week', () => {
  it('have keys of their own, even when a job stands in two calendars', () => {
    const twice = weekItems([
      item('a', timed('23T09:00', '23T10:00'), { connectionId: 'c1' }),
      item('a', timed('23T09:00', '23T10:00'), { connectionId: 'c2' }),
      item('a', timed('23T09:00', '23T10:00'), { connectionId: 'c2' }),
    ]);
    expect(new Set(twice.map(({ key }) => key)).size).toBe(3);
  });

  it('can be narrowed to people and to jobs', () => {
    const items = weekItems([
      item('a', timed('23T09:00', '23T10:00'), { person: 'tess' }),
      item('b', timed('23T11:00', '23T12:00'), { person: 'tom' }),
      item('c', timed('23T13:00', '23T14:00'), { person: 'tess', kind: 'event' }),
    ]);
    const titles = (people: string[], jobsOnly: boolean) =>
      wanted(items, { people, jobsOnly }).map(({ item }) => item.title);
    expect(peopleIn(items)).toEqual(['tess', 'tom']);
    expect(titles([], false)).toEqual(['a', 'b', 'c']);
    expect(titles(['tess'], false)).toEqual(['a', 'c']);
    expect(titles(['tess'], true)).toEqual(['a']);
  });

  it('give eight people eight hues', () => {
    const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
    expect(new Set(huesOf(people).values()).size).toBe(8);
    expect(huesOf([...people, 'one-more']).size).toBe(9);
  });
});
