import type { Calendar, CalendarSync } from '../../shared/api/types';
import { count } from '../../shared/lib/count';

/** What happens when another calendar is chosen, in sentences. */
export function moveInWords(from: Calendar, to: Calendar, reads: boolean): string {
  return reads
    ? `Taken time is read from “${to.name}” instead of “${from.name}”. Nothing is written into either.`
    : `Jobs move from “${from.name}” to “${to.name}”: they are taken off the old calendar and put on the new one. Nobody is sent an invitation or a cancellation.`;
}

/** What of the old calendar should be decided before, in a sentence; nothing where there is nothing. */
export function openInWords(
  row: Pick<CalendarSync, 'conflicts' | 'calendarName'> | undefined,
): string | undefined {
  if (row === undefined || row.conflicts === 0) return undefined;
  const are = row.conflicts === 1 ? 'is' : 'are';
  return `${count(row.conflicts, 'conflict')} ${are} still open in “${row.calendarName}”. Decide ${row.conflicts === 1 ? 'it' : 'them'} first, so that the right values move along.`;
}
