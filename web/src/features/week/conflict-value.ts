import type { Conflict, When } from '../../shared/api/types';
import { spanInWords } from '../../shared/time/in-words';
import { spanOf } from '../../shared/time/span';

/** A side of a conflict as a person reads it: a time in the zone of this browser, everything else as it is. */
export function conflictValue(field: Conflict['field'], value: string): string {
  const when = field === 'when' ? whenOf(value) : undefined;
  return when === undefined ? value : spanInWords(spanOf(when));
}

const TIMED = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) to (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) \(([^)]+)\)$/;

/** The wall times that the API writes out as `2026-11-23 09:00 to 2026-11-23 10:30 (Europe/Berlin)`. */
export function whenOf(value: string): When | undefined {
  const [, startDay, start, endDay, end, timeZone] = TIMED.exec(value) ?? [];
  if (startDay === undefined || endDay === undefined || timeZone === undefined) return undefined;
  return { start: `${startDay}T${start ?? ''}:00`, end: `${endDay}T${end ?? ''}:00`, timeZone };
}
