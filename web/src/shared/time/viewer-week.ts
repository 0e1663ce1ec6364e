import { firstWeekdayOf, plusDays, startOf, weekOf, type Day } from './day';
import { LANGUAGE } from './in-words';

/** The week of a day as this browser's language cuts weeks. */
export const viewerWeekOf = (day: Day) => weekOf(day, firstWeekdayOf(LANGUAGE));

/** The instants between which a week lies for this browser. */
export function spanOfWeek(week: readonly Day[]): { from: Date; to: Date } {
  const first = week[0];
  const last = week.at(-1);
  if (first === undefined || last === undefined) throw new Error('A week has days.');
  return { from: startOf(first), to: startOf(plusDays(last, 1)) };
}
