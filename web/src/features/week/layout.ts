import { daysBetween, dayOf, type Day } from '../../shared/time/day';
import type { WeekItem } from './week-items';

/** Minutes of the day that even the shortest item takes up, so that its name can be read. */
const SHORTEST = 24;

const DAY_END = 24 * 60;

/** An item in the column of a day: minutes from the top, and its share of the width. */
export interface Placed {
  item: WeekItem;
  start: number;
  end: number;
  /** From the left, 0 is the first. */
  column: number;
  /** Columns that it may fill. */
  width: number;
  /** Columns that stand side by side here. */
  columns: number;
}

/** Puts the timed items of a day side by side where they overlap; each takes the free room to its right. */
export function layOutDay(items: readonly WeekItem[], day: Day): Placed[] {
  const pieces = items
    .filter((item) => !item.fillsDays && item.first <= day && day <= item.last)
    .map((item) => ({ item, ...minutesOn(item, day) }))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  return clustersOf(pieces).flatMap(sideBySide);
}

/** An item in the all-day lane: columns are days of the week. */
export interface Laid {
  item: WeekItem;
  row: number;
  firstColumn: number;
  lastColumn: number;
  /** It began before this week or goes on after it. */
  fromBefore: boolean;
  goesOn: boolean;
}

/** Puts items that fill days into as few rows as they need. */
export function layOutLane(items: readonly WeekItem[], week: readonly Day[]): Laid[] {
  const first = week[0];
  const last = week.at(-1);
  if (first === undefined || last === undefined) return [];
  const rows: number[] = [];
  return items
    .filter((item) => item.fillsDays && item.first <= last && item.last >= first)
    .map((item) => ({
      item,
      firstColumn: Math.max(0, daysBetween(first, item.first)),
      lastColumn: Math.min(week.length - 1, daysBetween(first, item.last)),
      fromBefore: item.first < first,
      goesOn: item.last > last,
    }))
    .sort((one, other) => one.firstColumn - other.firstColumn || other.lastColumn - one.lastColumn)
    .map((laid) => {
      const free = rows.findIndex((end) => end < laid.firstColumn);
      const row = free === -1 ? rows.length : free;
      rows[row] = laid.lastColumn;
      return { ...laid, row };
    });
}

interface Piece {
  item: WeekItem;
  start: number;
  end: number;
}

function minutesOn(item: WeekItem, day: Day): { start: number; end: number } {
  if (item.span.kind === 'all-day') return { start: 0, end: DAY_END };
  const from = dayOf(item.span.start) < day ? 0 : minuteOf(item.span.start);
  const to = dayOf(item.span.end) > day ? DAY_END : minuteOf(item.span.end);
  const start = Math.min(from, DAY_END - SHORTEST);
  return { start, end: Math.max(to, start + SHORTEST) };
}

/** Where a clock on the wall stands; the grid shows 24 hours also on the days that have 23 or 25. */
function minuteOf(instant: Date): number {
  return instant.getHours() * 60 + instant.getMinutes();
}

/** Groups that do not touch each other in time. */
function clustersOf(pieces: readonly Piece[]): Piece[][] {
  const clusters: Piece[][] = [];
  let end = -1;
  for (const piece of pieces) {
    const cluster = clusters.at(-1);
    if (cluster === undefined || piece.start >= end) clusters.push([piece]);
    else cluster.push(piece);
    end = Math.max(end, piece.end);
  }
  return clusters;
}

function sideBySide(cluster: Piece[]): Placed[] {
  const columns: Piece[][] = [];
  const columnOf = new Map<Piece, number>();
  for (const piece of cluster) {
    const free = columns.findIndex((column) => column.every((other) => other.end <= piece.start));
    const column = free === -1 ? columns.length : free;
    (columns[column] ??= []).push(piece);
    columnOf.set(piece, column);
  }
  return cluster.map((piece) => {
    const column = columnOf.get(piece) ?? 0;
    return { ...piece, column, width: freeWidth(piece, column, columns), columns: columns.length };
  });
}

function freeWidth(piece: Piece, column: number, columns: readonly Piece[][]): number {
  const blocked = columns.findIndex(
    (others, index) =>
      index > column && others.some((other) => other.start < piece.end && piece.start < other.end),
  );
  return (blocked === -1 ? columns.length : blocked) - column;
}
