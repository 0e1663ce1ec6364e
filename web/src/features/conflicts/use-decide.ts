import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { conflictsQuery } from '../../shared/api/list-conflicts';
import { RequestFailed } from '../../shared/api/problem';
import { conflictOf, resolveConflict } from '../../shared/api/resolve-conflict';
import type { Conflict, ConflictChoice, ResolutionValue } from '../../shared/api/types';

/** A decision about a conflict. */
export interface Decision {
  choice: ConflictChoice;
  /** For a third value. */
  value?: ResolutionValue;
}

/**
 * Decides a conflict. Where it changed meanwhile it stays, as it stands now; where it is decided it leaves the list.
 *
 * @param onDecided called before it leaves, with how it was decided
 * @param onClosed called before it leaves because it was closed meanwhile, with how, where somebody decided
 */
export function useDecide(
  conflict: Conflict,
  onDecided: (resolved: Conflict) => void,
  onClosed: (resolved: Conflict | undefined) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ choice, value }: Decision) =>
      resolveConflict(conflict.id, {
        choice,
        version: conflict.version,
        ...(value === undefined ? {} : { value }),
      }),
    onSuccess: async (resolved) => {
      onDecided(resolved);
      drop(queries, [conflict.id]);
      await refreshAfterDecision(queries);
    },
    onError: (error) => {
      const current = conflictOf(error);
      const status = error instanceof RequestFailed ? error.status : 0;
      if (status === 409 && current?.state === 'open') replace(queries, [current]);
      if (status === 410 || status === 404) {
        onClosed(current);
        drop(queries, [conflict.id]);
        void refreshAfterDecision(queries);
      }
    },
  });
}

/** Takes conflicts out of the list of those that are open. */
export function drop(queries: QueryClient, ids: readonly string[]): void {
  queries.setQueryData(
    conflictsQuery('open').queryKey,
    (list) => list && { ...list, conflicts: list.conflicts.filter(({ id }) => !ids.includes(id)) },
  );
}

/** Puts conflicts as they stand now in place of how they were seen. */
export function replace(queries: QueryClient, current: readonly Conflict[]): void {
  queries.setQueryData(
    conflictsQuery('open').queryKey,
    (list) =>
      list && {
        ...list,
        conflicts: list.conflicts.map((one) => current.find(({ id }) => id === one.id) ?? one),
      },
  );
}

/** What a decision changes on other pages. */
export function refreshAfterDecision(queries: QueryClient): Promise<unknown> {
  return Promise.all(
    ['conflicts', 'events', 'sync', 'explanation'].map((name) =>
      queries.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
