import type { CalendarItem, ItemState } from '../../shared/api/types';
import type { Day } from '../../shared/time/day';
import { daysOf, fillsDays, spanOf, type Span } from '../../shared/time/span';

/** An item with its place in time. */
export interface WeekItem {
  /** Unique in the list: a job stands in the list once per calendar that carries it. */
  key: string;
  item: CalendarItem;
  span: Span;
  first: Day;
  last: Day;
  fillsDays: boolean;
}

/** What a dispatcher wants to see. */
export interface Wish {
  /** Nobody chosen means everybody. */
  people: readonly string[];
  jobsOnly: boolean;
}

/** The items of a week in the order of time. */
export function weekItems(items: readonly CalendarItem[]): WeekItem[] {
  const seen = new Map<string, number>();
  return items
    .map((item) => {
      const span = spanOf(item.when);
      const name = `${item.id}~${item.connectionId ?? item.person ?? ''}`;
      const copy = seen.get(name) ?? 0;
      seen.set(name, copy + 1);
      return { key: `${name}~${copy}`, item, span, ...daysOf(span), fillsDays: fillsDays(span) };
    })
    .sort(byTime);
}

/** The items that somebody wants to see. */
export function wanted(items: readonly WeekItem[], wish: Wish): WeekItem[] {
  return items.filter(
    ({ item }) =>
      (wish.people.length === 0 || peopleOf(item).some((person) => wish.people.includes(person))) &&
      (!wish.jobsOnly || item.kind === 'job'),
  );
}

/** Everybody through whose accounts an item is seen: one meeting may be that of several people (R23). */
export function peopleOf({ person, links }: CalendarItem): string[] {
  return [...new Set([person, ...links.map((link) => link.person)])].filter((one) => one !== undefined);
}

/** What the people in a list of items are called, where the API knows it. */
export function namesIn(items: readonly WeekItem[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { person, personName } of items.flatMap(({ item }) => [item, ...item.links])) {
    if (person !== undefined && personName !== undefined) names.set(person, personName);
  }
  return names;
}

/** Everybody in a list of items, by id. */
export function peopleIn(items: readonly WeekItem[]): string[] {
  const people = new Set(items.flatMap(({ item }) => peopleOf(item)));
  return [...people].sort((one, other) => one.localeCompare(other));
}

/** True when a person has to decide or to mend something. */
export function needsALook(state: ItemState | undefined): boolean {
  return state === 'conflict' || state === 'failed';
}

const HUES = 8;

/**
 * A hue for each person: the one that the name asks for, or the next free one, so that two people look alike only
 * when there are more people than hues.
 */
export function huesOf(people: readonly string[]): Map<string, number> {
  const hues = new Map<string, number>();
  const taken = new Set<number>();
  for (const person of people) {
    let hue = hash(person) % HUES;
    while (taken.has(hue) && taken.size < HUES) hue = (hue + 1) % HUES;
    taken.add(hue);
    hues.set(person, hue);
  }
  return hues;
}

function hash(text: string): number {
  let sum = 7;
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) % 65_521;
  return sum;
}

function byTime(one: WeekItem, other: WeekItem): number {
  return (
    one.first.localeCompare(other.first) ||
    Number(other.fillsDays) - Number(one.fillsDays) ||
    startOfDayTime(one.span) - startOfDayTime(other.span) ||
    one.item.title.localeCompare(other.item.title)
  );
}

function startOfDayTime(span: Span): number {
  return span.kind === 'timed' ? span.start.getTime() : 0;
}
