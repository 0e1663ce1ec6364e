import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Conflict, ConflictsPage, ConflictState } from './types';

/** Pages of 100 that are read at most: nobody decides more at a sitting, and the rest comes up by itself. */
const MOST_PAGES = 5;

/** Conflicts, and whether there are more than were read. */
export interface Conflicts {
  conflicts: Conflict[];
  more: boolean;
}

/** What waits for a decision, or was decided in the last 30 days. */
export function conflictsQuery(state: ConflictState) {
  return queryOptions({ queryKey: ['conflicts', state], queryFn: () => allPages(state) });
}

async function allPages(state: ConflictState): Promise<Conflicts> {
  const conflicts: Conflict[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const parameters = new URLSearchParams({ state, ...(cursor === undefined ? {} : { cursor }) });
    const answer = await request<ConflictsPage>('GET', `/v1/conflicts?${parameters.toString()}`);
    conflicts.push(...answer.conflicts);
    cursor = answer.next;
    if (cursor === undefined) break;
  }
  return { conflicts, more: cursor !== undefined };
}
