import type { AuditFilter } from '../../shared/api/list-audit';
import { parseDay, plusDays, startOf } from '../../shared/time/day';

/** What the address of the audit page keeps. Days are whole days of the person at this browser. */
export interface AuditSearch {
  actor?: string;
  action?: string;
  subject?: string;
  outcome?: 'done' | 'refused' | 'failed';
  /** `YYYY-MM-DD`. */
  from?: string;
  /** `YYYY-MM-DD`, the last day that is shown. */
  until?: string;
  /** The sequence of an entry to go to and mark. */
  entry?: number;
}

export const outcomes = ['done', 'refused', 'failed'] as const;

/** Reads the address; what makes no sense is left out. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const outcome = outcomes.find((one) => one === search['outcome']);
  const entry = Number(search['entry']);
  return {
    ...textOf('actor', search),
    ...textOf('action', search),
    ...textOf('subject', search),
    ...(outcome === undefined ? {} : { outcome }),
    ...dayOf('from', search),
    ...dayOf('until', search),
    ...(Number.isSafeInteger(entry) && entry > 0 ? { entry } : {}),
  };
}

/** What to ask the API for. */
export function filterOf({ actor, action, subject, outcome, from, until }: AuditSearch): AuditFilter {
  const first = parseDay(from ?? '');
  const last = parseDay(until ?? '');
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(first === undefined ? {} : { from: startOf(first).toISOString() }),
    ...(last === undefined ? {} : { until: startOf(plusDays(last, 1)).toISOString() }),
  };
}

/** True where the address leaves entries out. */
export const isFiltered = (search: AuditSearch) => Object.keys(filterOf(search)).length > 0;

/** Entries that stand above a wanted one, so that it is seen among its neighbours. */
const ABOVE = 3;

/** Where to begin so that the wanted entry is among the first ones; a page begins below the sequence it is given. */
export function beginningFor({ entry }: AuditSearch): string | undefined {
  return entry === undefined ? undefined : String(entry + ABOVE + 1);
}

/** The search with one filter changed; an empty one is left out, and a marked entry is let go. */
export function withFilter(
  { entry: _marked, ...search }: AuditSearch,
  name: keyof AuditSearch,
  value: string,
): AuditSearch {
  return parseAuditSearch({ ...search, [name]: value });
}

function textOf(name: 'actor' | 'action' | 'subject', search: Record<string, unknown>) {
  const value = search[name];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? { [name]: text.slice(0, 200) } : {};
}

function dayOf(name: 'from' | 'until', search: Record<string, unknown>) {
  const value = search[name];
  const day = typeof value === 'string' ? parseDay(value) : undefined;
  return day === undefined ? {} : { [name]: day };
}
