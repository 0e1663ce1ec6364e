import type { AuditEntry } from '../../shared/api/types';
import { dayOf, type Day } from '../../shared/time/day';

/** Entries that were made on one day of the person at this browser. */
export interface DayOfEntries {
  day: Day;
  entries: AuditEntry[];
}

/** Entries by day, in the order in which they come. */
export function byDay(entries: readonly AuditEntry[]): DayOfEntries[] {
  const days: DayOfEntries[] = [];
  for (const entry of entries) {
    const day = dayOf(new Date(entry.at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
