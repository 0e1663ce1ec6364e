import type { Conflict } from '../../shared/api/types';

/** What the address of the conflicts keeps. */
export interface ConflictsSearch {
  state?: 'resolved';
  /** Whose calendar it is. */
  person?: string;
  job?: string;
  /** Through which connection. */
  calendar?: string;
}

/** Reads the address; what makes no sense is left out. */
export function parseConflictsSearch(search: Record<string, unknown>): ConflictsSearch {
  return {
    ...(search['state'] === 'resolved' ? { state: 'resolved' } : {}),
    ...textOf('person', search),
    ...textOf('job', search),
    ...textOf('calendar', search),
  };
}

/** The conflicts that somebody wants to see. */
export function wanted(
  conflicts: readonly Conflict[],
  { person, job, calendar }: ConflictsSearch,
): Conflict[] {
  return conflicts.filter(
    (conflict) =>
      (person === undefined || conflict.person === person) &&
      (job === undefined || conflict.jobId === job) &&
      (calendar === undefined || conflict.connectionId === calendar),
  );
}

/** The same address with one part of it changed. */
export function withPart(search: ConflictsSearch, part: 'person' | 'job', value: string): ConflictsSearch {
  const { [part]: _before, ...rest } = search;
  return value === '' ? rest : { ...rest, [part]: value };
}

/** True where the address leaves conflicts out. */
export const isFiltered = ({ person, job, calendar }: ConflictsSearch) =>
  person !== undefined || job !== undefined || calendar !== undefined;

/** A job or a person to choose, once each, by name. */
export function choicesOf(
  conflicts: readonly Conflict[],
  choice: (conflict: Conflict) => { value: string; label: string },
): { value: string; label: string }[] {
  const choices = new Map(conflicts.map(choice).map(({ value, label }) => [value, label]));
  return [...choices]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label));
}

/** The router reads `job=4100` as a number. */
function textOf(name: 'person' | 'job' | 'calendar', search: Record<string, unknown>) {
  const value = typeof search[name] === 'number' ? String(search[name]) : search[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
